#pragma once
// The shapes of the nine-character GSS codes (handbook 8.6). A code of the right shape may still be unknown.

#include <string_view>

namespace kith::places {

bool is_ward_code(std::string_view text);       // E05, W05
bool is_district_code(std::string_view text);   // unitary E06, district E07, metropolitan E08, London E09, Welsh W06
bool is_upper_tier_code(std::string_view text); // the same without E07, and county E10
bool is_lsoa_code(std::string_view text);       // E01, W01
bool is_msoa_code(std::string_view text);       // E02, W02

// Whether a district's children's services can be run by that council: a two-tier district (E07) lies in a county
// (E10), and every other council runs its own.
bool may_be_upper_tier(std::string_view upper_tier, std::string_view district);

} // namespace kith::places
