#include "html/components/summary_list.h"

#include "html/components/text.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

namespace {

Html row_actions(const std::vector<Link>& actions) {
    if (actions.empty()) return {};
    if (actions.size() == 1)
        return element("dd", {{"class", "govuk-summary-list__actions"}},
                       link(actions[0].address, actions[0].text, actions[0].hidden));
    Html items;
    for (const Link& action : actions)
        items += element("li", {{"class", "govuk-summary-list__actions-list-item"}},
                         link(action.address, action.text, action.hidden));
    return element("dd", {{"class", "govuk-summary-list__actions"}},
                   element("ul", {{"class", "govuk-summary-list__actions-list"}}, items));
}

Html row_of(const SummaryRow& row, bool some_have_actions) {
    const bool none_here = some_have_actions && row.actions.empty();
    return element(
        "div",
        {{"class",
          none_here ? "govuk-summary-list__row govuk-summary-list__row--no-actions" : "govuk-summary-list__row"}},
        {element("dt", {{"class", "govuk-summary-list__key"}}, row.key),
         element("dd", {{"class", "govuk-summary-list__value"}}, row.value.empty() ? secondary("Not set") : row.value),
         row_actions(row.actions)});
}

} // namespace

Html summary_list(const SummaryList& list) {
    const bool actions =
        std::any_of(list.rows.begin(), list.rows.end(), [](const SummaryRow& row) { return !row.actions.empty(); });
    Html rows;
    for (const SummaryRow& row : list.rows)
        rows += row_of(row, actions);
    return element("dl",
                   {{"class", list.lines ? "govuk-summary-list" : "govuk-summary-list govuk-summary-list--no-border"}},
                   rows);
}

Html summary_card(const SummaryCard& card) {
    Html actions;
    for (const Link& action : card.actions)
        actions +=
            element("li", {{"class", "govuk-summary-card__action"}}, link(action.address, action.text, action.hidden));
    if (!actions.empty()) actions = element("ul", {{"class", "govuk-summary-card__actions"}}, actions);
    const Html words = card.level == 3 ? element("h3", {{"class", "govuk-summary-card__title"}}, card.heading)
                                       : element("h2", {{"class", "govuk-summary-card__title"}}, card.heading);
    return element("div", {{"class", "govuk-summary-card"}},
                   {element("div", {{"class", "govuk-summary-card__title-wrapper"}}, {words, actions}),
                    element("div", {{"class", "govuk-summary-card__content"}}, summary_list({.rows = card.rows}))});
}

std::vector<Example> summary_list_examples() {
    return {
        {"With links to change",
         summary_list({.rows = {{"Name", "Maya Okafor-Reid", {{"#summary-lists", "Change", " name"}}},
                                {"Date of birth", "14 March 2017", {{"#summary-lists", "Change", " date of birth"}}},
                                {"School", {}, {{"#summary-lists", "Add", " a school"}}},
                                {"Reference", "7KQ2-9XMA"}}})},
        {"Plain",
         summary_list({.rows = {{"Sent", "19 November 2026 at 2:10pm"}, {"From", "Meadow Primary"}}, .lines = false})},
        {"A card for each of several", summary_card({.heading = "Maya",
                                                     .actions = {{"#summary-lists", "Change", " Maya"}},
                                                     .rows = {{"Born", "14 March 2017"}, {"Lives with", "Dana"}},
                                                     .level = 3})},
    };
}

} // namespace kith::html
