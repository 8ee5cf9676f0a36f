#pragma once
#include "html/html.h"

namespace kith::html {

struct Link {
    std::string address;
    Html text;
    Html hidden = {}; // heard, not seen
};

// What is known, one row each: a name, a value, and links to change it. An empty value is shown as "Not set".
struct SummaryRow {
    Html key;
    Html value;
    std::vector<Link> actions = {};
};

struct SummaryList {
    std::vector<SummaryRow> rows;
    bool lines = true;
};

Html summary_list(const SummaryList& list);

// A summary list in a card with a heading, as one of several of a kind.
struct SummaryCard {
    Html heading;
    std::vector<Link> actions = {};
    std::vector<SummaryRow> rows;
    int level = 2;
};

Html summary_card(const SummaryCard& card);

} // namespace kith::html
