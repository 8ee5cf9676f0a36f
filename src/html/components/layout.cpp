#include "html/components/layout.h"

#include "html/components/button.h"
#include "html/components/tag.h"
#include "html/components/text.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html two_columns(const Html& main, const Html& side) {
    return element("div", {{"class", "kith-columns"}}, {element("div", {}, main), element("div", {}, side)});
}

Html card(const Card& card) {
    Html head = heading(card.heading, card.level, Size::m);
    if (!card.aside.empty())
        head = element("div", {{"class", "kith-card__head"}},
                       {head, element("div", {{"class", "govuk-body kith-small"}}, card.aside)});
    return element("section",
                   {{"class", card.quiet ? "kith-card kith-card--quiet" : "kith-card"}, unless_empty("id", card.id)},
                   {head, card.content});
}

Html record_header(const RecordHeader& header) {
    Html facts;
    for (const Html& fact : header.facts)
        facts += element("li", {}, fact);
    if (!facts.empty()) facts = element("ul", {{"class", "kith-facts"}}, facts);
    const Html lead =
        header.lead.empty() ? Html() : element("p", {{"class", "govuk-body kith-record__lead"}}, header.lead);
    const Html actions =
        header.actions.empty() ? Html() : element("div", {{"class", "kith-record__actions"}}, header.actions);
    const Html words = element("div", {{"class", "kith-record__words"}}, {heading(header.heading, 1), lead, facts});
    const Html tabs = header.tabs.items.empty() ? Html() : html::tabs(header.tabs);
    return element("div", {{"class", "kith-record"}},
                   element("div", {{"class", "govuk-width-container"}},
                           {element("div", {{"class", "kith-record__top"}}, {words, actions}), tabs}));
}

Html on_screen_only(const Html& content) {
    return element("div", {{"class", "kith-screen-only"}}, content);
}

Html on_paper_only(const Html& content) {
    return element("div", {{"class", "kith-paper-only"}}, content);
}

std::vector<Example> layout_examples() {
    return {
        {"Two columns of cards",
         two_columns(card({.heading = "What happens next",
                           .content = paragraph("Team Around the Family review, Wednesday 2 December, 3:45pm"),
                           .aside = link("#layout", "See all meetings"),
                           .level = 4}),
                     card({.heading = "Who is helping",
                           .content = paragraph({strong("Priya Nair"), line_break(), "lead practitioner"}),
                           .quiet = true,
                           .level = 4}))},
        {"Only on a screen, only on paper",
         {on_screen_only(paragraph("Press Ctrl and P to print.")), on_paper_only(paragraph("Ask for a newer copy."))}},
    };
}

} // namespace kith::html
