#include "linkage/csv.h"
#include "linkage/made_up_test.h"

#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

std::string refusal(const std::string& csv, unsigned threads = 2) {
    const auto result = read(csv, threads);
    return result ? "" : result.error().front().text;
}

} // namespace

TEST_CASE("a file that cannot be read is refused with its line and the cure") {
    const std::string heading(made_up_heading);
    CHECK(refusal("") == "town.csv is empty: it has not even a heading.");
    CHECK(refusal("name\nMaya\n").starts_with("town.csv, line 1: there is no column \"id\""));
    CHECK(refusal(heading + "1,school,Maya\n").starts_with("town.csv, line 2: 3 values where the heading has 12."));
    CHECK(refusal(heading + "1,school,Ma\xe9va,O,,,,,,,,\n").starts_with("town.csv, line 2: a value is not UTF-8."));
    CHECK(refusal(heading + ",school,Maya,O,,,,,,,,\n") ==
          "town.csv, line 2: there is no record id. Give each record one of its own.");
    CHECK(refusal(heading + "1,school,\"Maya,O,,,,,,,,\n").starts_with("town.csv, line 2: a quote is opened"));
    CHECK(refusal(heading + "1,school,\"Maya\" Rose,O,,,,,,,,\n")
              .starts_with("town.csv, line 2: a value goes on after its closing quote."));
    CHECK(refusal("id,\"na\"me\n1,O\n").starts_with("town.csv, line 1: a value goes on after its closing quote."));
    CHECK(refusal(heading + "\xe9,school,Maya,O,,,,,,,,\n").starts_with("town.csv, line 2: a value is not UTF-8."));
    CHECK(refusal("\xff\xfei\0d").starts_with("town.csv, line 1: this is UTF-16."));
    CHECK(refusal("PK\x03\x04").starts_with("town.csv is a spreadsheet"));
    CHECK(refusal("PAR1").starts_with("town.csv is a Parquet file."));
    CHECK(refusal(heading + "1,school,Maya,O,,,,,,,,\n1,school,Leo,O,,,,,,,,\n")
              .starts_with("school: the record id \"1\" stands twice, in records"));
    CHECK(refusal(heading + "1,school,Maya,O,,,,,,NO,,\n2,school,Leo,O,,,,,,perhaps,,\n") ==
          "town.csv, line 3: sealed is \"perhaps\". It takes 1, yes or true, and 0, no, false or nothing.");
    auto mapping = made_up_mapping();
    mapping.email = {{"mail"}};
    CHECK(read(heading, 1, mapping)
              .error()
              .front()
              .text.starts_with("There is no column \"mail\" in any file, which the mapping "
                                "gives as email."));
}

TEST_CASE("values are read alike in quotes, with other separators and line ends, and with a byte-order mark") {
    const std::string_view plain = "id;name;town\r\n1;Okafor;Zedton\r\n";
    Mapping mapping;
    mapping.record_id = {{"id"}};
    mapping.surname = {{"name"}};
    mapping.town = {{"town"}};
    for (const std::string& csv :
         {std::string(plain), std::string("\xef\xbb\xbf") + "id, name, town\n\n 1 , \"Okafor\" ,\"Zedton\"",
          std::string("id\tname\ttown\n1\tOkafor\tZedton\n")}) {
        const auto records = read(csv, 2, mapping);
        REQUIRE(records);
        REQUIRE((*records)->count == 1);
        CHECK((*records)->record_id(0) == "1");
        CHECK((*records)->name_texts.text((*records)->rows[0].lanes[lane::surname]) == "okafor");
        CHECK((*records)->towns.texts.text((*records)->more_of(0).town) == "zedton");
    }
}

TEST_CASE("an empty cell between tabs, or after the last, is a value like any other") {
    Mapping mapping;
    mapping.record_id = {{"id"}};
    mapping.surname = {{"name"}};
    mapping.town = {{"town"}};
    const auto records = read("id\tname\ttown\n1\t\tZedton\n2\tOkafor\t\n\t \t\n", 1, mapping);
    CHECK(records.error().front().text.starts_with("town.csv, line 4: there is no record id."));
    const auto good = read("id\tname\ttown\n1\t\tZedton\n2\tOkafor\t\n", 1, mapping);
    REQUIRE(good);
    for (std::uint32_t i = 0; i < 2; ++i) {
        const bool is_first = (*good)->record_id(i) == "1";
        CHECK((*good)->name_texts.text((*good)->rows[i].lanes[lane::surname]) == (is_first ? "" : "okafor"));
        CHECK((*good)->towns.texts.text((*good)->more_of(i).town) == (is_first ? "zedton" : ""));
    }
}

TEST_CASE("a heading may hold a line end and separators of other files in its quotes") {
    Mapping mapping;
    mapping.record_id = {{"id"}};
    mapping.surname = {{"family\nname; now; or; ever"}};
    const auto records = read("id,\"family\nname; now; or; ever\"\n1,Okafor\n", 1, mapping);
    REQUIRE(records);
    REQUIRE((*records)->count == 1);
    CHECK((*records)->name_texts.text((*records)->rows[0].lanes[lane::surname]) == "okafor");
}

TEST_CASE("quotes inside values are read as one, however many there are in a record") {
    std::string line = "1";
    for (unsigned i = 0; i < 700; ++i)
        line += ",\"a \"\"b\"\"\"";
    RecordReader reader(line);
    REQUIRE(reader.next());
    REQUIRE(reader.values().size() == 701);
    for (std::size_t i = 1; i < 701; ++i)
        CHECK(reader.values()[i] == "a \"b\"");
}

TEST_CASE("a quoted value may hold quotes, separators and line ends, wherever the file is parted") {
    std::string csv = "id,note\n";
    for (unsigned i = 0; i < 200; ++i)
        csv += fmt::format("{},\"line \"\"one\"\"\nline, two {}\"\n", i, i);
    for (std::size_t parts = 1; parts < 40; ++parts) {
        std::size_t begin = 0, records = 0;
        for (const auto end : parted(csv, parts)) {
            RecordReader reader(std::string_view(csv).substr(begin, end - begin));
            while (reader.next()) {
                REQUIRE(reader.values().size() == 2);
                CHECK((records == 0 || reader.values()[1].starts_with("line \"one\"\nline, two")));
                ++records;
            }
            begin = end;
        }
        CHECK(records == 201);
    }
}

TEST_CASE("a reader given any bytes ends, and reads nothing beyond them") {
    std::uint64_t chance = 7;
    for (unsigned round = 0; round < 3000; ++round) {
        std::string csv = round % 2 == 0 ? "id,name\n" : "";
        for (unsigned i = 0; i < 60; ++i) {
            chance = chance * 6364136223846793005U + 1442695040888963407U;
            csv += "\",\n\r;ab1 \xc3\xa9"[(chance >> 33) % 11];
        }
        Mapping mapping;
        mapping.record_id = {{"id"}};
        mapping.surname = {{"name"}};
        const auto result = read(csv, 3, mapping);
        CHECK((result || !result.error().front().text.empty()));
    }
}

} // namespace kith::linkage
