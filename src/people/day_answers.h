#pragma once
// Days in forms: sent as name-day, name-month and name-year.

#include "base/day.h"
#include "html/components/date_input.h"
#include "http/request.h"

namespace kith::people {

// The day; nothing when all three parts are empty, or with a problem named `name` when they are no day.
std::optional<Day> day_in(const http::Answers& answers, const std::string& name, Problems& problems);

html::TypedDay typed_day(const http::Answers& answers, const std::string& name);
void set_day(http::Answers& answers, const std::string& name, const std::optional<Day>& day);

} // namespace kith::people
