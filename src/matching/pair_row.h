#pragma once
// Rows of pair_decisions: for the stores of matching alone.

#include "db/value.h"
#include "matching/pair.h"

namespace kith::matching {

// A pattern as a number of the database, bit for bit.
std::optional<std::int64_t> to_number(std::optional<linkage::Pattern> pattern);
std::optional<linkage::Pattern> to_pattern(std::optional<std::int64_t> number);

// All columns.
PairDecision to_decision(const db::Row& row);

} // namespace kith::matching
