#include "html/components/password_input.h"

#include "html/element.h"
#include "html/examples.h"
#include "html/field.h"

namespace kith::html {

Html password_input(const PasswordInput& input) {
    const std::string same_as_name;
    const Field field = {input.name, same_as_name, input.label, Size::normal, false, input.hint, input.problems};
    const FieldParts parts = parts_of(field);
    const Html box = void_element("input", {{"class", parts.wrong ? "govuk-input govuk-input--error" : "govuk-input"},
                                            {"id", parts.id},
                                            {"name", input.name},
                                            {"type", "password"},
                                            {"autocomplete", input.is_new ? "new-password" : "current-password"},
                                            {"autocapitalize", "none"},
                                            {"spellcheck", "false"},
                                            unless_empty("aria-describedby", parts.described_by)});
    return labelled(field, parts, element("div", {{"class", "kith-password"}}, box));
}

std::vector<Example> password_input_examples() {
    return {{"To sign in", password_input({.name = "example-password", .label = "Password"})},
            {"To choose one", password_input({.name = "example-new-password",
                                              .label = "New password",
                                              .hint = "At least 12 characters. Three words are easy to remember.",
                                              .is_new = true})}};
}

} // namespace kith::html
