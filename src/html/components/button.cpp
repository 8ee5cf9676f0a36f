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

Html exit_this_page() {
    return element("div", {{"class", "kith-exit"}},
                   element("a",
                           {{"class", classes(ButtonLook::warning)},
                            address_attribute("href", "https://www.bbc.co.uk/weather"),
                            {"rel", "nofollow noreferrer"}},
                           "Exit this page"));
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
