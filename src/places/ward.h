#pragma once
// An electoral ward: the smallest area by which a council counts families and schools. Keyed by its nine-character
// GSS code, never by its name: names repeat between councils, and some hold commas (handbook 8.6).

#include <optional>
#include <string>
#include <string_view>

namespace kith::places {

struct Ward {
    std::string code;          // "E05014158"
    std::string name;          // "North Manor"
    std::string district;      // code of the district or borough it lies in, "E08000002"
    std::string district_name; // "Northbridge"
    std::string upper_tier;    // who runs children's services there: the county's code, or the district's own
    std::optional<int> boundary_year = {}; // of the boundary set it was drawn in; absent: no boundary imported

    bool operator==(const Ward&) const = default;
};

// Whether the council with this code covers the ward, as its district or as its county.
bool is_inside(const Ward& ward, std::string_view council);

// "Mill Hill, Northbridge": tells wards of one name apart.
std::string words(const Ward& ward);

} // namespace kith::places
