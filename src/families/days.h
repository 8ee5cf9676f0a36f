#pragma once
// What is kept of people and families as it is today: the words they are found by, the name on their entry, the
// locality they are in. It follows a fact when that is written; here it follows the days that come by themselves.

#include "base/day.h"

namespace kith::db {
class Database;
}

namespace kith::families {

// For everybody of whom something began on a day after that one, or ended on it or after, up to today; each in a change
// of its own.
void follow_days(db::Database& database, Day after);

} // namespace kith::families
