#pragma once
// Pairs of records that may be of one person, found as records change, and in what order somebody is asked about them.

#include "matching/pair.h"
#include "people/similar.h"

namespace kith::db {
class Database;
}

namespace kith::matching {

// Between 0 and 1, of one person's.
double probability(linkage::Bits weight);

// What asking is worth: uncertainty, 4p(1-p) but at least a tenth, times harm. Whole numbers, a thousand for the most
// uncertain pair of grown-ups.
std::int64_t worth(linkage::Bits weight, double harm);
// The harm of a mistake: 1, and 2 more for a child, 2 for help that is open, 1 for a protected person.
double harm(bool a_child, bool open_help, bool is_protected);

// Looks for the pairs of people who changed since it last looked, at most so many of them, and gives how many it looked
// at: 0 when there is nothing to do, or when the index could not be asked or has not taken up the model that was chosen
// (people::build_similar); then nothing changes. Any number of nodes may do it at once.
std::size_t look_for_pairs(db::Database& database, std::size_t most);

} // namespace kith::matching
