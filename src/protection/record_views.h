#pragma once
// The person or family that a page of this folder is about.

#include "families/family_store.h"
#include "http/context.h"
#include "people/person_store.h"
#include "protection/protection.h"

namespace kith::protection {

Record record_of(const people::SeenPerson& seen);
Record record_of(const families::SeenFamily& seen);

// By the route's {person} or {family}, for an action on its content (to bar oneself, knowing of it is enough). What the
// viewer may not do so with does not exist.
using RecordFor = Record (*)(http::Context&, access::Action);
Record person_for(http::Context& cx, access::Action action);
Record family_for(http::Context& cx, access::Action action);

bool may(http::Context& cx, access::Action action, const Record& record);

} // namespace kith::protection
