#include "linkage/made_up_test.h"

#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

// Pairs of a name with two letters swapped, and what is said of all of them.
std::vector<Constraint> of_slips(const Linked& town, bool together) {
    std::vector<Constraint> labels;
    for (const auto& edge : town.edges.kept)
        if (level_in(edge.pattern, comparison::forename) == level::forename_similar &&
            level_in(edge.pattern, comparison::birth) == level::same)
            labels.push_back({edge.a, edge.b, together});
    return labels;
}

double slips_of_one_person(const Model& model) {
    return model.shares(PairClass::same_person)[comparison::forename][level::forename_similar];
}

Model told(const Linked& town, std::vector<Constraint> labels) {
    return train(*town.records, {1, false, false, std::move(labels)});
}

} // namespace

TEST_CASE("what people say of pairs is believed of pairs that compare alike") {
    const auto town = linked(csv_of(made_up_lines(300)));
    const double alone = slips_of_one_person(town.model);
    REQUIRE(of_slips(town, true).size() > 50);
    CHECK(slips_of_one_person(told(town, of_slips(town, false))) < alone * 0.7);
    CHECK(slips_of_one_person(told(town, of_slips(town, true))) == doctest::Approx(alone).epsilon(0.1));
    // A few speak for the rest of their kind.
    auto few = of_slips(town, false);
    few.resize(10);
    CHECK(slips_of_one_person(told(town, few)) < alone * 0.99);
}

TEST_CASE("what people say of some pairs changes nothing about pairs that compare otherwise") {
    const auto town = linked(csv_of(made_up_lines(300)));
    const auto model = told(town, of_slips(town, false));
    const auto& before = town.model.shares(PairClass::same_person);
    const auto& after = model.shares(PairClass::same_person);
    for (const unsigned which : {comparison::sex, comparison::address, comparison::phone})
        CHECK(after[which][level::same] == doctest::Approx(before[which][level::same]).epsilon(0.05));
    CHECK(to_json(told(town, {})) == to_json(town.model));
}

} // namespace kith::linkage
