#pragma once
#include "html/components/input.h"

namespace kith::html {

// Several lines of text.
struct TextArea {
    std::string name;
    Html label;
    Html hint = {};
    std::string text = {};
    const Problems& problems = no_problems;
    int rows = 5;
    int limit = 0; // characters; above 0 the count left is said below (character count)
    Size label_size = Size::normal;
    bool label_is_heading = false;
    std::string id = {};
};

Html text_area(const TextArea& area);
// A text area with a limit, by the name that the GOV.UK Design System gives it.
Html character_count(const TextArea& area);

} // namespace kith::html
