#pragma once
// A school: an agency with a unique reference number (URN). Names repeat, so a school is never known by its name.

#include "agencies/agency.h"
#include "places/boundary.h"
#include "places/ward.h"

namespace kith::agencies {

struct School {
    Id<Agency> agency;
    Reference reference; // the agency's
    std::string urn;     // six digits
    std::string name;
    std::string phase; // "Primary", as the register of schools writes it; so are the others
    std::string type;
    std::string council_number; // the education department's three digits, not the GSS code
    std::string council_name;
    std::string number_in_council; // "" for a few that have none
    std::optional<std::int64_t> pupils;
    std::optional<places::Point> point;
    std::optional<places::Ward> ward; // by its coordinates and the ward boundaries; absent: in no ward that we know
    std::string lsoa;

    // "Mill Hill, Northbridge": what tells it from another of its name.
    std::string where() const;
};

} // namespace kith::agencies
