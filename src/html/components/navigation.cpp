#include "html/components/navigation.h"

#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html back_link(std::string_view address, const Html& text) {
    return element("a", {{"class", "govuk-back-link"}, address_attribute("href", address)}, text);
}

Html breadcrumbs(const std::vector<Crumb>& crumbs) {
    Html items;
    for (const Crumb& crumb : crumbs)
        items += element(
            "li", {{"class", "govuk-breadcrumbs__list-item"}},
            element("a", {{"class", "govuk-breadcrumbs__link"}, address_attribute("href", crumb.address)}, crumb.text));
    return element("nav", {{"class", "govuk-breadcrumbs"}, {"aria-label", "Breadcrumb"}},
                   element("ol", {{"class", "govuk-breadcrumbs__list"}}, items));
}

Html skip_link(std::string_view address, const Html& text) {
    return element("a", {{"class", "govuk-skip-link"}, address_attribute("href", address)}, text);
}

namespace {

std::string page_address(const Pagination& pagination, int page) {
    const bool has_query = pagination.address.find('?') != std::string::npos;
    return fmt::format("{}{}page={}", pagination.address, has_query ? '&' : '?', page);
}

// A link to the page, or for a search a button of the form around all of them.
Html way_to(const Pagination& pagination, int page, const Html& text, std::string_view classes, std::string_view label,
            std::string_view rel = {}) {
    const Attribute current = unless_empty("aria-current", page == pagination.page ? "page" : "");
    if (pagination.action.empty())
        return element("a",
                       {{"class", classes},
                        address_attribute("href", page_address(pagination, page)),
                        unless_empty("aria-label", label),
                        current,
                        unless_empty("rel", rel)},
                       text);
    return element("button",
                   {{"type", "submit"},
                    {"class", fmt::format("{} kith-link-button", classes)},
                    {"name", "page"},
                    {"value", std::to_string(page)},
                    unless_empty("aria-label", label),
                    current},
                   text);
}

Html number_item(const Pagination& pagination, int page) {
    return element("li",
                   {{"class", page == pagination.page ? "govuk-pagination__item govuk-pagination__item--current"
                                                      : "govuk-pagination__item"}},
                   way_to(pagination, page, std::to_string(page), "govuk-link govuk-pagination__link",
                          fmt::format("Page {}", page)));
}

// The first, the last, and the neighbours of the present one.
Html numbers(const Pagination& pagination) {
    Html items;
    int last_shown = 0;
    for (int page = 1; page <= pagination.pages; ++page) {
        const bool near = page >= pagination.page - 1 && page <= pagination.page + 1;
        if (!near && page != 1 && page != pagination.pages) continue;
        if (last_shown && page > last_shown + 1)
            items += element("li", {{"class", "govuk-pagination__item govuk-pagination__item--ellipsis"}}, "⋯");
        items += number_item(pagination, page);
        last_shown = page;
    }
    return element("ul", {{"class", "govuk-pagination__list"}}, items);
}

Html step(const Pagination& pagination, int page, std::string_view text, std::string_view place) {
    if (page < 1 || page > pagination.pages) return {};
    return element(
        "div", {{"class", fmt::format("govuk-pagination__{}", place)}},
        way_to(pagination, page, {text, visually_hidden(" page")}, "govuk-link govuk-pagination__link", {}, place));
}

} // namespace

Html pagination(const Pagination& pagination) {
    if (pagination.pages < 2) return {};
    const Html steps = {step(pagination, pagination.page - 1, "Previous", "prev"), numbers(pagination),
                        step(pagination, pagination.page + 1, "Next", "next")};
    const Html nav = element("nav", {{"class", "govuk-pagination"}, {"aria-label", pagination.label}}, steps);
    if (pagination.action.empty()) return nav;
    return element("form", {address_attribute("action", pagination.action), {"method", "post"}},
                   {pagination.fields, nav});
}

std::vector<Example> navigation_examples() {
    return {
        {"Back", back_link("#navigation")},
        {"Breadcrumbs", breadcrumbs({{"#navigation", "Settings"}, {"#navigation", "Agencies"}})},
        {"Pages", pagination({.page = 4, .pages = 9, .address = "/components", .label = "Pages of requests"})},
        {"Pages of a search",
         pagination({.page = 1, .pages = 3, .action = "/components", .label = "Pages of what was found"})},
    };
}

} // namespace kith::html
