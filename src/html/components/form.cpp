#include "html/components/form.h"

#include "html/components/text.h"
#include "html/components/text_area.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

namespace {

// The Enter key presses the first button of a form. Where others stand before the main one, it must come first.
Html button_of_enter_key(const Form& form, const Html& content) {
    if (form.submit.empty() || content.markup().find("<button") == std::string::npos) return {};
    return element(
        "button", {{"type", "submit"}, {"class", "govuk-visually-hidden"}, {"tabindex", "-1"}, {"aria-hidden", "true"}},
        form.submit);
}

} // namespace

Html form(const Form& form, const Html& content) {
    Html buttons;
    if (!form.submit.empty()) {
        buttons = button({.text = form.submit, .look = form.warning ? ButtonLook::warning : ButtonLook::primary});
        if (!form.beside.empty()) buttons = button_group({buttons, form.beside});
    }
    // Says "Saved at 2:14pm", or that this browser keeps it; polite, so that it waits for the person to pause.
    Html saved;
    if (!form.autosave.empty() || !form.draft_key.empty())
        saved = element("p", {{"class", "kith-saved"}, {"role", "status"}}, {});
    const Html version = form.draft_version.empty() ? Html() : hidden_field("version", form.draft_version);
    return element("form",
                   {address_attribute("action", form.action),
                    {"method", "post"},
                    flag("novalidate", true),
                    unless_empty("enctype", form.upload ? "multipart/form-data" : ""),
                    address_unless_empty("data-autosave", form.autosave),
                    unless_empty("data-key", form.draft_key)},
                   {form.fields, version, button_of_enter_key(form, content), content, saved, buttons});
}

Html one_button_form(const OneButtonForm& form) {
    const Html words = {form.text, form.hidden.empty() ? Html() : visually_hidden(form.hidden)};
    const Html press = form.as_link ? element("button", {{"type", "submit"}, {"class", "kith-link-button"}}, words)
                                    : button({.text = form.text, .look = form.look, .hidden = form.hidden});
    return element("form",
                   {address_attribute("action", form.action), {"method", "post"}, {"class", "kith-inline-form"}},
                   {form.fields, press});
}

std::vector<Example> form_examples() {
    return {
        {"A form", form({.action = "/components", .submit = "Send", .beside = link("#forms", "Cancel")},
                        text_area({.name = "example-answer", .label = "Your answer", .rows = 2}))},
        {"A form of one button",
         one_button_form({.action = "/components", .text = "Take", .hidden = " the request about Maya"})},
        {"Looking like a link", one_button_form({.action = "/components", .text = "Sign out", .as_link = true})},
    };
}

} // namespace kith::html
