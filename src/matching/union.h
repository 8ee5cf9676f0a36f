#pragma once
// Which records are one person's, by all that people said of pairs.

#include "matching/pair.h"

#include <set>

namespace kith::matching {

// Said to be the same, but that would join two who are said not to be.
struct SetAside {
    Pair said_same, said_not_same;
};

struct Unions {
    std::vector<std::set<Id<people::Person>>> sets; // of two records or more; nobody is in two
    std::vector<SetAside> set_aside;

    bool hold(const Pair& pair) const;
    // The word against it; nothing: it is not set aside.
    std::optional<Pair> against(const Pair& said_same) const;
};

// Of what stands. Who is said not to be the same never comes into one set, by whatever chain: the later of the words
// that would join them is set aside until somebody decides.
Unions united(std::vector<PairDecision> standing);

} // namespace kith::matching
