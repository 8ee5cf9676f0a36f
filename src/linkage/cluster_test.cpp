#include "linkage/made_up_test.h"

#include <doctest/doctest.h>

namespace kith::linkage {

TEST_CASE("what is too large to be weighed whole and cannot be told apart comes together in its order") {
    std::string csv(made_up_heading);
    for (unsigned i = 0; i < 700; ++i)
        csv += fmt::format("r{},health,Maya,Okafor,2014-01-02,F,1,ZX1 1AF,,,,\n", i);
    const auto records = read(csv, 2);
    REQUIRE(records);
    const auto model = built_in_model();
    const auto edges = link(**records, model, {.threads = 2});
    const auto clusters = cluster(**records, model, edges.kept, {2, false, {}});
    // Six hundred and a hundred; nobody is left alone because all edges weigh the same.
    CHECK(std::set<std::uint32_t>(clusters.of_record.begin(), clusters.of_record.end()).size() == 2);
}

namespace {

Bits weight_of(const Records& records, const Model& model) {
    const Scorer scorer(model, records);
    Comparer comparer(records);
    Weigher weigher(scorer);
    return weigher.weigh(0, 1, comparer.compare(0, 1)).weight;
}

std::size_t people_in(const Records& records, const Model& model, std::vector<std::uint32_t> before) {
    ClusterOptions options;
    options.before = std::move(before);
    const auto of_record = cluster(records, model, {}, options).of_record;
    return std::set<std::uint32_t>(of_record.begin(), of_record.end()).size();
}

} // namespace

TEST_CASE("two records are joined from the very weight that joins, and not by one part of a bit less") {
    const auto model = built_in_model();
    const auto csv = std::string(made_up_heading) + "a,health,Maya,Okafor,2014-01-02,F,1,ZX1 1AF,,,,\n" +
                     "b,school,Mya,Okafor,2014-01-12,F,,,,,,\n";
    const auto records = read(csv, 2);
    REQUIRE(records);
    const Scorer scorer(model, **records);
    Comparer comparer(**records);
    const auto pattern = comparer.compare(0, 1);
    const auto people_joined_from = [&](Bits join) {
        auto strict = model;
        strict.join = static_cast<double>(join) / bit;
        const Edge edge{0, 1, scorer.weigh(0, 1, pattern).weight, 0, pattern};
        const auto of_record = cluster(**records, strict, {edge}, {2, false, {}}).of_record;
        return std::set<std::uint32_t>(of_record.begin(), of_record.end()).size();
    };
    const auto weight = scorer.weigh(0, 1, pattern).weight;
    CHECK(people_joined_from(weight) == 1);
    CHECK(people_joined_from(weight + 1) == 2);
}

TEST_CASE("who was one person is parted only where they fit clearly worse than who is joined") {
    const auto model = built_in_model();
    const auto join = bits(model.join);
    int held = 0, parted = 0;
    for (const auto* given : {"Maya", "Mya", "Maia", "M", "Anna", ""})
        for (const auto* family : {"Okafor", "Okafour", "Reid"})
            for (const auto* born : {"2014-01-02", "2014-02-01", "2014-01-12", "2015-01-02", "2014", ""}) {
                const auto csv = std::string(made_up_heading) + "a,health,Maya,Okafor,2014-01-02,F,1,ZX1 1AF,,,,\n" +
                                 fmt::format("b,school,{},{},{},F,,,,,,\n", given, family, born);
                const auto records = read(csv, 2);
                REQUIRE(records);
                const auto weight = weight_of(**records, model);
                if (weight >= join) continue; // only an edge joins them, and there is none here
                const bool is_held = weight >= join - 2 * bit;
                CAPTURE(csv);
                CHECK(people_in(**records, model, {}) == 2);
                CHECK(people_in(**records, model, {7, 8}) == 2);
                CHECK(people_in(**records, model, {nobody_before, nobody_before}) == 2);
                CHECK(people_in(**records, model, {7, 7}) == (is_held ? 1 : 2));
                ++(is_held ? held : parted);
            }
    CHECK(held >= 1);
    CHECK(parted >= 10);
}

} // namespace kith::linkage
