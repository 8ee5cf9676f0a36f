#pragma once
// Who must not see whom in Northbridge: a family that fled, and a worker who knows another family at home.

#include "db/database.h"

namespace kith::app {

// The Hartleys are protected, for Sam and Grace alone; Omar has said that the Nováks are his neighbours. In a town that
// is built, at the clock's moment.
void keep_some_apart(db::Database& database);

} // namespace kith::app
