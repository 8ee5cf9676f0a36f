#pragma once
// References for new rows.

#include "base/reference.h"
#include "db/writer.h"

namespace kith::db {

// A reference that nothing has yet: while `is_taken` finds the one that chance gave, by :reference, another is made.
Reference unused_reference(Writer& writer, Sql is_taken);

} // namespace kith::db
