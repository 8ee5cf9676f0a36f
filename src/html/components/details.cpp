#include "html/components/details.h"

#include "html/components/text.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html details(const Details& details) {
    const Html summary = element("summary", {{"class", "govuk-details__summary"}},
                                 element("span", {{"class", "govuk-details__summary-text"}}, details.summary));
    return element("details", {{"class", "govuk-details"}, flag("open", details.open)},
                   {summary, element("div", {{"class", "govuk-details__text"}}, details.content)});
}

std::vector<Example> details_examples() {
    return {
        {"Folded", html::details({.summary = "What the levels mean",
                                  .content = paragraph("Level 2: a child needs some help that one agency can give.")})},
        {"Open",
         html::details(
             {.summary = "Why we ask", .content = paragraph("So that nobody rings an unsafe number."), .open = true})}};
}

} // namespace kith::html
