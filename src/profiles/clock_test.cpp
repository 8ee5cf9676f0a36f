#include "profiles/clock.h"

#include <doctest/doctest.h>

#include <random>

using namespace kith;
using namespace kith::profiles;

namespace {

// "2026-03-03 09:30", as a clock in England shows it.
Instant at(std::string_view text) {
    const auto two = [&](std::size_t from) { return (text[from] - '0') * 10 + (text[from + 1] - '0'); };
    return england_time(*Day::parse(text.substr(0, 10)), two(11) * 60 + two(14));
}

ClockRule rule(int quantity, Unit unit) {
    ClockRule rule;
    rule.code = "triage";
    rule.quantity = {quantity, Grade::confirmed, "a source"};
    rule.unit = unit;
    return rule;
}

std::string told(const ClockRule& clock, std::string_view start, std::vector<Pause> pauses, std::string_view now) {
    return standing(clock, Calendar(), WorkingHours(), at(start), pauses, at(now)).words;
}

std::string due_when(const ClockRule& clock, std::string_view start, std::vector<Pause> pauses, std::string_view now) {
    return words(due(clock, Calendar(), WorkingHours(), at(start), pauses, at(now)));
}

} // namespace

TEST_CASE("a limit in working days ends with the last of them") {
    const ClockRule three = rule(3, Unit::working_days);
    CHECK(due_when(three, "2026-03-03 09:30", {}, "2026-03-03 09:30") == "6 March 2026 at 5:00pm");  // a Tuesday
    CHECK(due_when(three, "2026-03-06 16:59", {}, "2026-03-06 16:59") == "11 March 2026 at 5:00pm"); // a Friday
    CHECK(due_when(three, "2026-03-07 12:00", {}, "2026-03-07 12:00") == "11 March 2026 at 5:00pm"); // a Saturday
    CHECK(due_when(three, "2026-04-02 12:00", {}, "2026-04-02 12:00") == "9 April 2026 at 5:00pm");  // before Easter
}

TEST_CASE("a clock in working days says how many are left, and how late it is") {
    const ClockRule three = rule(3, Unit::working_days);
    const std::string start = "2026-03-03 09:30";
    CHECK(told(three, start, {}, "2026-03-03 09:30") == "3 working days left");
    CHECK(told(three, start, {}, "2026-03-04 23:00") == "2 working days left");
    CHECK(told(three, start, {}, "2026-03-05 08:00") == "1 working day left");
    CHECK(told(three, start, {}, "2026-03-06 17:00") == "due today");
    CHECK(told(three, start, {}, "2026-03-06 17:01") == "late today");
    CHECK(told(three, start, {}, "2026-03-07 00:00") == "1 day late");
    CHECK(told(three, start, {}, "2026-03-14 10:00") == "8 days late");
}

TEST_CASE("a question to the referrer pauses the clock, which goes on being shown") {
    const ClockRule three = rule(3, Unit::working_days);
    const std::string start = "2026-03-03 09:30";
    const std::vector<Pause> asked = {{at("2026-03-04 11:00"), std::nullopt}};
    const Standing standing_now = standing(three, Calendar(), WorkingHours(), at(start), asked, at("2026-03-10 11:00"));
    CHECK(standing_now.paused);
    CHECK(!standing_now.late);
    CHECK(!standing_now.due);
    CHECK(standing_now.words == "paused, 2 working days left");
    CHECK(told(three, start, asked, "2026-03-07 20:00") == "paused, 2 working days left"); // also on a Saturday

    const std::vector<Pause> answered = {{at("2026-03-04 11:00"), at("2026-03-10 11:00")}};
    CHECK(told(three, start, answered, "2026-03-10 11:00") == "2 working days left");
    CHECK(due_when(three, start, answered, "2026-03-10 11:00") == "12 March 2026 at 5:00pm");
}

TEST_CASE("asking and being answered within one day costs nothing") {
    const ClockRule three = rule(3, Unit::working_days);
    const std::vector<Pause> quick = {{at("2026-03-04 09:00"), at("2026-03-04 16:00")}};
    CHECK(due_when(three, "2026-03-03 09:30", quick, "2026-03-05 09:00") == "6 March 2026 at 5:00pm");
}

TEST_CASE("a question asked when it was late already does not make it less late") {
    const ClockRule one = rule(1, Unit::working_days);
    const std::vector<Pause> asked = {{at("2026-03-06 11:00"), std::nullopt}};
    const Standing late =
        standing(one, Calendar(), WorkingHours(), at("2026-03-03 09:30"), asked, at("2026-03-09 09:00"));
    CHECK(late.late);
    CHECK(late.paused);
    CHECK(late.words == "5 days late");
}

TEST_CASE("working hours pass only while people work") {
    const ClockRule four = rule(4, Unit::working_hours);
    CHECK(due_when(four, "2026-03-06 15:00", {}, "2026-03-06 15:00") == "9 March 2026 at 11:00am"); // over a weekend
    CHECK(due_when(four, "2026-03-06 20:00", {}, "2026-03-06 20:00") == "9 March 2026 at 1:00pm");
    CHECK(told(four, "2026-03-06 15:00", {}, "2026-03-06 16:30") == "2 working hours left");
    CHECK(told(four, "2026-03-06 15:00", {}, "2026-03-08 12:00") == "2 working hours left");
    CHECK(told(four, "2026-03-06 15:00", {}, "2026-03-09 10:30") == "less than 1 working hour left");
    CHECK(told(four, "2026-03-06 15:00", {}, "2026-03-09 13:30") == "2 hours late");
    CHECK(told(four, "2026-03-06 15:00", {}, "2026-03-11 13:30") == "2 days late");

    const std::vector<Pause> answered = {{at("2026-03-06 16:00"), at("2026-03-09 12:00")}};
    CHECK(due_when(four, "2026-03-06 15:00", answered, "2026-03-09 12:00") == "9 March 2026 at 3:00pm");
}

TEST_CASE("plain hours and calendar days take no notice of weekends") {
    CHECK(due_when(rule(48, Unit::hours), "2026-03-06 15:00", {}, "2026-03-06 15:00") == "8 March 2026 at 3:00pm");
    CHECK(due_when(rule(42, Unit::calendar_days), "2026-03-06 15:00", {}, "2026-03-06 15:00") ==
          "17 April 2026 at 5:00pm");
    CHECK(told(rule(42, Unit::calendar_days), "2026-03-06 15:00", {}, "2026-04-16 09:00") == "1 day left");
}

TEST_CASE("when the clocks go forward a working day still ends at five") {
    CHECK(due_when(rule(1, Unit::working_days), "2026-03-27 15:00", {}, "2026-03-27 15:00") ==
          "30 March 2026 at 5:00pm");
    CHECK(due_when(rule(8, Unit::working_hours), "2026-03-27 13:00", {}, "2026-03-27 13:00") ==
          "30 March 2026 at 1:00pm");
}

TEST_CASE("a clock whose limit is not set is never asked") {
    ClockRule unset;
    unset.code = "answer";
    CHECK_THROWS_AS(due(unset, Calendar(), WorkingHours(), at("2026-03-03 09:30"), {}, at("2026-03-03 09:30")),
                    std::logic_error);
    CHECK(!unset.promised());
}

TEST_CASE("only a confirmed limit is promised") {
    ClockRule believed = rule(3, Unit::working_days);
    CHECK(believed.promised());
    believed.quantity.grade = Grade::unverified;
    CHECK(!believed.promised());
}

TEST_CASE("the working time until a limit is due is the limit, whatever the pauses") {
    std::mt19937 chance(7);
    const auto some = [&](int most) { return static_cast<std::int64_t>(chance() % static_cast<unsigned>(most)); };
    for (int i = 0; i < 2000; ++i) {
        const Instant start = at("2026-01-01 00:00") + some(500 * 24) * hours_ms;
        const ClockRule clock = rule(1 + static_cast<int>(some(40)), Unit::working_hours);
        const Pause pause{start + some(100) * hours_ms, start + (100 + some(300)) * hours_ms};
        const Instant unpaused = due(clock, Calendar(), WorkingHours(), start, {}, start);
        const Instant paused = due(clock, Calendar(), WorkingHours(), start, std::vector{pause}, *pause.to);
        REQUIRE(paused >= unpaused);
        if (unpaused <= pause.from) REQUIRE(paused == unpaused);
        if (unpaused > pause.from) REQUIRE(paused >= *pause.to);
        const Standing then = standing(clock, Calendar(), WorkingHours(), start, std::vector{pause}, paused);
        REQUIRE(!then.late);
        REQUIRE(then.words.ends_with("less than 1 working hour left"));
    }
}
