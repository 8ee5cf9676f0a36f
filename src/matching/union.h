#pragma once
// Which records are one person's, by all that people said of pairs.

#include "matching/pair.h"

#include <set>

namespace kith::matching {

struct Unions {
    std::vector<std::set<Id<people::Person>>> sets; // of two records or more; nobody is in two
    std::vector<Pair> set_aside; // said to be the same, but that would join two who are said not to be
};

// Of what stands. Who is said not to be the same never comes into one set, by whatever chain: the later of the words
// that would join them is set aside until somebody decides.
Unions united(std::vector<PairDecision> standing);

} // namespace kith::matching
