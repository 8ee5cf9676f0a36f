#pragma once
// A part of an agency that work is given to: the front door, the Early Help team of the west.

#include "agencies/agency.h"

#include <vector>

namespace kith::agencies {

struct TeamDetails {
    std::string name;
    std::string telephone = {};
    std::vector<std::string> localities = {}; // codes of the profile; empty: the whole council

    bool operator==(const TeamDetails&) const = default;
};

struct Team {
    Id<Team> id;
    Reference reference;
    Id<Agency> agency;
    TeamDetails details;
    std::optional<Instant> ended_at;
    std::int64_t version = 1;

    const std::string& name() const { return details.name; }
};

Problems problems_with(const TeamDetails& details);

} // namespace kith::agencies
