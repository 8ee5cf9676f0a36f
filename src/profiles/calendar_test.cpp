#include "profiles/clock.h"
#include "profiles/profile_files.h"
#include "tests/files.h"

#include <doctest/doctest.h>

#include <random>

using namespace kith;
using namespace kith::profiles;

namespace {

Day day(std::string_view iso) {
    return *Day::parse(iso);
}

Calendar calendar_of_england() {
    const auto files = files_in(repository("profiles/bury"));
    return std::get<Profile>(to_profile(std::get<Files>(files))).calendar;
}

// As published for England and Wales, 2015 to 2030.
constexpr std::array<std::string_view, 16> published = {
    "2015: 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    "2016: 01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    "2017: 01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    "2018: 01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    "2019: 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    "2020: 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    "2021: 01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    "2022: 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    "2023: 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    "2024: 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    "2025: 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    "2026: 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    "2027: 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    "2028: 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    "2029: 01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    "2030: 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
};

std::string holidays_of(const Calendar& calendar, int year) {
    std::string line = fmt::format("{}:", year);
    for (Day each = *Day::from_parts(year, 1, 1); each.year() == year; each = each + 1) {
        if (!calendar.holiday(each).empty()) line += " " + each.iso().substr(5);
    }
    return line;
}

} // namespace

TEST_CASE("bank holidays are those published for England, substitutes and one-off days too") {
    const Calendar calendar = calendar_of_england();
    for (std::size_t i = 0; i < published.size(); ++i) {
        CHECK(holidays_of(calendar, 2015 + static_cast<int>(i)) == published[i]);
    }
}

TEST_CASE("without the one-off days only the rule holds") {
    const Calendar rule;
    CHECK(rule.holiday(day("2020-05-04")) == "Early May bank holiday");
    CHECK(rule.holiday(day("2020-05-08")).empty());
    CHECK(rule.holiday(day("2022-09-19")).empty());
}

TEST_CASE("a holiday on a weekend is taken on the next working day, and says so") {
    const Calendar calendar;
    CHECK(calendar.holiday(day("2021-12-27")) == "Christmas Day (substitute day)");
    CHECK(calendar.holiday(day("2021-12-28")) == "Boxing Day (substitute day)");
    CHECK(calendar.holiday(day("2022-12-26")) == "Boxing Day");
    CHECK(calendar.holiday(day("2022-12-27")) == "Christmas Day (substitute day)");
    CHECK(calendar.holiday(day("2026-12-28")) == "Boxing Day (substitute day)");
    CHECK(calendar.holiday(day("2028-01-03")) == "New Year's Day (substitute day)");
}

TEST_CASE("working days pass over weekends and holidays") {
    const Calendar calendar = calendar_of_england();
    CHECK(calendar.working_day_after(day("2026-04-02"), 1) == day("2026-04-07")); // over Easter
    CHECK(calendar.working_day_after(day("2026-12-24"), 3) == day("2026-12-31")); // over Christmas
    CHECK(calendar.working_day_after(day("2026-12-24"), 0) == day("2026-12-24"));
    CHECK(calendar.working_days(day("2026-12-24"), day("2026-12-31")) == 3);
    CHECK(calendar.working_days(day("2026-12-31"), day("2026-12-24")) == 0);
}

TEST_CASE("adding n working days and counting them gives n, and never lands on a day off") {
    const Calendar calendar = calendar_of_england();
    std::mt19937 chance(20260101);
    const Day first = day("1995-01-01");
    for (int i = 0; i < 5000; ++i) {
        const Day start = first + static_cast<int>(chance() % 20000);
        const int n = 1 + static_cast<int>(chance() % 90);
        const Day end = calendar.working_day_after(start, n);
        REQUIRE(calendar.working_days(start, end) == n);
        REQUIRE(calendar.is_working_day(end));
        REQUIRE(calendar.working_day_after(end, 1) == calendar.working_day_after(start, n + 1));
    }
}
