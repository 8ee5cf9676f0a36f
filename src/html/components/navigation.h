#pragma once
// Ways on and back.

#include "html/components/text.h"

namespace kith::html {

Html back_link(std::string_view address, const Html& text = "Back");

struct Crumb {
    std::string address;
    Html text;
};

// Only in reports and administration, which are deep.
Html breadcrumbs(const std::vector<Crumb>& crumbs);
Html skip_link(std::string_view address = "#main-content", const Html& text = "Skip to main content");

// Pages of a long list, numbered from 1. Empty when there is one page or none.
struct Pagination {
    int page = 1;
    int pages = 1;
    std::string address = {}; // "/requests?state=new": "page=2" is added to it
    std::string action = {};  // instead of an address: a POST form with a button `page` for each, for searches
    Html fields = {};         // cx.form_fields() and the search's own fields, for the form
    std::string label = "Pages";
};

Html pagination(const Pagination& pagination);

} // namespace kith::html
