#include "linkage/splink_score.h"

#include "tests/files.h"

#include <cmath>
#include <doctest/doctest.h>
#include <sstream>

namespace kith::linkage {

namespace {

// A file without quotes; an empty value is not known.
SplinkTable table_in(const std::filesystem::path& file) {
    SplinkTable table;
    std::istringstream lines(text_of(file));
    for (std::string line; std::getline(lines, line);) {
        SplinkRecord record;
        std::istringstream values(line + ",");
        for (std::string value; std::getline(values, value, ',');)
            record.push_back(value.empty() ? std::nullopt : std::optional(value));
        if (table.columns.empty())
            for (const auto& heading : record)
                table.columns.push_back(heading.value_or(""));
        else
            table.records.push_back(std::move(record));
    }
    return table;
}

SplinkSettings settings_in_fixture() {
    return splink_settings_from_json(text_of(fixture("linkage/splink_settings.json")), "settings").value();
}

std::vector<SplinkEdge> weights_of_splink() {
    std::vector<SplinkEdge> edges;
    for (const SplinkRecord& record : table_in(fixture("linkage/splink_weights.csv")).records)
        edges.push_back({*record[0], *record[1], std::stod(*record[2]), std::stod(*record[3])});
    return edges;
}

std::vector<SplinkEdge> edges_of(const SplinkSettings& settings) {
    return splink_edges(settings, {table_in(fixture("linkage/made_up_200.csv"))}).value();
}

SplinkValue value_of(std::string_view sql, const SplinkRecord& left, const SplinkRecord& right) {
    return SplinkExpression::read(sql, {"name", "born"}).value().value(left, right);
}

const SplinkRecord mary = {"MARY", "2019-04-30"};
const SplinkRecord marie = {"MARIE", "2019-05-01"};
const SplinkRecord nobody = {std::nullopt, std::nullopt};

} // namespace

TEST_CASE("the same settings give Splink's pairs and Splink's weights") {
    const auto ours = edges_of(settings_in_fixture());
    const auto theirs = weights_of_splink();

    REQUIRE(ours.size() == theirs.size());
    REQUIRE(theirs.size() > 500);
    for (std::size_t at = 0; at < ours.size(); ++at) {
        CAPTURE(theirs[at].left);
        CAPTURE(theirs[at].right);
        CHECK(ours[at].left == theirs[at].left);
        CHECK(ours[at].right == theirs[at].right);
        CHECK(std::abs(ours[at].weight - theirs[at].weight) < 1e-9);
        CHECK(std::abs(ours[at].probability - theirs[at].probability) < 1e-9);
    }
}

TEST_CASE("settings survive being written and read again") {
    const SplinkSettings settings = settings_in_fixture();
    const SplinkSettings again = splink_settings_from_json(to_json(settings), "again").value();

    CHECK(to_json(again) == to_json(settings));
    CHECK(edges_of(again) == edges_of(settings));
}

TEST_CASE("a pair that two rules bring together is scored once") {
    SplinkSettings settings = settings_in_fixture();
    settings.blocking_rules = {R"(l."surname" = r."surname")", R"(l."surname" = r."surname" and l."sex" = r."sex")"};
    const auto both = edges_of(settings);
    settings.blocking_rules.pop_back();

    CHECK(both == edges_of(settings));
}

TEST_CASE("a level that Splink could not train weighs what Splink takes for it") {
    CHECK(default_m(0, 2) == doctest::Approx(0.05));
    CHECK(std::log2(default_m(1, 2) / default_u(1, 2)) == doctest::Approx(10));
    CHECK(std::log2(default_m(0, 4) / default_u(0, 4)) == doctest::Approx(-5));
    CHECK(std::log2(default_m(2, 4) / default_u(2, 4)) == doctest::Approx(3));
}

TEST_CASE("what is not known makes a condition unknown, as in SQL") {
    CHECK(value_of(R"("name_l" = "name_r")", mary, nobody).index() == 0);
    CHECK(value_of(R"("name_l" = "name_r" or "name_r" is null)", mary, nobody) == SplinkValue(true));
    CHECK(value_of(R"("name_l" = "name_r" and "name_l" = 'X')", mary, nobody) == SplinkValue(false));
    CHECK(value_of(R"(not "name_l" = "name_r")", mary, nobody).index() == 0);
}

TEST_CASE("functions give what DuckDB gives") {
    CHECK(value_of("levenshtein(name_l, name_r)", mary, marie) == SplinkValue(2.0));
    CHECK(value_of("damerau_levenshtein('2019-04-30', '2019-40-30')", mary, marie) == SplinkValue(1.0));
    CHECK(value_of("substr(born_l, 1, 4) || left(name_r, 2)", mary, marie) == SplinkValue("2019MA"));
    CHECK(value_of("nullif(regexp_extract(name_l, '^X+', 0), '')", mary, marie).index() == 0);
    CHECK(value_of("abs(epoch(try_strptime(born_l, '%Y-%m-%d')) - epoch(try_strptime(born_r, '%Y-%m-%d'))) <= 86400.0",
                   mary, marie) == SplinkValue(true));
    CHECK(value_of("try_strptime('2019-02-30', '%Y-%m-%d') is null", mary, marie) == SplinkValue(true));
    CHECK(std::get<double>(value_of("jaro_winkler_similarity('MARTHA', 'MARHTA')", mary, marie)) ==
          doctest::Approx(0.961111));
    // As DuckDB 2.0.1 answers: by letters, not by bytes.
    CHECK(std::get<double>(value_of("jaro_winkler_similarity('ŁUKASZ', 'LUKASZ')", mary, marie)) ==
          doctest::Approx(0.888888888888889));
    CHECK(std::get<double>(value_of("jaro_similarity('Zoë', 'Zoe')", mary, marie)) ==
          doctest::Approx(0.777777777777778));
    CHECK(value_of("levenshtein('MICHAŁ', 'MICHAL')", mary, marie) == SplinkValue(1.0));
    CHECK(value_of("damerau_levenshtein('aé', 'éa')", mary, marie) == SplinkValue(1.0));
}

TEST_CASE("settings that Kith does not understand are refused with the reason") {
    SplinkSettings settings = settings_in_fixture();
    settings.comparisons.front().levels.at(1).condition = R"(cosine("surname_l", "surname_r") > 0.5)";
    const auto refused = splink_edges(settings, {table_in(fixture("linkage/made_up_200.csv"))});

    REQUIRE_FALSE(refused);
    CHECK(refused.error().front().text.find("the function cosine of 2 values is not known") != std::string::npos);
    CHECK_FALSE(splink_settings_from_json("[1]", "a.json"));
    CHECK_FALSE(splink_settings_from_json(R"({"link_type": "dedupe_only")", "a.json"));
    CHECK_FALSE(SplinkExpression::read(R"("age_l" = "age_r")", {"name"}));
    CHECK_FALSE(SplinkExpression::read(R"("name_l" = )", {"name"}));
    CHECK_FALSE(SplinkExpression::read(std::string(100'000, '('), {"name"}));
}

} // namespace kith::linkage
