#pragma once
// Several families have one name: lists say who belongs to each.

#include "requests/waiting.h"

namespace kith::db {
class Reader;
}

namespace kith::requests {

// "Kowalska family: Rosa, Ivo and Maria", the youngest first, in every line that names a family. Whom the viewer may
// not know of is not among them; nobody is of a family whose content they may not see. One question about rights, one
// for each twelve families, and one about their people.
void tell_families_apart(db::Reader& reader, const access::Viewer& viewer, std::span<WaitingList* const> lists,
                         Instant now);

} // namespace kith::requests
