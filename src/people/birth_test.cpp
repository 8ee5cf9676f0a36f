#include "people/birth.h"

#include <doctest/doctest.h>

using namespace kith;
using namespace kith::people;

namespace {

const Day today = *Day::from_parts(2026, 11, 23);

std::string problem_with(const TypedBirth& typed) {
    const auto birth = read_birth(typed, today);
    return birth ? "" : birth.error().front().code;
}

PartDay part(int year, int month, int day, std::string_view accuracy) {
    return PartDay::from_parts(year, month, day, accuracy).value();
}

} // namespace

TEST_CASE("a date of birth says how far it may be trusted") {
    CHECK(words(part(2017, 3, 14, "AAA")) == "14 March 2017");
    CHECK(words(part(2017, 3, 0, "UAA")) == "March 2017");
    CHECK(words(part(2017, 3, 0, "UEA")) == "about March 2017");
    CHECK(words(part(2017, 3, 0, "UEE")) == "about March 2017");
    CHECK(words(part(2017, 3, 14, "EAA")) == "about 14 March 2017");
    CHECK(words(part(2017, 0, 0, "UUA")) == "2017");
    CHECK(words(part(2017, 0, 0, "UUE")) == "about 2017");
}

TEST_CASE("a part that is not known is never made up") {
    const auto month = part(2017, 2, 0, "UAA");
    CHECK(month.day() == 0);
    CHECK(month.earliest().iso() == "2017-02-01");
    CHECK(month.latest().iso() == "2017-02-28");
    CHECK(part(2016, 2, 0, "UAA").latest().iso() == "2016-02-29");
    CHECK(part(2017, 0, 0, "UUA").latest().iso() == "2017-12-31");
}

TEST_CASE("letters and parts of a date must agree") {
    CHECK_FALSE(PartDay::from_parts(2017, 3, 14, "UAA"));
    CHECK_FALSE(PartDay::from_parts(2017, 3, 0, "AAA"));
    CHECK_FALSE(PartDay::from_parts(2017, 0, 14, "AUA"));
    CHECK_FALSE(PartDay::from_parts(2017, 3, 14, "AAU"));
    CHECK_FALSE(PartDay::from_parts(2017, 3, 14, "AA"));
    CHECK_FALSE(PartDay::from_parts(2017, 3, 14, "AAX"));
    CHECK_FALSE(PartDay::from_parts(2017, 2, 30, "AAA"));
}

TEST_CASE("what is typed is read as people write dates") {
    CHECK(words(read_birth({"14", "3", "2017"}, today).value()) == "14 March 2017");
    CHECK(words(read_birth({"14", "March", "2017"}, today).value()) == "14 March 2017");
    CHECK(words(read_birth({"14", "mar", "2017"}, today).value()) == "14 March 2017");
    CHECK(words(read_birth({"", "3", "2017"}, today).value()) == "March 2017");
    CHECK(words(read_birth({"", "", "2017", true}, today).value()) == "about 2017");
    CHECK(words(read_birth({}, today).value()) == "not known");
    CHECK(words(read_birth({"2", "12", "2026", false, true}, today).value()) == "due 2 December 2026");
}

TEST_CASE("impossible dates are refused with what to do") {
    CHECK(problem_with({"30", "2", "2017"}) == "no_such_day");
    CHECK(problem_with({"29", "2", "2017"}) == "no_such_day");
    CHECK(problem_with({"29", "2", "2016"}) == "");
    CHECK(problem_with({"31", "4", "2017"}) == "no_such_day");
    CHECK(problem_with({"0", "3", "2017"}) == "no_such_day");
    CHECK(problem_with({"14", "13", "2017"}) == "no_such_day");
    CHECK(problem_with({"14", "0", "2017"}) == "no_such_day");
    CHECK(problem_with({"x", "3", "2017"}) == "no_such_day");
    CHECK(problem_with({"-1", "3", "2017"}) == "no_such_day");
    CHECK(problem_with({"14", "3", "17"}) == "short_year");
    CHECK(problem_with({"14", "", "2017"}) == "no_month");
    CHECK(problem_with({"14", "3", ""}) == "no_year");
    CHECK(problem_with({"24", "11", "2026"}) == "in_the_future");
    CHECK(problem_with({"23", "11", "2026"}) == "");
    CHECK(problem_with({"14", "3", "1899"}) == "too_long_ago");
    CHECK(problem_with({"14", "3", "99999999999999999999"}) == "short_year");
    CHECK(problem_with({"", "", "", false, true}) == "no_such_day");
    CHECK(problem_with({"1", "12", "2027", false, true}) == "too_far_ahead");
    CHECK(problem_with({"1", "1", "2026", false, true}) == "overdue");
}

TEST_CASE("an unborn child has an expected date and no date of birth") {
    const auto unborn = Birth::expected(*Day::from_parts(2026, 12, 2));
    CHECK(unborn.is_unborn());
    CHECK_FALSE(unborn.born());
    CHECK_FALSE(unborn.year());
    CHECK(words(unborn) == "due 2 December 2026");
    CHECK(age_words(unborn, today) == "not yet born");
}

TEST_CASE("an age is as sure as the date it comes from") {
    const auto on = [](int year, int month, int day, std::string_view accuracy) {
        return age_words(Birth::on(part(year, month, day, accuracy)), today);
    };
    CHECK(on(2017, 3, 14, "AAA") == "9");
    CHECK(on(2017, 11, 24, "AAA") == "8");
    CHECK(on(2017, 11, 23, "AAA") == "9");
    CHECK(on(2017, 11, 0, "UAA") == "8 or 9");
    CHECK(on(2017, 0, 0, "UUA") == "8 or 9");
    CHECK(on(2017, 0, 0, "UUE") == "about 9");
    CHECK(on(2026, 4, 14, "AAA") == "7 months");
    CHECK(on(2026, 4, 24, "AAA") == "6 months");
    CHECK(on(2026, 10, 23, "AAA") == "1 month");
    CHECK(on(2025, 1, 1, "AAA") == "22 months");
    CHECK(age_words(Birth(), today) == "");
}

TEST_CASE("dates that may be one day mistyped are near") {
    const auto exact = Birth::on(part(2017, 3, 4, "AAA"));
    CHECK(agree(exact, Birth::on(part(2017, 3, 0, "UAA"))));
    CHECK(agree(exact, Birth::on(part(2017, 0, 0, "UUA"))));
    CHECK_FALSE(agree(exact, Birth::on(part(2017, 4, 0, "UAA"))));
    CHECK_FALSE(agree(exact, Birth()));

    CHECK(are_near(exact, Birth::on(part(2017, 4, 3, "AAA"))));
    CHECK(are_near(exact, Birth::on(part(2017, 3, 5, "AAA"))));
    CHECK(are_near(exact, Birth::on(part(2016, 3, 4, "AAA"))));
    CHECK(are_near(exact, Birth::on(part(2018, 0, 0, "UUE"))));
    CHECK_FALSE(are_near(exact, Birth::on(part(2015, 5, 9, "AAA"))));
    CHECK_FALSE(are_near(exact, Birth()));
}

TEST_CASE("a child expected and then born is near to itself") {
    const auto expected = Birth::expected(*Day::from_parts(2026, 12, 2));
    CHECK(are_near(expected, Birth::on(part(2026, 11, 20, "AAA"))));
    CHECK(are_near(Birth::on(part(2026, 11, 20, "AAA")), expected));
    CHECK_FALSE(are_near(expected, Birth::on(part(2024, 11, 20, "AAA"))));
}
