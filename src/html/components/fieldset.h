#pragma once
#include "html/components/input.h"

namespace kith::html {

// Fields that belong together, under one legend.
struct Fieldset {
    Html legend;
    Size legend_size = Size::m;
    bool legend_is_heading = false;
};

Html fieldset(const Fieldset& fieldset, const Html& fields);

} // namespace kith::html
