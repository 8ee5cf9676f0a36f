#include "linkage/compare.h"
#include "linkage/evaluate.h"
#include "linkage/explain.h"
#include "linkage/made_up_test.h"
#include "linkage/overrides.h"

#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

const std::string made_up_town = csv_of(made_up_lines(120));

Quality judged(const Linked& found) {
    Judged judged;
    judged.cluster = found.clusters.of_record;
    judged.person = found.records->truth;
    return evaluated(judged);
}

} // namespace

TEST_CASE("records of one person come together, and brothers and sisters do not") {
    const auto found = linked(made_up_town);
    const auto quality = judged(found);
    CHECK(quality.people.precision() > 0.98);
    CHECK(quality.people.recall() > 0.93);
}

TEST_CASE("the number of threads changes nothing") {
    const auto one = linked(made_up_town, 1);
    for (const unsigned threads : {2U, 3U, 8U}) {
        const auto more = linked(made_up_town, threads);
        CHECK(to_json(more.model) == to_json(one.model));
        CHECK(more.people() == one.people());
        CHECK(more.edges.kept == one.edges.kept);
    }
}

TEST_CASE("the order of the records in the file changes nothing") {
    auto lines = made_up_lines(120);
    const auto before = linked(csv_of(lines));
    std::reverse(lines.begin(), lines.end());
    std::rotate(lines.begin(), lines.begin() + 37, lines.end());
    const auto after = linked(csv_of(lines));
    CHECK(to_json(after.model) == to_json(before.model));
    CHECK(after.people() == before.people());
}

TEST_CASE("one name and birthday in two towns say less in a larger file") {
    const auto weight_among = [](unsigned families) {
        auto lines = made_up_lines(families);
        lines.push_back("far1,health,Maya,Novak,1983-06-11,F,14,ZX1 1AF,01632960881,,,\n");
        lines.push_back("far2,housing,Maya,Novak,1983-06-11,F,201,ZY7 3ZZ,01632960417,,,\n");
        const auto town = linked(csv_of(lines));
        const auto one = town.number("far1"), other = town.number("far2");
        const Scorer scorer(town.model, *town.records);
        Comparer comparer(*town.records);
        return scorer.weigh(one, other, comparer.compare(one, other)).weight;
    };
    CHECK(weight_among(2000) < weight_among(100) - bit);
}

TEST_CASE("a sealed record is linked to nothing") {
    auto lines = made_up_lines(60);
    lines.push_back("open1,school,Wilhelmina,Aberforth,2014-03-05,F,4,ZX1 1AF,,,,900\n");
    lines.push_back("open2,health,Wilhelmina,Aberforth,2014-03-05,F,4,ZX1 1AF,,FALSE,,900\n");
    lines.push_back("shut,housing,Wilhelmina,Aberforth,2014-03-05,F,4,ZX1 1AF,,1,,900\n");
    const auto found = linked(csv_of(lines));
    CHECK(found.are_one("open1", "open2"));
    CHECK_FALSE(found.are_one("open1", "shut"));
    CHECK_FALSE(found.are_one_household("open1", "shut"));
    for (const auto& edge : found.edges.kept)
        CHECK((edge.a != found.number("shut") && edge.b != found.number("shut")));
    CHECK_FALSE(find_record(*found.records, "shut"));
}

TEST_CASE("two numbers in one school census are two children, however alike") {
    auto lines = made_up_lines(60);
    lines.push_back("twin1,school,Ada,Fitzroy,2015-05-05,F,9,ZX2 2AF,,,U100,901\n");
    lines.push_back("twin2,school,Ada,Fitzroy,2015-05-05,F,9,ZX2 2AF,,,U200,902\n");
    lines.push_back("same1,school,Ida,Fitzroy,2012-05-05,F,9,ZX2 2AF,,,U300,903\n");
    lines.push_back("same2,school,Ida,Fitzroy,2012-05-05,F,9,ZX2 2AF,,,U300,903\n");
    const auto found = linked(csv_of(lines));
    CHECK_FALSE(found.are_one("twin1", "twin2"));
    CHECK(found.are_one("same1", "same2"));
}

TEST_CASE("a record with both names tells that the two who bear one each are one person") {
    auto lines = made_up_lines(300);
    for (const auto* each : {"p1,school,Paula", "p2,health,Paula", "a1,housing,Ashley", "a2,school,Ashley"})
        lines.push_back(std::string(each) + ",Quillfeather,2012-05-19,F,7,ZX3 4AF,,,,901\n");
    const auto twins = linked(csv_of(lines));
    CHECK_FALSE(twins.are_one("p1", "a1"));
    CHECK(twins.are_one_household("p1", "a1"));
    lines.push_back("both,health,Ashley Paula,Quillfeather,2012-05-19,F,7,ZX3 4AF,,,,901\n");
    const auto one = linked(csv_of(lines));
    for (const auto* each : {"p2", "a1", "a2", "both"})
        CHECK_MESSAGE(one.are_one("p1", each), each);
}

TEST_CASE("a record without a first name is an only child's, and neither twin's") {
    auto lines = made_up_lines(120);
    const std::string rest = ",Quillfeather,2012-05-19,F,7,ZX3 4AF,,,,901\n";
    lines.push_back("ada1,school,Ada" + rest);
    lines.push_back("ada2,health,Ada" + rest);
    lines.push_back("nameless,housing," + rest);
    CHECK(linked(csv_of(lines)).are_one("nameless", "ada1"));
    lines.push_back("eve1,school,Rosalind" + rest);
    lines.push_back("eve2,health,Rosalind" + rest);
    const auto twins = linked(csv_of(lines));
    CHECK(twins.are_one("ada1", "ada2"));
    CHECK(twins.are_one("eve1", "eve2"));
    CHECK_FALSE(twins.are_one("ada1", "eve1"));
    CHECK_FALSE(twins.are_one("nameless", "ada1"));
    CHECK_FALSE(twins.are_one("nameless", "eve1"));
    CHECK(twins.are_one_household("nameless", "eve1"));
}

TEST_CASE("a newborn without name and birthday is the only child's record, and neither of two children's") {
    auto lines = made_up_lines(120);
    lines.push_back("mother,health,Isolde,Quillfeather,1990-05-19,F,7,ZX3 4AF,,,,901\n");
    lines.push_back("unborn,health,Unborn,Quillfeather,,,7,ZX3 4AF,,,,902\n");
    lines.push_back("child1,school,Ada,Quillfeather,2019-05-19,F,7,ZX3 4AF,,,,902\n");
    lines.push_back("child2,health,Ada,Quillfeather,2019-05-19,F,7,ZX3 4AF,,,,902\n");
    const auto one = linked(csv_of(lines));
    CHECK(one.are_one("unborn", "child1"));
    CHECK_FALSE(one.are_one("unborn", "mother"));
    lines.push_back("other1,school,Rosalind,Quillfeather,2017-02-01,F,7,ZX3 4AF,,,,903\n");
    lines.push_back("other2,health,Rosalind,Quillfeather,2017-02-01,F,7,ZX3 4AF,,,,903\n");
    const auto two = linked(csv_of(lines));
    CHECK_FALSE(two.are_one("unborn", "child1"));
    CHECK_FALSE(two.are_one("unborn", "other1"));
    CHECK(two.are_one_household("unborn", "child1"));
}

TEST_CASE("of who has many records one that shares the year beside is compared, and one that shares nothing is not") {
    auto lines = made_up_lines(700); // of fewer records every pair is compared
    for (unsigned each = 0; each < 14; ++each)
        lines.push_back(fmt::format("full{},books,Rosalind,Quillfeather,1958-05-06,,,ZX3 4AF,,,,901\n", each));
    lines.push_back("slip,books,,Quillfeather,1958-05-07,,,ZX3 4AF,,,,901\n");
    lines.push_back("other,books,,Quillfeather,1931-11-23,,,ZX3 4AF,,,,902\n");
    const auto found = linked(csv_of(lines));
    CHECK(found.records->count > 3000);
    const auto is_compared = [&](const char* one, const char* another) {
        const auto a = found.number(one), b = found.number(another);
        return std::any_of(found.edges.kept.begin(), found.edges.kept.end(),
                           [&](const Edge& edge) { return edge.a == std::min(a, b) && edge.b == std::max(a, b); });
    };
    CHECK(is_compared("slip", "full0"));
    CHECK_FALSE(is_compared("other", "full0"));
    CHECK(found.edges.pairs.passed_over >= 14);
}

TEST_CASE("what people decide is stronger than any weight") {
    const auto lines = made_up_lines(60);
    const auto free = linked(csv_of(lines));
    const auto one = free.records->record_id(0);
    std::uint32_t other = 1, twin = 0;
    while (free.clusters.of_record[other] == free.clusters.of_record[0])
        ++other;
    for (std::uint32_t i = 1; i < free.records->count && twin == 0; ++i)
        if (free.clusters.of_record[i] == free.clusters.of_record[0]) twin = i;
    REQUIRE(twin != 0);
    const auto bound = linked(csv_of(lines), 1, {{0, other, true}, {0, twin, false}});
    CHECK(bound.are_one(one, free.records->record_id(other)));
    CHECK_FALSE(bound.are_one(one, free.records->record_id(twin)));
}

TEST_CASE("decisions that contradict each other are for people to settle") {
    const auto found = linked(csv_of(made_up_lines(10)));
    const auto& records = *found.records;
    const auto name = [&](std::uint32_t i) {
        return RecordName{std::string(records.sources.text(records.facts(i).source())),
                          std::string(records.record_id(i))};
    };
    const auto day = *Day::parse("2026-11-22");
    const std::vector<Override> decisions = {
        {name(0), name(1), true, "Priya", "seen together", "", {}},
        {name(1), name(2), true, "Priya", "same book", "", {}},
        {name(2), name(0), false, "Sam", "two children", "", {}},
        {name(3), name(4), true, "Sam", "same child", "", *Day::parse("2026-11-22")},
        {name(5), name(6), true, "Sam", "ended yesterday", "", *Day::parse("2026-11-21")},
        {name(7), name(8), true, "Sam", "for housing only", "housing", {}},
        {name(9), {"school", "gone"}, true, "Sam", "left", "", {}},
    };
    const auto result = applied(records, decisions, day);
    REQUIRE(result.constraints.size() == 2);
    CHECK_FALSE(result.constraints[0].together);
    CHECK(result.constraints[1].a == 3);
    REQUIRE(result.review.size() == 3);
    CHECK(result.review[0].why == ReviewItem::Why::no_such_record);
    CHECK(result.review[1].why == ReviewItem::Why::contradiction);
    CHECK(applied(records, decisions, day, "housing").constraints.size() == 3);
}

TEST_CASE("an explanation adds up to the weight that was used") {
    const auto found = linked(made_up_town);
    const Scorer scorer(found.model, *found.records);
    for (const auto& edge : found.edges.kept) {
        const auto weighed = scorer.weigh(edge.a, edge.b, edge.pattern);
        REQUIRE(weighed.weight == edge.weight);
        const auto start = scorer.prior().of_class;
        Bits sum = start.front() - start.back();
        for (const auto& each : scorer.contributions(edge.a, edge.b, edge.pattern))
            sum += each.level_bits + each.frequency_bits;
        REQUIRE(sum == weighed.of_class.front() - weighed.of_class.back());
    }
    const auto& edge = found.edges.kept.front();
    const auto text = explanation(*found.records, found.model, edge.a, edge.b);
    CHECK(text.find("any two records") != std::string::npos);
    CHECK(text.find(fmt::format("{:.2f} bits", static_cast<double>(edge.weight) / bit)) != std::string::npos);
}

TEST_CASE("comparing is the same from either side") {
    const auto found = linked(csv_of(made_up_lines(30)));
    Comparer comparer(*found.records);
    const Scorer scorer(found.model, *found.records);
    const auto n = static_cast<std::uint32_t>(found.records->count);
    for (std::uint32_t a = 0; a < n; ++a)
        for (std::uint32_t b = a + 1; b < n; b += 7) {
            const auto pattern = comparer.compare(a, b);
            CHECK(pattern == comparer.compare(b, a));
            CHECK(scorer.weigh(a, b, pattern).weight == scorer.weigh(b, a, pattern).weight);
        }
}

namespace {

Bits weight_of(const ModelBits& model, Pattern pattern) {
    ClassBits sums = model.prior;
    for (unsigned i = 0; i < comparison::count; ++i)
        for (unsigned c = 0; c < class_count; ++c)
            sums[c] += model.of_level[i][level_in(pattern, i)][c];
    return ModelBits::weight(sums);
}

} // namespace

// Of what tells one person from another of the same family: what a family shares, as the address, speaks for both.
// And of levels: a value that is common may say less than one that is only like it.
TEST_CASE("more agreement never lowers a weight") {
    const auto found = linked(made_up_town);
    const ModelBits learned(found.model), built_in(built_in_model());

    struct Order {
        unsigned which;
        std::vector<unsigned> levels; // the strongest first
    };

    const std::vector<Order> orders = {
        {comparison::forename,
         {level::same, level::forename_similar, level::forename_alike, level::forename_distant,
          level::forename_different}},
        {comparison::birth,
         {level::same, level::birth_slip, level::birth_close, level::birth_near, level::birth_different}},
        {comparison::sex, {level::same, level::sex_different}},
        {comparison::identifier, {level::same, level::similar, level::different}}};
    for (const auto* model : {&learned, &built_in})
        for (const auto& edge : found.edges.kept)
            for (const auto& order : orders) {
                Bits before = std::numeric_limits<Bits>::max();
                for (const auto level : order.levels) {
                    const auto pattern = (edge.pattern & ~level_at(order.which, 15)) | level_at(order.which, level);
                    const auto weight = weight_of(*model, pattern);
                    CAPTURE(order.which);
                    CAPTURE(level);
                    REQUIRE(weight <= before);
                    before = weight;
                }
            }
}

TEST_CASE("a block of many records is taken apart, not dropped") {
    // Everybody is called the same; who shares a birthday too must still be found.
    std::string csv(made_up_heading);
    for (unsigned i = 0; i < 4000; ++i)
        csv += fmt::format("r{},{},John,Smith,{}-{:02}-{:02},M,{},ZX{} {}AF,,,,{}\n", i,
                           i % 2 == 0 ? "school" : "health", 1950 + i / 2 % 60, i / 2 % 12 + 1, i / 2 % 28 + 1,
                           i / 2 % 97 + 1, i / 2 % 9 + 1, i / 2 % 7 + 1, i / 2);
    const auto found = linked(csv);
    CHECK(found.edges.pairs.passed_over > 1000000);
    const auto quality = judged(found);
    CHECK(quality.people.recall() > 0.95);
}

TEST_CASE("fifty thousand records that are all alike end in time") {
    std::string csv = "id,name\n";
    for (unsigned i = 0; i < 50000; ++i)
        csv += fmt::format("{},Smith\n", i);
    Mapping mapping;
    mapping.record_id = {{"id"}};
    mapping.surname = {{"name"}};
    auto records = read(csv, 2, mapping);
    REQUIRE(records);
    const auto model = train(**records, {2, false});
    const auto edges = link(**records, model, {.threads = 2});
    const auto clusters = cluster(**records, model, edges.kept, {2, false, {}});
    CHECK(clusters.of_record.size() == 50000);
}

TEST_CASE("files with little in them are linked as far as they go") {
    for (const std::string_view body :
         {"", "1,school,Maya,Okafor,,,,,,,,\n", "1,school,,,,,,,,,,\n2,school,,,,,,,,,,\n",
          "1,school,Maya,Okafor,2014-01-02,F,1,ZX1 1AF,,,,\n2,health,Maya,Okafor,2014-01-02,F,1,ZX1 1AF,,,,\n"}) {
        const auto found = linked(std::string(made_up_heading) + std::string(body), 2);
        CHECK(found.people().size() == static_cast<std::size_t>(std::count(body.begin(), body.end(), '\n')));
    }
}

} // namespace kith::linkage
