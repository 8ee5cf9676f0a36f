#pragma once
// Checking the chain where it is long: history/record.h says what is checked.

#include "history/record.h"

#include <functional>

namespace kith::history {

using Progress = std::function<void(std::int64_t checked, std::int64_t all)>;

// `progress` hears now and then how many lines of how many are checked; it may be empty.
Verdict verify(db::Database& database, const Progress& progress);

} // namespace kith::history
