#pragma once
// How a page is divided.

#include "html/components/tabs.h"

namespace kith::html {

// Two thirds and one third, one below the other on a phone.
Html two_columns(const Html& main, const Html& side);

// A part of a page with its own heading.
struct Card {
    Html heading;
    Html content;
    Html aside = {};    // beside the heading: a link to all of it
    bool quiet = false; // less weight
    int level = 2;
    std::string id = {}; // a place to link to
};

Html card(const Card& card);

// The band on top of a record: what it is, its facts, its main actions, its tabs. Given to Page as `top`.
struct RecordHeader {
    Html heading;
    Html lead = {};               // names of the children, so that nobody writes in the wrong record
    std::vector<Html> facts = {}; // tags and short facts
    Html actions = {};            // buttons
    Tabs tabs = {};               // no items: none
};

Html record_header(const RecordHeader& header);

// Not printed: for what only works on a screen.
Html on_screen_only(const Html& content);
Html on_paper_only(const Html& content);

} // namespace kith::html
