#pragma once
// The date of birth in forms: born-day, born-month, born-year, and whether it is an estimate or an expected date.

#include "html/html.h"
#include "http/request.h"
#include "people/birth.h"

namespace kith::people {

html::Html birth_fields(const http::Answers& answers, const Problems& problems);
Result<Birth> birth_in(const http::Answers& answers, Day today);
void set_birth(http::Answers& answers, const Birth& birth);

} // namespace kith::people
