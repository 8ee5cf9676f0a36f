#pragma once
#include "html/html.h"

namespace kith::html {

enum class TagColour { grey, green, teal, blue, purple, magenta, red, orange, yellow };

// A state in at most two words. The words carry it, the colour only helps.
struct Tag {
    Html text;
    TagColour colour = TagColour::grey;
};

Html tag(const Tag& tag);

} // namespace kith::html
