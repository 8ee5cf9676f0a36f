#include "html/components/input.h"

#include "html/element.h"
#include "html/examples.h"
#include "html/field.h"

namespace kith::html {

namespace {

struct Typing {
    std::string_view type = "text";
    std::string_view mode = {};
    std::string_view autocomplete = {};
};

Typing typing(InputKind kind) {
    switch (kind) {
    case InputKind::email:
        return {.type = "email"};
    case InputKind::telephone:
        return {.type = "tel"};
    case InputKind::whole_number:
        return {.mode = "numeric"};
    case InputKind::one_time_code:
        return {.mode = "numeric", .autocomplete = "one-time-code"};
    default:
        return {};
    }
}

} // namespace

Html input(const Input& input) {
    const Field field = {input.name, input.id,      input.label, input.label_size, input.label_is_heading,
                         input.hint, input.problems};
    const FieldParts parts = parts_of(field);
    const Typing typed = typing(input.kind);
    std::string classes = parts.wrong ? "govuk-input govuk-input--error" : "govuk-input";
    if (input.width) classes += fmt::format(" govuk-input--width-{}", input.width);
    const bool no_spelling = !input.spellcheck || input.kind != InputKind::text;
    return labelled(
        field, parts,
        void_element("input", {{"class", classes},
                               {"id", parts.id},
                               {"name", input.name},
                               {"type", typed.type},
                               unless_empty("inputmode", typed.mode),
                               unless_empty("autocomplete",
                                            input.autocomplete.empty() ? typed.autocomplete : input.autocomplete),
                               unless_empty("spellcheck", no_spelling ? "false" : ""),
                               unless_empty("value", input.value),
                               address_unless_empty("data-suggest", input.suggest),
                               unless_empty("aria-describedby", parts.described_by)}));
}

std::vector<Example> input_examples() {
    const Problems problems = {{"example-postcode", "not_one", "Enter a full postcode, like BL9 0EJ"}};
    return {
        {"One line", input({.name = "example-name", .label = "First name", .autocomplete = "off"})},
        {"With a hint and a width", input({.name = "example-code",
                                           .label = "Six-digit code",
                                           .hint = "From your authenticator app",
                                           .kind = InputKind::one_time_code,
                                           .width = 10})},
        {"With a problem", input({.name = "example-postcode",
                                  .label = "Postcode",
                                  .value = "BL9",
                                  .problems = problems,
                                  .width = 10,
                                  .spellcheck = false})},
        {"Telephone and email",
         {input({.name = "example-phone", .label = "Telephone number", .kind = InputKind::telephone, .width = 20}),
          input({.name = "example-email", .label = "Email address", .kind = InputKind::email})}},
        {"Picking by typing a part", input({.name = "example-school",
                                            .label = "School",
                                            .hint = "Type part of its name",
                                            .suggest = "/components/suggestions"})},
    };
}

} // namespace kith::html
