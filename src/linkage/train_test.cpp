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

// People who live with nobody, in three records of which each thing in one of five is somebody else's.
std::vector<std::string> people_without_households(unsigned people) {
    std::uint64_t chance = 7;
    const auto next = [&](std::uint64_t below) {
        chance = chance * 6364136223846793005U + 1442695040888963407U;
        return (chance >> 33) % below;
    };
    const auto name = [&](std::uint64_t number) {
        std::string text;
        for (unsigned i = 0; i < 3; ++i, number /= 15)
            text += std::string{"bdfglmnprstvwhk"[number % 15], "aeiou"[number % 5]};
        return text;
    };
    const auto things = [&] {
        return std::array{name(next(200)), name(400 + next(600)),
                          fmt::format("{}-{:02}-{:02}", 1940 + next(50), next(12) + 1, next(28) + 1),
                          std::to_string(next(90) + 1),
                          fmt::format("ZX{} {}{}{}", next(90) + 1, next(9) + 1, "ABDE"[next(4)], "LNPQ"[next(4)])};
    };
    std::vector<std::string> lines;
    for (unsigned person = 1; person <= people; ++person) {
        const auto own = things();
        for (unsigned record = 0; record < 3; ++record) {
            auto written = things();
            for (std::size_t i = 0; i < own.size(); ++i)
                if (next(5) != 0) written[i] = own[i];
            lines.push_back(fmt::format("q{}x{},books,{},{},{},,{},{},,,,{}\n", person, record, written[0], written[1],
                                        written[2], written[3], written[4], person));
        }
    }
    return lines;
}

} // namespace

TEST_CASE("where people live with nobody, no households are made of one person's records") {
    const auto model = linked(csv_of(people_without_households(1000))).model;
    const auto& household = model.shares(PairClass::same_household)[comparison::forename];
    CHECK(household[level::same] < 3.01 * model.shares(PairClass::unrelated)[comparison::forename][level::same]);
    CHECK(model.share_of(PairClass::same_household) < 0.1 * model.share_of(PairClass::same_person));
    // Twice what is usual, four times for caution.
    CHECK(model.share_of(PairClass::twins) < 0.0801 * model.share_of(PairClass::same_household));
}

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
