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
    // Characters; above 0 the count left is said below (character count), for a limit of 2000 and more only when most
    // of it is used up.
    int limit = 0;
    Size label_size = Size::normal;
    bool label_is_heading = false;
    std::string id = {};
};

Html text_area(const TextArea& area);
// A text area with a limit, by the name that the GOV.UK Design System gives it.
Html character_count(const TextArea& area);

} // namespace kith::html
