#pragma once
// The council's levels of need in its own words, for the page of them and beside a form that asks for one.

#include "html/components/text.h"
#include "profiles/profile.h"

namespace kith::profiles {

// Each level with who helps, its guidance and its prompts, under headings of this size. Empty where none are set.
html::Html levels_in_words(const Profile& profile, const Framework* framework, html::Size size);

} // namespace kith::profiles
