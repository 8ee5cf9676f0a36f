#pragma once
// Fields that the forms of facts have in common: since when, told by whom, never so.

#include "people/day_answers.h"
#include "people/person_views.h"

namespace kith::people {

html::Html source_field(const http::Answers& answers);
html::Html withdraw_box(const http::Answers& answers, const Problems& problems);

// What the first and the last day are called; a day without words is not asked for.
struct PeriodWords {
    const char* since = "";
    const char* until = "";
    const char* until_hint = "";
};

// The fields "from" and "until".
html::Html period_fields(const http::Answers& answers, const Problems& problems, const PeriodWords& words);

} // namespace kith::people
