#pragma once
#include "html/components/input.h"

namespace kith::html {

// A day as it was typed, right or wrong.
struct TypedDay {
    std::string day = {};
    std::string month = {};
    std::string year = {};
};

TypedDay typed(Day day);

// Day, month and year, sent as `name-day`, `name-month` and `name-year`. A problem with the field `name` marks all
// three, one with `name-month` marks the month alone; the summary's link lands on the right box either way.
struct DateInput {
    std::string name;
    Html legend;
    Html hint = {}; // "For example, 27 3 2018"
    TypedDay typed = {};
    const Problems& problems = no_problems;
    Size legend_size = Size::normal;
    bool legend_is_heading = false;
    bool own_birthday = false; // the date of birth of the person filling in the form, for autofill
};

Html date_input(const DateInput& date);

} // namespace kith::html
