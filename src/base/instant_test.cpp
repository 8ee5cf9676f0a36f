#include "base/instant.h"

#include "base/day.h"

#include <doctest/doctest.h>

namespace kith {

namespace {

Instant utc(const char* day, int hour, int minute = 0) {
    return {Day::parse(day)->number() * days_ms + hour * hours_ms + minute * minutes_ms};
}

} // namespace

TEST_CASE("clocks go forward at 1am on the last Sunday of March") {
    CHECK(words(utc("2026-03-29", 0, 59)) == "29 March 2026 at 12:59am");
    CHECK(words(utc("2026-03-29", 1, 0)) == "29 March 2026 at 2:00am");
    CHECK_FALSE(is_summer_time(utc("2026-03-29", 0, 59)));
    CHECK(is_summer_time(utc("2026-03-29", 1)));
}

TEST_CASE("clocks go back at 2am summer time on the last Sunday of October") {
    CHECK(words(utc("2026-10-25", 0, 59)) == "25 October 2026 at 1:59am");
    CHECK(words(utc("2026-10-25", 1, 0)) == "25 October 2026 at 1:00am");
    CHECK(is_summer_time(utc("2026-10-25", 0, 59)));
    CHECK_FALSE(is_summer_time(utc("2026-10-25", 1)));
}

TEST_CASE("a summer evening in England is still the same day") {
    CHECK(utc("2026-07-01", 22, 59).day() == *Day::parse("2026-07-01"));
    CHECK(utc("2026-07-01", 23, 0).day() == *Day::parse("2026-07-02"));
    CHECK(utc("2026-12-01", 23, 59).day() == *Day::parse("2026-12-01"));
    CHECK(Instant{-1}.day() == *Day::parse("1969-12-31"));
}

TEST_CASE("a time in England is an instant, and back") {
    const Day winter = *Day::parse("2026-01-15");
    const Day summer = *Day::parse("2026-07-15");
    CHECK(england_time(winter, 9 * 60) == utc("2026-01-15", 9));
    CHECK(england_time(summer, 9 * 60) == utc("2026-07-15", 8));
    CHECK(england_time(*Day::parse("2026-10-25"), 90) == utc("2026-10-25", 0, 30)); // the first 1:30am of two
    CHECK(england_time(*Day::parse("2026-03-29"), 90) == utc("2026-03-29", 1, 30)); // there is no 1:30am

    bool sound = true;
    for (Day day = *Day::parse("2024-01-01"); day < *Day::parse("2034-01-01"); day = day + 1)
        for (const int minute : {0, 30, 3 * 60, 12 * 60, 23 * 60 + 59}) {
            const Instant at = england_time(day, minute);
            sound = sound && at.day() == day && at.minute_of_day() == minute;
        }
    CHECK(sound);
}

TEST_CASE("times are said as people say them") {
    CHECK(words_of_time(utc("2026-01-15", 0)) == "12:00am");
    CHECK(words_of_time(utc("2026-01-15", 12)) == "12:00pm");
    CHECK(words_of_time(utc("2026-01-15", 15, 45)) == "3:45pm");
    CHECK(words_of_time(utc("2026-01-15", 9, 5)) == "9:05am");
}

} // namespace kith
