#pragma once
#include "html/html.h"

namespace kith::html {

enum class ButtonLook { primary, secondary, warning };

// A button that sends its form, or with an address a link that looks like one (to start something, never to change it).
struct Button {
    Html text;
    std::string address = {};
    ButtonLook look = ButtonLook::primary;
    std::string name = {}; // tells the form's handler which button was pressed
    std::string value = {};
    Html hidden = {}; // heard, not seen: "Take" + " the request about Maya"
};

Html button(const Button& button);
// Leaves for a page about the weather by way of /leave, for whoever must not be seen reading about help: first in the
// page, always in view, and a plain link, so that it works without script. Their browser still remembers that they were
// here: the page that says so is linked below it. Given to Page as `exit`.
Html exit_this_page(std::string_view about = "/staying-safe");
// The same beside the skip link, seen when the keyboard comes to it: nobody has to find the button first.
Html exit_by_keyboard();
// Buttons and links side by side.
Html button_group(const std::vector<Html>& buttons);

} // namespace kith::html
