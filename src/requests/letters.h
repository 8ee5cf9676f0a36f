#pragma once
// Telling somebody by letter that a request has a message for them. The letter names nobody.

#include "requests/request.h"

namespace kith::db {
class Writer;
}

namespace kith::requests {

// To whoever has the posting, while they may see the request in it. Where they have left or may not: to the same person
// in another posting of that agency, or else to the others there in the same role who may see it, at most ten, for a
// letter to everybody is read by nobody. An empty posting is nobody.
void write_to(db::Writer& writer, Id<access::Posting> posting, const Request& request);

} // namespace kith::requests
