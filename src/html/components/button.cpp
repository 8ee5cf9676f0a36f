#include "html/components/button.h"

#include "html/components/text.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

namespace {

std::string_view classes(ButtonLook look) {
    switch (look) {
    case ButtonLook::secondary:
        return "govuk-button govuk-button--secondary";
    case ButtonLook::warning:
        return "govuk-button govuk-button--warning";
    default:
        return "govuk-button";
    }
}

// No other site hears where somebody came from, and no search engine follows.
Html way_out(std::string_view classes, const Html& text) {
    return element("a", {{"class", classes}, address_attribute("href", "/leave"), {"rel", "nofollow noreferrer"}},
                   text);
}

} // namespace

Html button(const Button& button) {
    const Html words = {button.text, button.hidden.empty() ? Html() : visually_hidden(button.hidden)};
    if (!button.address.empty())
        return element("a", {{"class", classes(button.look)}, address_attribute("href", button.address)}, words);
    return element("button",
                   {{"type", "submit"},
                    {"class", classes(button.look)},
                    unless_empty("name", button.name),
                    unless_empty("value", button.value)},
                   words);
}

Html exit_this_page(std::string_view about) {
    const Html button = way_out(classes(ButtonLook::warning), {visually_hidden("Emergency"), " Exit this page"});
    return element(
        "div", {{"class", "kith-exit"}},
        {button, about.empty()
                     ? Html()
                     : element("a", {{"class", "govuk-link kith-exit__about"}, address_attribute("href", about)},
                               "What “Exit this page” does")});
}

Html exit_by_keyboard() {
    return way_out("govuk-skip-link", "Exit this page");
}

Html button_group(const std::vector<Html>& buttons) {
    return element("div", {{"class", "govuk-button-group"}}, buttons);
}

std::vector<Example> button_examples() {
    return {
        {"Main action", button({.text = "Record decision"})},
        {"A link that starts something", button({.text = "Ask for support", .address = "#buttons"})},
        {"Away from here at once, on pages for families", exit_this_page()},
        {"Beside each other",
         button_group({button({.text = "Save and continue"}),
                       button({.text = "Take", .look = ButtonLook::secondary, .hidden = " the request about Maya"}),
                       button({.text = "Discard draft", .look = ButtonLook::warning}), link("#buttons", "Cancel")})},
    };
}

} // namespace kith::html
