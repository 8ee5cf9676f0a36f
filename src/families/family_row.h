#pragma once
// What the tables of families have in common: for the stores of families alone.

#include "db/database.h"
#include "families/family_store.h"
#include "people/facts.h"

namespace kith::families {

// How many rows there are, and how many of them are about people the viewer may see: the version that it is told, so
// that nothing about anybody hidden shows in it or refuses its form.
struct RowCounts {
    int all = 0;
    int seen = 0;
};

RowCounts to_row_counts(const db::Row& row);

// Keeps one row more, when the writer had seen `entry.version` of them. `keep` runs the insert, which does nothing on a
// conflict, and gives how many rows it made.
Result<Done> keep_row(std::optional<RowCounts> counts, const people::Entry& entry,
                      const std::function<std::int64_t(int number)>& keep);

// Between people of the family, now or earlier; hidden people's too.
std::vector<Relationship> relationships_among(db::Reader& reader, Id<Family> family);
std::vector<ParentalResponsibility> responsibilities_among(db::Reader& reader, Id<Family> family);
std::vector<Household> households_of(db::Reader& reader, const access::Viewer& viewer, Id<Family> family, Instant now);

} // namespace kith::families
