#pragma once
// Schools in the database.

#include "agencies/agency_store.h"
#include "agencies/school.h"

namespace kith::agencies {

std::optional<School> find_school(db::Reader& reader, std::string_view urn);
// Nothing when the agency is not a school from the register.
std::optional<School> find_school(db::Reader& reader, Id<Agency> agency);

struct SchoolMatches {
    std::vector<School> schools;
    std::size_t total = 0; // may be more than were given
};

// Schools open now whose name, ward or council holds every part of the words in any order, or whose URN it is;
// those whose name begins so first, then by name. "saint" finds "St", "church of england" finds "CofE".
// None when nothing was typed.
SchoolMatches matching_schools(db::Reader& reader, std::string_view words, std::size_t limit);

} // namespace kith::agencies
