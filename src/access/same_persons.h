#pragma once
// Which records are told to be of one person: what matching tells access, in the transaction in which it is said.
// Blocks and protection of one hold for every record of its person, and for the families of each (decide.h).

#include "base/id.h"

#include <set>
#include <vector>

namespace kith::db {
class Writer;
}

namespace kith::people {
struct Person;
}

namespace kith::access {

// Of all those named in `records`: each of `sets` is one person's, and nobody else of them is anybody's. What is
// now guarded loses its locality for good, even if this is taken back. Checks no rights: the caller has.
void say_who_is_one(db::Writer& writer, const std::set<Id<people::Person>>& records,
                    const std::vector<std::set<Id<people::Person>>>& sets);

} // namespace kith::access
