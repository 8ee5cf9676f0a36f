#pragma once
// The council's levels of need in its own words, for the page of them and beside a form that asks for one.

#include "html/html.h"
#include "profiles/profile.h"

namespace kith::profiles {

// Each level with who helps, its guidance and its prompts, under a heading of this rank. Empty where none are set.
html::Html levels_in_words(const Profile& profile, const Framework* framework, int heading_level);

} // namespace kith::profiles
