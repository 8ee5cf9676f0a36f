#pragma once
// Forenames that are said of the same person: Bob for Robert. A name may stand for several formal ones (Sam: Samuel,
// Samantha), and two names go together when they share one; this is not carried further, so Liz and Bethany differ
// although both are Beth to somebody.

#include <array>
#include <cstdint>
#include <string_view>

namespace kith::linkage {

// Numbers of up to four formal names that a folded forename may stand for, the likeliest first; 0 ends the list.
// A name not listed stands for itself.
std::array<std::uint32_t, 4> formal_names(std::string_view name);
// Whether it is listed, as itself or for another.
bool is_listed_forename(std::string_view name);

} // namespace kith::linkage
