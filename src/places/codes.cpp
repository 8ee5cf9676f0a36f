#include "places/codes.h"

#include <initializer_list>

namespace kith::places {

namespace {

bool is_code(std::string_view text, std::initializer_list<std::string_view> kinds) {
    if (text.size() != 9 || text.find_first_not_of("0123456789", 1) != std::string_view::npos) return false;
    return std::find(kinds.begin(), kinds.end(), text.substr(0, 3)) != kinds.end();
}

} // namespace

bool is_ward_code(std::string_view text) {
    return is_code(text, {"E05", "W05"});
}

bool is_district_code(std::string_view text) {
    return is_code(text, {"E06", "E07", "E08", "E09", "W06"});
}

bool is_upper_tier_code(std::string_view text) {
    return is_code(text, {"E06", "E08", "E09", "E10", "W06"});
}

bool is_lsoa_code(std::string_view text) {
    return is_code(text, {"E01", "W01"});
}

bool is_msoa_code(std::string_view text) {
    return is_code(text, {"E02", "W02"});
}

bool may_be_upper_tier(std::string_view upper_tier, std::string_view district) {
    return district.starts_with("E07") ? upper_tier.starts_with("E10") : upper_tier == district;
}

} // namespace kith::places
