#include "base/day.h"

#include <doctest/doctest.h>

namespace kith {

TEST_CASE("a day is read only as it is written") {
    CHECK(Day::parse("2026-12-02")->iso() == "2026-12-02");
    CHECK(words(*Day::parse("2026-12-02")) == "2 December 2026");
    for (const auto* wrong : {"", "2026-12-2", "2026-12-32", "2026-13-01", "2026/12/02", "02-12-2026", "2026-12-02 ",
                              "-026-12-02", "2026--1-02", "2026-02-+1", "1799-12-31", "2201-01-01"})
        CHECK_MESSAGE(!Day::parse(wrong), wrong);
}

TEST_CASE("29 February is a day in leap years only") {
    CHECK(Day::from_parts(2024, 2, 29));
    CHECK(Day::from_parts(2000, 2, 29));
    CHECK_FALSE(Day::from_parts(2026, 2, 29));
    CHECK_FALSE(Day::from_parts(1900, 2, 29));
    CHECK_FALSE(Day::from_parts(2026, 4, 31));
}

TEST_CASE("every day from 1800 to 2200 has its own number, and a weekday after the one before") {
    Day day = *Day::from_parts(1800, 1, 1);
    const Day last = *Day::from_parts(2200, 12, 31);
    CHECK(day.weekday() == 2); // a Wednesday
    bool sound = true;
    for (; day < last; day = day + 1) {
        const Day next = day + 1;
        sound = sound && Day::parse(day.iso()) == day && next.weekday() == (day.weekday() + 1) % 7 && next - day == 1;
    }
    CHECK(sound);
    CHECK(day == last);
    CHECK(Day::from_parts(2026, 12, 2)->weekday() == 2);
}

TEST_CASE("somebody has a birthday once a year, born on 29 February too") {
    const Day born = *Day::parse("2012-02-29");
    CHECK(age_in_years(born, *Day::parse("2025-02-28")) == 12);
    CHECK(age_in_years(born, *Day::parse("2025-03-01")) == 13);
    CHECK(age_in_years(born, *Day::parse("2028-02-28")) == 15);
    CHECK(age_in_years(born, *Day::parse("2028-02-29")) == 16);
    CHECK(age_in_years(born, born) == 0);
    CHECK(age_in_years(born, born - 1) == -1);
}

} // namespace kith
