#include "linkage/evaluate.h"

#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

// Five records: Ada's three, of which one was not found, and two of her brother's, of which one was taken for hers.
const Judged a_family = {.cluster = {1, 1, 2, 1, 3}, .person = {7, 7, 7, 8, 8}, .household = {5, 5, 5, 5, 5}};

Judged two_origins(std::uint64_t found_of_the_second) {
    Judged judged;
    Trait origin{"origin", {"one", "other"}, {}};
    for (std::uint32_t person = 0; person < 1000; ++person)
        for (const std::uint32_t record : {0U, 1U}) {
            const bool second = person >= 500;
            const bool lost = second && person - 500 >= found_of_the_second;
            judged.person.push_back(person);
            judged.cluster.push_back(person * 2 + (lost ? record : 0));
            origin.of_record.push_back(second ? 1 : 0);
        }
    judged.traits.push_back(std::move(origin));
    return judged;
}

} // namespace

TEST_CASE("links are counted in pairs of records") {
    const Quality quality = evaluated(a_family);

    CHECK(quality.people.in_truth == 4);
    CHECK(quality.people.found == 3);
    CHECK(quality.people.right == 1);
    CHECK(quality.people.precision() == doctest::Approx(1.0 / 3));
    CHECK(quality.people.recall() == doctest::Approx(0.25));
    CHECK(quality.people.f1() == doctest::Approx(2.0 / 7));
    CHECK(quality.true_people == 2);
    CHECK(quality.found_people == 3);
}

TEST_CASE("false links between people of one household are counted apart") {
    CHECK(evaluated(a_family).false_within_household == 2);

    Judged neighbours = a_family;
    neighbours.household = {5, 5, 5, 6, 6};
    CHECK(evaluated(neighbours).false_within_household == 0);
}

TEST_CASE("a record of its own is neither right nor wrong") {
    const Quality quality = evaluated({.cluster = {1, 2}, .person = {3, 4}});

    CHECK(quality.people.precision() == 1);
    CHECK(quality.people.recall() == 1);
    CHECK(quality.people.f1() == 1);
    CHECK(evaluated({}).people.f1() == 1);
}

TEST_CASE("found households are held against the true ones") {
    Judged judged = a_family;
    judged.household = {5, 5, 5, 5, 6};
    judged.found_household = {1, 1, 1, 2, 2};
    const PairCount households = evaluated(judged).households;

    CHECK(households.in_truth == 6);
    CHECK(households.found == 4);
    CHECK(households.right == 3);
}

TEST_CASE("people whose origin is found more than two points less often are named") {
    const Quality quality = evaluated(two_origins(480));
    const auto behind = quality.fairness.at(0).behind();

    REQUIRE(behind.size() == 1);
    CHECK(behind.front().word == "other");
    CHECK(behind.front().recall() == doctest::Approx(0.96));
    CHECK(as_text(quality).find("other is 4.0 points below one") != std::string::npos);
    CHECK(as_json(quality).find(R"("more_than_two_points_behind": [{"group": "other")") != std::string::npos);
}

TEST_CASE("a gap of two points or less is not named") {
    CHECK(evaluated(two_origins(492)).fairness.at(0).behind().empty());
}

TEST_CASE("a handful of pairs says nothing about a group") {
    Judged judged = a_family;
    judged.traits = {{"sex", {"F", "M"}, {0, 0, 0, 1, 1}}};
    const Quality quality = evaluated(judged);

    CHECK(quality.fairness.at(0).behind().empty());
    CHECK(as_text(quality).find("too few to tell") != std::string::npos);
}

TEST_CASE("columns of different length are refused") {
    CHECK_THROWS_AS(evaluated({.cluster = {1, 2}, .person = {1}}), std::invalid_argument);
}

} // namespace kith::linkage
