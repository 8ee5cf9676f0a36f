#pragma once
// Teams in the database, with a line in history for each change.

#include "agencies/agency_store.h"
#include "agencies/team.h"

namespace kith::agencies {

std::optional<Team> find_team(db::Reader& reader, Id<Team> id);
std::optional<Team> find_team(db::Reader& reader, const Reference& reference);

// By name; the ended ones last.
std::vector<Team> teams_of(db::Reader& reader, Id<Agency> agency);

// Those of the council's own agency that work can be given to now, by name.
std::vector<Team> council_teams(db::Reader& reader);

// Refuses, with code "same_name", a name that another team of the agency has now; so does change_team.
Result<Team> add_team(db::Writer& writer, const history::Actor& actor, Id<Agency> agency, const TeamDetails& details);

// Refuses, with code "changed_meanwhile", when the team is no longer at this version.
Result<Team> change_team(db::Writer& writer, const history::Actor& actor, Id<Team> id, std::int64_t version,
                         const TeamDetails& details);

Result<Team> end_team(db::Writer& writer, const history::Actor& actor, Id<Team> id, std::int64_t version);

} // namespace kith::agencies
