#pragma once
#include "html/html.h"

namespace kith::html {

// One thing to act on: the words are the link to do it.
struct Work {
    std::string address;
    Html text;
    Html facts = {};  // from whom, since when
    Html status = {}; // a tag
};

// One list for each reason to act.
struct WorkList {
    std::vector<Work> items;
    Html when_empty = "Nothing is waiting";
};

Html work_list(const WorkList& list);

} // namespace kith::html
