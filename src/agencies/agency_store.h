#pragma once
// Agencies in the database. Whatever is saved is told to access in the same transaction, with a line in history.

#include "agencies/agency.h"

#include <vector>

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::history {
struct Actor;
}

namespace kith::agencies {

std::optional<Agency> find_agency(db::Reader& reader, Id<Agency> id);
std::optional<Agency> find_agency(db::Reader& reader, const Reference& reference);

// The council's own Early Help agency.
std::optional<Agency> find_host_agency(db::Reader& reader);

// Those whose name, or a school's ward or number, holds every part of the words, in any order ("mary rad" finds "St
// Mary's, Radley"), best first, then by name; all when nothing was typed. Reads every agency's name: 1.5 ms for 1,000.
struct Search {
    std::string words = {};
    std::string kind = {}; // empty: any
    bool also_ended = false;
    std::size_t from = 0; // the first to give, for pages
    std::size_t limit = 50;
};

struct Matches {
    std::vector<Agency> agencies;
    std::size_t total = 0;
};

Matches matching_agencies(db::Reader& reader, const Search& search);

// The details must have no problems (problems_with). Refuses a second host agency.
Result<Agency> add_agency(db::Writer& writer, const history::Actor& actor, const AgencyDetails& details);

// Refuses, with code "changed_meanwhile", when the agency is no longer at this version.
Result<Agency> change_agency(db::Writer& writer, const history::Actor& actor, Id<Agency> id, std::int64_t version,
                             const AgencyDetails& details);

// From this moment its people are refused everywhere. Refuses the host agency, and one that has ended.
Result<Agency> end_agency(db::Writer& writer, const history::Actor& actor, Id<Agency> id, std::int64_t version);

} // namespace kith::agencies
