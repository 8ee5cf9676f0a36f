#include "linkage/made_up_test.h"

#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

std::string line(std::string_view id, std::string_view source, std::string_view name, const Birth& born) {
    return fmt::format("{},{},{},Okafor,{}-{:02}-{:02},,,,,,,\n", id, source, name, born.year, born.month, born.day);
}

// Of a large source in which no day is common, and without 1 January.
std::vector<std::string> large_source() {
    std::vector<std::string> lines;
    for (unsigned i = 0; i < 12000; ++i)
        lines.push_back(line(fmt::format("l{}", i), "health", fmt::format("Ada{}", i),
                             {1950 + i % 67, 1 + i * 7 % 12, 2 + i * 11 % 27}));
    return lines;
}

std::vector<std::string> small_source(unsigned records, unsigned without_birthday, const Birth& written,
                                      bool one_name = false) {
    std::vector<std::string> lines;
    for (unsigned i = 0; i < records; ++i)
        lines.push_back(line(fmt::format("s{}", i), "police",
                             one_name && i < without_birthday ? std::string("Ada") : fmt::format("Ida{}", i),
                             i < without_birthday ? written : Birth{1960 + i % 50, 1 + i * 5 % 12, 2 + i * 13 % 27}));
    return lines;
}

std::unique_ptr<Records> of_both(std::vector<std::string> small, const Usual* usual = nullptr) {
    auto lines = large_source();
    lines.insert(lines.end(), small.begin(), small.end());
    const auto csv = csv_of(lines);
    const std::array<Input, 1> files = {Input{"town.csv", csv}};
    auto columns = read_columns(files, made_up_mapping(), 2);
    return std::move(make_records(std::move(*columns.value()), made_up_mapping(), 2, usual).value());
}

Birth born(const Records& records, std::string_view id) {
    for (std::uint32_t i = 0; i < records.count; ++i)
        if (records.record_id(i) == id) return Birth::unpacked(records.rows[i].lanes[lane::birth]);
    throw std::out_of_range("no such record");
}

} // namespace

TEST_CASE("a day that a small source writes when it does not know is no birthday there, and is one elsewhere") {
    const Birth written{1985, 6, 15};
    auto lines = small_source(400, 30, written);
    lines.push_back(line("true", "health", "Eda", written));
    const auto records = of_both(lines);
    CHECK(records->no_birthdays.empty());
    CHECK(born(*records, "s7") == Birth{});
    CHECK(born(*records, "s31").is_full());
    CHECK(born(*records, "true") == written);

    const auto usual = usual_of(*records);
    const auto again = of_both(small_source(400, 3, written), &usual);
    CHECK(born(*again, "s2") == Birth{});
    CHECK(usual_of(*again).no_birthdays_of == usual.no_birthdays_of);
}

TEST_CASE("a first of January that a small source writes says the year alone there, and the day elsewhere") {
    const Birth written{1985, 1, 1};
    auto lines = small_source(400, 0, written);
    for (unsigned i = 0; i < 30; ++i)
        lines.push_back(line(fmt::format("n{}", i), "police", fmt::format("Una{}", i), {1960 + i, 1, 1}));
    lines.push_back(line("true", "health", "Eda", written));
    const auto records = of_both(lines);
    CHECK_FALSE(records->new_year_is_no_day);
    CHECK(born(*records, "n25") == Birth{1985, 0, 0});
    CHECK(born(*records, "true") == written);
}

TEST_CASE("one person whom a source names often keeps the birthday") {
    const auto records = of_both(small_source(400, 30, {1985, 6, 15}, true));
    CHECK(born(*records, "s7") == Birth{1985, 6, 15});
}

TEST_CASE("a source about the births of few days keeps them") {
    std::vector<std::string> lines;
    for (unsigned i = 0; i < 210; ++i)
        lines.push_back(line(fmt::format("b{}", i), "births", fmt::format("Ola{}", i), {2026, 1, 1 + i % 7}));
    const auto records = of_both(lines);
    CHECK(records->no_birthdays_of.empty());
    CHECK(born(*records, "b0") == Birth{2026, 1, 1});
}

TEST_CASE("identifiers have their names once, however many records are added") {
    const auto csv = csv_of({line("a", "health", "Ada", {1985, 6, 15})}),
               more = csv_of({line("b", "health", "Ida", {})});
    const std::array<Input, 1> first = {Input{"a.csv", csv}}, second = {Input{"b.csv", more}};
    auto growing = std::move(
        make_records(std::move(*read_columns(first, made_up_mapping(), 1).value()), made_up_mapping(), 1, nullptr, true)
            .value());
    REQUIRE(append(*growing, std::move(*read_columns(second, made_up_mapping(), 1).value()), made_up_mapping(), {}));
    CHECK(growing->identifier_names == std::vector<std::string>{"upn"});
}

TEST_CASE("as many sources as can be told apart are read, and no more") {
    const auto of_sources = [](unsigned count) {
        std::vector<std::string> lines;
        for (unsigned i = 0; i < count; ++i)
            lines.push_back(line("r", fmt::format("feed{}", i), "Eda", {1985, 6, 15}));
        return csv_of(lines);
    };
    const auto most = read(of_sources(4095));
    REQUIRE(most);
    std::set<std::uint32_t> sources;
    for (std::size_t i = 0; i < (*most)->count; ++i)
        sources.insert((*most)->facts(i).source());
    CHECK(sources.size() == 4095);
    const auto more = read(of_sources(4096));
    REQUIRE_FALSE(more);
    CHECK(more.error().front().text.starts_with("The records name 4096 sources, and Kith keeps 4095 apart."));
}

TEST_CASE("a file without a column of sources is a source by its own name, which only one file may have") {
    Mapping mapping;
    mapping.record_id = {{"id"}};
    mapping.surname = {{"name"}};
    const std::string_view csv = "id,name\n1,Okafor\n";
    const auto source_of = [&](const Input& file) {
        const std::array<Input, 1> files = {file};
        const auto columns = std::move(read_columns(files, mapping, 1).value());
        return std::string(columns->column(Role::source).texts.text(1));
    };
    CHECK(source_of({"./feeds/a.csv", csv, "a.csv"}) == "a.csv");
    CHECK(source_of({"a.csv", csv}) == "a.csv");
    const std::array<Input, 2> two = {Input{"x/a.csv", csv, "a.csv"}, Input{"y/a.csv", csv, "a.csv"}};
    CHECK(read_columns(two, mapping, 2).error().front().text.starts_with("x/a.csv and y/a.csv have one name"));
}

} // namespace kith::linkage
