#include "html/components/select.h"

#include "html/element.h"
#include "html/examples.h"
#include "html/field.h"

namespace kith::html {

Html select(const Select& select) {
    const Field field = {select.name, select.id, select.label, select.label_size, false, select.hint, select.problems};
    const FieldParts parts = parts_of(field);
    Html options;
    if (!select.prompt.empty()) options += element("option", {{"value", ""}}, select.prompt);
    for (const Choice& choice : select.choices) {
        const bool chosen = !select.chosen.empty() && choice.value == select.chosen;
        options += element("option", {{"value", choice.value}, flag("selected", chosen)}, choice.text);
    }
    return labelled(field, parts,
                    element("select",
                            {{"class", parts.wrong ? "govuk-select govuk-select--error" : "govuk-select"},
                             {"id", parts.id},
                             {"name", select.name},
                             unless_empty("aria-describedby", parts.described_by)},
                            options));
}

std::vector<Example> select_examples() {
    const Problems problems = {{"example-team-wrong", "missing", "Choose a team"}};
    const std::vector<Choice> teams = {{"north", "North team"}, {"south", "South team"}, {"east", "East team"}};
    return {
        {"One of many", select({.name = "example-team",
                                .label = "Team",
                                .choices = teams,
                                .chosen = "south",
                                .prompt = "Choose a team"})},
        {"With a problem", select({.name = "example-team-wrong",
                                   .label = "Team",
                                   .choices = teams,
                                   .prompt = "Choose a team",
                                   .problems = problems})},
    };
}

} // namespace kith::html
