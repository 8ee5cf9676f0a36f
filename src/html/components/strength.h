#pragma once
#include "html/html.h"

namespace kith::html {

// How much one thing speaks for something, or against it. The words say it all; the bar only helps the eye.
struct Strength {
    int of_five = 0;
    bool against = false;
    Html words;
};

Html strength(const Strength& strength);

} // namespace kith::html
