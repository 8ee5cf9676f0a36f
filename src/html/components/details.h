#pragma once
#include "html/html.h"

namespace kith::html {

// Words folded away until asked for.
struct Details {
    Html summary;
    Html content;
    bool open = false;
};

Html details(const Details& details);

} // namespace kith::html
