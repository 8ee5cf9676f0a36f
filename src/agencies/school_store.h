#pragma once
// Schools in the database.

#include "agencies/agency_store.h"
#include "agencies/school.h"
#include "places/ward_store.h"

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
// Reads every school's name.
SchoolMatches matching_schools(db::Reader& reader, std::string_view words, std::size_t limit);

// What the register of schools says of one school; its ward is found from its coordinates.
struct SchoolEntry {
    std::string urn;
    std::string name;
    std::string phase;
    std::string type;
    std::string council_number;
    std::string council_name;
    std::string number_in_council;
    std::optional<std::int64_t> pupils;
    std::optional<places::Point> point;
    std::string lsoa;

    bool operator==(const SchoolEntry&) const = default;
};

struct SavedSchool {
    places::Saved saved = places::Saved::unchanged;
    bool has_ward = false;
};

// Adds the school with its agency, or brings both up to date. What the register does not know (telephone, agreement)
// stays.
SavedSchool save_school(db::Writer& writer, const history::Actor& actor, const SchoolEntry& entry);

// Finds every school's ward again, after boundaries changed. Gives how many moved.
std::int64_t place_schools(db::Writer& writer);

} // namespace kith::agencies
