#pragma once
// Records that people said are of one person (matching/). Each stays as it is, with its own rights. In a list one
// stands for all of them: of those whose content the viewer may see, or else of those it may know of, the one made
// first. Whoever may not see a record, or is not on the list of somebody whose whereabouts are guarded, does not learn
// that it belongs to another.

#include "people/person_store.h"
#include "people/search.h"

namespace kith::people {

// The other records of this person that the viewer may see, the one made first before the rest.
std::vector<Summary> other_records(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now);

using OtherRecords = std::map<Id<Person>, std::vector<Id<Person>>>;

// The other records of each of these people that have any, whoever may see them: to compare, never to show.
OtherRecords other_records_of_each(db::Reader& reader, const std::vector<Id<Person>>& people);

// Puts in place of each record the leading one that the viewer may see, with a reason, and keeps each once.
void show_leading_records(db::Reader& reader, const access::Viewer& viewer, std::vector<Match>& matches, Instant now);
// The same for several lists.
void show_leading_records(db::Reader& reader, const access::Viewer& viewer, std::vector<std::vector<Match>>& lists,
                          Instant now);

} // namespace kith::people
