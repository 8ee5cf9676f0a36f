#pragma once
// Finding people among those the viewer may see. What may not be seen does not match, is not counted, and takes
// nobody's place in a list.

#include "people/person_store.h"
#include "people/search.h"

namespace kith::people {

struct Found {
    std::vector<Match> matches; // one page of them, best first
    std::size_t count = 0;      // of all, up to `most_counted`
    bool more_than_counted = false;
};

constexpr std::size_t most_counted = 200;
constexpr std::size_t matches_on_a_page = 20;

// `page` counts from 1. Terms that are empty find nobody.
Found find_people(db::Reader& reader, const access::Viewer& viewer, std::string_view typed, std::size_t page,
                  Instant now);

// Whether more than the index entry, and whether location, may be shown of each.
void say_how_much_may_be_shown(db::Reader& reader, const access::Viewer& viewer, std::vector<Match>& matches,
                               Instant now);

// People the viewer may see who may be the same as somebody about to be added, likeliest first, at most ten, with
// reasons. Somebody hidden changes nothing in the answer.
std::vector<Match> likely_same(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person, Instant now);

// The same for several at once, by one question of the index for each 24 pairs of words that may be in common: for a
// request that names a whole family. One list for each of them, in their order; how much of the address may be shown is
// not said.
std::vector<std::vector<Match>> likely_same_each(db::Reader& reader, const access::Viewer& viewer,
                                                 const std::vector<NewPerson>& people, Instant now);

// Makes the person's index words anew. Called by what writes a person.
void index_person(db::Writer& writer, Id<Person> person);

// Grows with every person that is added or changed: while it is the same, a search would find the same people.
std::int64_t changes_so_far(db::Reader& reader);

} // namespace kith::people
