#pragma once
// What the tables of families have in common: for the stores of families alone.

#include "db/database.h"
#include "families/family_store.h"
#include "people/facts.h"

namespace kith::families {

// Keeps a row numbered one after `entry.version`. `latest` asks for the highest number so far of :subject; `keep` runs
// the insert, which does nothing on a conflict, and gives how many rows it made.
Result<Done> keep_row(db::Writer& writer, db::Sql latest, std::string_view subject, const people::Entry& entry,
                      const std::function<std::int64_t(int number)>& keep);

// Between people of the family, now or earlier; hidden people's too.
std::vector<Relationship> relationships_among(db::Reader& reader, Id<Family> family);
std::vector<ParentalResponsibility> responsibilities_among(db::Reader& reader, Id<Family> family);
std::vector<Household> households_of(db::Reader& reader, Id<Family> family);

} // namespace kith::families
