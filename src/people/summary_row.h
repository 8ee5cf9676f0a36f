#pragma once
// Rows of person_summaries: for the stores of people alone.

#include "db/value.h"
#include "people/person.h"

namespace kith::people {

// Columns id, reference, given, family and birth_year.
Summary to_summary(const db::Row& row);

} // namespace kith::people
