#include "places/ward.h"

namespace kith::places {

bool is_inside(const Ward& ward, std::string_view council) {
    return ward.district == council || ward.upper_tier == council;
}

std::string words(const Ward& ward) {
    return ward.district_name.empty() ? ward.name : ward.name + ", " + ward.district_name;
}

} // namespace kith::places
