#pragma once
// The details of a person in the council's words.

#include "people/person.h"
#include "profiles/profile.h"

namespace kith::people {

// What to call each and what it says, in the order to show; not recorded is "".
std::vector<std::pair<std::string, std::string>> details_words(const Details& details,
                                                               const profiles::Profile& profile);

} // namespace kith::people
