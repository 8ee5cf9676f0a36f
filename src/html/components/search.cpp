#include "html/components/search.h"

#include "html/components/button.h"
#include "html/components/choices.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html search_box(const SearchBox& search) {
    const Html label =
        element("label", {{"class", search.label_hidden ? "govuk-visually-hidden" : "govuk-label"}, {"for", search.id}},
                search.label);
    const Html box = void_element("input", {{"class", "govuk-input"},
                                            {"id", search.id},
                                            {"name", search.name},
                                            {"type", "search"},
                                            {"autocomplete", "off"},
                                            {"spellcheck", "false"},
                                            unless_empty("value", search.value)});
    return element(
        "form",
        {{"class", "kith-search"}, {"role", "search"}, address_attribute("action", search.action), {"method", "post"}},
        {search.fields, label,
         element("div", {{"class", "kith-search__row"}}, {box, button({.text = search.button})})});
}

Html filter(const Filter& filter, const Html& content) {
    const bool post = filter.method == FilterMethod::post;
    const Html clear = filter.clear.empty() ? Html() : link(filter.clear, "Clear");
    const Html body = element(
        "form",
        {address_attribute("action", filter.action), {"method", post ? "post" : "get"}, {"class", "kith-filter__form"}},
        {filter.fields, element("div", {{"class", "kith-filter__fields"}}, content),
         button_group({button({.text = "Show", .look = ButtonLook::secondary}), clear})});
    const Html summary = element("summary", {{"class", "govuk-details__summary"}},
                                 element("span", {{"class", "govuk-details__summary-text"}}, filter.heading));
    return element("details", {{"class", "govuk-details kith-filter"}, flag("open", filter.open)}, {summary, body});
}

std::vector<Example> search_examples() {
    return {
        {"Search",
         search_box({.action = "/components", .label = "Search this list", .value = "okafor", .id = "example-search"})},
        {"Filter", filter({.action = "/components", .heading = "Filter requests", .clear = "/components"},
                          {input({.name = "example-from", .label = "From", .width = 20}),
                           checkboxes({.name = "example-urgency",
                                       .legend = "Urgency",
                                       .choices = {{"today", "Today"}, {"week", "This week"}},
                                       .small = true})})},
    };
}

} // namespace kith::html
