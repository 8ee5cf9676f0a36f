#pragma once
// Rows of person_summaries and of person_births: for the stores of people alone.

#include "db/value.h"
#include "people/person.h"

namespace kith::people {

// Columns id, reference, given, family and birth_year.
Summary to_summary(const db::Row& row);
// Columns born_year, born_month, born_day, accuracy and expected_on.
Birth to_birth(const db::Row& row);

} // namespace kith::people
