#pragma once
#include "html/html.h"

namespace kith::html {

struct NavigationItem {
    std::string text;
    std::string address;
    bool current = false;
};

// Links between the pages of one thing; they wrap on a phone and need no script.
struct Tabs {
    std::string label; // "This family"
    std::vector<NavigationItem> items;
};

Html tabs(const Tabs& tabs);

} // namespace kith::html
