#pragma once
#include "html/html.h"

namespace kith::html {

struct Happening {
    Html title;
    Html by = {};
    Html when = {}; // time(…)
    Html content = {};
};

// What happened, newest first.
Html timeline(const std::vector<Happening>& happenings, int level = 3);

} // namespace kith::html
