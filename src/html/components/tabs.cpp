#include "html/components/tabs.h"

#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html tabs(const Tabs& tabs) {
    Html items;
    for (const NavigationItem& item : tabs.items)
        items += element("li", {},
                         element("a",
                                 {{"class", "govuk-link govuk-link--no-visited-state"},
                                  address_attribute("href", item.address),
                                  unless_empty("aria-current", item.current ? "page" : "")},
                                 item.text));
    return element("nav", {{"aria-label", tabs.label}}, element("ul", {{"class", "kith-tabs"}}, items));
}

std::vector<Example> tabs_examples() {
    return {{"Of a family", html::tabs({.label = "This family",
                                        .items = {{"Overview", "#tabs", true},
                                                  {"Story", "#tabs"},
                                                  {"Plan", "#tabs"},
                                                  {"Meetings", "#tabs"},
                                                  {"Timeline", "#tabs"},
                                                  {"People", "#tabs"},
                                                  {"Files", "#tabs"},
                                                  {"Sharing", "#tabs"}}})}};
}

} // namespace kith::html
