#include "html/components/choices.h"

#include "html/element.h"
#include "html/examples.h"
#include "html/field.h"

namespace kith::html {

namespace {

// The words of the two kinds differ in nothing else.
struct Kind {
    std::string_view type;
    std::string_view block;
};

constexpr Kind radio = {"radio", "govuk-radios"};
constexpr Kind box = {"checkbox", "govuk-checkboxes"};

std::string part(const Kind& kind, std::string_view name) {
    return fmt::format("{}__{}", kind.block, name);
}

Html item(const Kind& kind, const std::string& name, const std::string& id, const Choice& choice, bool chosen,
          std::string_view described_by) {
    const std::string hint_id = choice.hint.empty() ? std::string() : id + "-item-hint";
    std::string described(described_by);
    if (!hint_id.empty()) described += (described.empty() ? "" : " ") + hint_id;
    const Html input = void_element("input", {{"class", part(kind, "input")},
                                              {"id", id},
                                              {"name", name},
                                              {"type", kind.type},
                                              {"value", choice.value},
                                              flag("checked", chosen),
                                              unless_empty("aria-describedby", described)});
    const Html label = element("label", {{"class", "govuk-label " + part(kind, "label")}, {"for", id}}, choice.text);
    Html hint;
    if (!choice.hint.empty())
        hint = element("div", {{"id", hint_id}, {"class", "govuk-hint " + part(kind, "hint")}}, choice.hint);
    Html all = element("div", {{"class", part(kind, "item")}}, {input, label, hint});
    if (!choice.conditional.empty())
        all += element("div", {{"class", part(kind, "conditional") + " kith-conditional"}}, choice.conditional);
    return all;
}

Html items(const Kind& kind, const std::string& name, const std::string& id, const std::vector<Choice>& choices,
           const std::function<bool(const Choice&)>& is_chosen) {
    Html all;
    int number = 1;
    for (const Choice& choice : choices) {
        if (choice.after_or) all += element("div", {{"class", part(kind, "divider")}}, "or");
        // The first has the field's own id, so that the error summary's link lands on it.
        const std::string item_id = number == 1 ? id : fmt::format("{}-{}", id, number);
        all += item(kind, name, item_id, choice, is_chosen(choice), {});
        ++number;
    }
    return all;
}

} // namespace

Html radios(const Radios& radios) {
    const Field field = {radios.name, radios.id,      radios.legend, radios.legend_size, radios.legend_is_heading,
                         radios.hint, radios.problems};
    const FieldParts parts = parts_of(field);
    std::string classes = "govuk-radios";
    if (radios.inline_) classes += " govuk-radios--inline";
    if (radios.small) classes += " govuk-radios--small";
    const auto is_chosen = [&](const Choice& choice) {
        return !radios.chosen.empty() && choice.value == radios.chosen;
    };
    return legended(
        field, parts,
        element("div", {{"class", classes}}, items(radio, radios.name, parts.id, radios.choices, is_chosen)));
}

Html checkboxes(const Checkboxes& checkboxes) {
    const Field field = {
        checkboxes.name, checkboxes.id,      checkboxes.legend, checkboxes.legend_size, checkboxes.legend_is_heading,
        checkboxes.hint, checkboxes.problems};
    const FieldParts parts = parts_of(field);
    const auto is_chosen = [&](const Choice& choice) {
        return std::find(checkboxes.chosen.begin(), checkboxes.chosen.end(), choice.value) != checkboxes.chosen.end();
    };
    return legended(
        field, parts,
        element("div", {{"class", checkboxes.small ? "govuk-checkboxes govuk-checkboxes--small" : "govuk-checkboxes"}},
                items(box, checkboxes.name, parts.id, checkboxes.choices, is_chosen)));
}

Html checkbox(const Checkbox& checkbox) {
    const std::string same_as_name;
    const Html none;
    const Field field = {checkbox.name, same_as_name, none, Size::normal, false, none, checkbox.problems};
    const FieldParts parts = parts_of(field);
    const Html one =
        item(box, checkbox.name, parts.id, {.value = checkbox.value, .text = checkbox.text, .hint = checkbox.hint},
             checkbox.chosen, parts.described_by);
    return element("div", {{"class", parts.wrong ? "govuk-form-group govuk-form-group--error" : "govuk-form-group"}},
                   {parts.problem, element("div", {{"class", "govuk-checkboxes"}}, one)});
}

std::vector<Example> choices_examples() {
    const Problems problems = {{"example-urgent", "missing", "Choose how urgent it is"},
                               {"example-told", "missing", "Tick this when you have told the family"}};
    const Html safe = input({.name = "example-safe-phone", .label = "Number that is safe to ring", .width = 20});
    return {
        {"Radios", radios({.name = "example-outcome",
                           .legend = "What happens next?",
                           .choices = {{"early_help", "Early Help team", "A worker will be found this week"},
                                       {"school", "School leads, with our support"},
                                       {"advice", "Advice and signpost"},
                                       {"none", "None of these", {}, {}, true}},
                           .legend_size = Size::m})},
        {"Radios with a problem",
         radios({.name = "example-urgent",
                 .legend = "How urgent is it?",
                 .choices = {{"today", "Today"}, {"week", "This week"}, {"wait", "It can wait"}},
                 .problems = problems})},
        {"Radios that ask more", radios({.name = "example-contact",
                                         .legend = "How may we contact the family?",
                                         .choices = {{"phone", "By telephone", {}, safe}, {"letter", "By letter"}},
                                         .chosen = "phone"})},
        {"Two short answers", radios({.name = "example-yes",
                                      .legend = "Has the parent agreed?",
                                      .choices = {{"yes", "Yes"}, {"no", "Not yet"}},
                                      .inline_ = true})},
        {"Checkboxes", checkboxes({.name = "example-needs",
                                   .legend = "What is it about?",
                                   .hint = "Tick all that fit",
                                   .choices = {{"attendance", "Attendance"},
                                               {"money", "Money", "Bills, debt, benefits"},
                                               {"health", "Health"},
                                               {"none", "Something else", {}, {}, true}},
                                   .chosen = {"money"}})},
        {"Small checkboxes", checkboxes({.name = "example-filter",
                                         .legend = "Area",
                                         .choices = {{"north", "North"}, {"east", "East"}},
                                         .small = true})},
        {"One box alone",
         checkbox({.name = "example-told", .text = "I have told the family what I am sending", .problems = problems})},
    };
}

} // namespace kith::html
