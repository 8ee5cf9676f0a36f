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
    CHECK(refusal("\xff\xfei\0d").starts_with("town.csv, line 1: this is UTF-16."));
    CHECK(refusal("PK\x03\x04").starts_with("town.csv is a spreadsheet"));
    CHECK(refusal("PAR1").starts_with("town.csv is a Parquet file."));
    CHECK(refusal(heading + "1,school,Maya,O,,,,,,,,\n1,school,Leo,O,,,,,,,,\n")
              .starts_with("school: the record id \"1\" stands twice, in records"));
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
