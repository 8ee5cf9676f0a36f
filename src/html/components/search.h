#pragma once
// Ways of asking for fewer things: one box to search, fields to filter a list.

#include "html/components/input.h"

namespace kith::html {

// Searches go by POST: what is looked for names people, and addresses are kept in too many places.
struct SearchBox {
    std::string action;
    std::string label; // names the search on the page too, so two on one page differ
    Html fields = {};  // cx.form_fields()
    std::string name = "q";
    std::string value = {};
    std::string id = "search";
    bool label_hidden = false;
    Html button = "Find";
};

Html search_box(const SearchBox& search);

enum class FilterMethod { get, post }; // get only where the fields name nobody

struct Filter {
    std::string action;
    Html heading = "Filter";
    FilterMethod method = FilterMethod::get;
    Html fields = {};       // cx.form_fields() for post
    std::string clear = {}; // address of the list without filters
    bool open = true;       // false: folded, for phones and long lists
};

Html filter(const Filter& filter, const Html& content);

} // namespace kith::html
