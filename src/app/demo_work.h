#pragma once
// What is going on in Northbridge: requests at every step of their way, as they came over the last weeks.

#include "base/day.h"
#include "base/instant.h"
#include "db/database.h"

namespace kith::app {

// How far back the story begins.
inline constexpr int days_of_work = 40;

// Lets time go by until that moment.
using Pass = std::function<void(Instant)>;

// Tells the story, ending on the working day before `today`: each step is done by the person whose work it is, through
// the functions behind the pages, at its own moment. The clock stands `days_of_work` before `today`, or not later.
void begin_work(db::Database& database, Day today, const Pass& pass);

} // namespace kith::app
