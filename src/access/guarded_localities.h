#pragma once
// Where whereabouts are guarded, the index keeps no locality but that of requests (register.h).

#include "base/id.h"

namespace kith::db {
class Writer;
}

namespace kith::people {
struct Person;
}

namespace kith::access {

// Whatever is about somebody whom something new about this person may have come to guard: records of one person with
// theirs, and everybody who shares a family with any of these. A locality does not come back by itself.
void forget_guarded_localities(db::Writer& writer, Id<people::Person> person);

} // namespace kith::access
