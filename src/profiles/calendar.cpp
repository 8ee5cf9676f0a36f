#include "profiles/clock.h"

namespace kith::profiles {

namespace {

constexpr int saturday = 5, sunday = 6, monday = 0;

Day date(int year, int month, int day) {
    return *Day::from_parts(year, month, day);
}

// Gregorian computus, as in the Book of Common Prayer's tables (Meeus, Jones and Butcher's form).
Day easter_sunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    const int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return date(year, n / 31, n % 31 + 1);
}

Day first_monday(int year, int month) {
    const Day first = date(year, month, 1);
    return first + (7 - first.weekday()) % 7;
}

Day last_monday(int year, int month) {
    const Day last = date(year, month, 31); // May and August have 31 days
    return last - last.weekday();
}

// A holiday on a weekend is taken on the next working day; Christmas and Boxing Day do not share one.
std::string_view fixed_holiday(Day day) {
    const int weekday = day.weekday();
    if (weekday == saturday || weekday == sunday) return {};
    const auto falls = [&](int month, int from, int to) {
        return day.month() == month && day.day_of_month() >= from && day.day_of_month() <= to;
    };
    if (falls(1, 1, 1)) return "New Year's Day";
    if (falls(1, 2, 3) && weekday == monday) return "New Year's Day (substitute day)";
    if (falls(12, 25, 25)) return "Christmas Day";
    if (falls(12, 26, 26)) return "Boxing Day";
    if (falls(12, 27, 27) && weekday <= 1) return "Christmas Day (substitute day)";
    if (falls(12, 28, 28) && weekday <= 1) return "Boxing Day (substitute day)";
    return {};
}

std::string_view holiday_by_rule(Day day) {
    const int year = day.year();
    const Day easter = easter_sunday(year);
    if (day == easter - 2) return "Good Friday";
    if (day == easter + 1) return "Easter Monday";
    if (day == first_monday(year, 5)) return "Early May bank holiday";
    if (day == last_monday(year, 5)) return "Spring bank holiday";
    if (day == last_monday(year, 8)) return "Summer bank holiday";
    return fixed_holiday(day);
}

} // namespace

Calendar::Calendar(const std::vector<OneOff>& one_offs) {
    for (const OneOff& each : one_offs)
        one_offs_.emplace(each.day, each);
}

std::string_view Calendar::holiday(Day day) const {
    const auto one_off = one_offs_.find(day);
    if (one_off == one_offs_.end()) return holiday_by_rule(day);
    return one_off->second.holiday ? std::string_view(one_off->second.name) : std::string_view();
}

bool Calendar::is_working_day(Day day) const {
    return day.weekday() < saturday && holiday(day).empty();
}

Day Calendar::working_day_after(Day day, int n) const {
    while (n > 0) {
        day = day + 1;
        if (is_working_day(day)) --n;
    }
    return day;
}

int Calendar::working_days(Day from, Day to) const {
    int count = 0;
    while (from < to) {
        from = from + 1;
        if (is_working_day(from)) ++count;
    }
    return count;
}

} // namespace kith::profiles
