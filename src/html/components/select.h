#pragma once
#include "html/components/choices.h"

namespace kith::html {

// One choice from a long list. Prefer radios for up to about ten.
struct Select {
    std::string name;
    Html label;
    Html hint = {};
    std::vector<Choice> choices; // hints and conditional fields of a choice are not shown
    std::string chosen = {};
    std::string prompt = {}; // first, choosing nothing: "Choose a team"
    const Problems& problems = no_problems;
    Size label_size = Size::normal;
    std::string id = {};
};

Html select(const Select& select);

} // namespace kith::html
