#include "places/csv.h"

#include <doctest/doctest.h>
#include <sstream>

namespace kith::places {

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Outcome {
    Rows rows;
    std::vector<Mistake> mistakes;
    std::vector<std::int64_t> lines;
};

Outcome read(const std::string& text) {
    std::istringstream input(text);
    CsvReader csv(input);
    Outcome outcome;
    for (;;) {
        const auto read = csv.next();
        if (read == CsvReader::Read::end) return outcome;
        if (read == CsvReader::Read::mistake) {
            outcome.mistakes.push_back({csv.line(), csv.mistake()});
        } else {
            outcome.rows.emplace_back(csv.fields().begin(), csv.fields().end());
            outcome.lines.push_back(csv.line());
        }
    }
}

} // namespace

TEST_CASE("fields are told apart by commas, with and without quotation marks") {
    CHECK(read("a,b,c\n").rows == Rows{{"a", "b", "c"}});
    CHECK(read("a,\"b, c\",d\n").rows == Rows{{"a", "b, c", "d"}});
    CHECK(read("\"St \"\"Mary\"\"\",x\n").rows == Rows{{"St \"Mary\"", "x"}});
    CHECK(read(",,\n").rows == Rows{{"", "", ""}});
    CHECK(read("\"\",\"\"\n").rows == Rows{{"", ""}});
    CHECK(read("a,\n").rows == Rows{{"a", ""}});
}

TEST_CASE("the ends of lines may be LF, CRLF or missing at the very end") {
    CHECK(read("a,b\r\nc,d\r\n").rows == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read("a,b\nc,d").rows == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read("a,\"b\"").rows == Rows{{"a", "b"}});
    CHECK(read("a\n\n\r\nb\n").rows == Rows{{"a"}, {"b"}});
    CHECK(read("").rows.empty());
}

TEST_CASE("a byte order mark is no part of the first field") {
    CHECK(read("\xEF\xBB\xBFurn,name\n").rows == Rows{{"urn", "name"}});
    CHECK(read("\xEF\xBB\xBF\"urn\",name\n").rows == Rows{{"urn", "name"}});
}

TEST_CASE("a field may hold line breaks, and lines are counted as an editor counts them") {
    const auto outcome = read("a,\"one\ntwo\"\nb,c\n");
    CHECK(outcome.rows == Rows{{"a", "one\ntwo"}, {"b", "c"}});
    CHECK(outcome.lines == std::vector<std::int64_t>{1, 3});
}

TEST_CASE("a mistake names its line, and the rows behind it are still read") {
    const auto stray = read("a,b\nc\"d,e\nf,g\n");
    CHECK(stray.rows == Rows{{"a", "b"}, {"f", "g"}});
    REQUIRE(stray.mistakes.size() == 1);
    CHECK(stray.mistakes[0].line == 2);

    CHECK(read("a,\"b\"c\nd\n").mistakes.size() == 1);
    CHECK(read("a\rb\nd\n").mistakes.size() == 1);
}

TEST_CASE("a quotation mark that is never closed ends the reading") {
    const auto outcome = read("a,b\nc,\"d\ne,f\n");
    CHECK(outcome.rows == Rows{{"a", "b"}});
    REQUIRE(outcome.mistakes.size() == 1);
    CHECK(outcome.mistakes[0].line == 2);
}

TEST_CASE("text that is not UTF-8 is refused, also when it is cut off in the middle of a character") {
    CHECK(read("caf\xE9,b\n").mistakes.size() == 1);
    CHECK(read("caf\xC3,\xA9\n").mistakes.size() == 1); // two halves in two fields make no whole
    CHECK(read("caf\xC3\xA9,b\n").mistakes.empty());
    CHECK(read(std::string("a\0b,c\n", 6)).mistakes.size() == 1);
}

TEST_CASE("a row has a longest length, so that a hostile file cannot fill the memory") {
    const std::string long_field(CsvReader::longest_row + 1, 'x');
    const auto plain = read("a,b\n" + long_field + ",c\nd,e\n");
    CHECK(plain.rows == Rows{{"a", "b"}, {"d", "e"}});
    CHECK(plain.mistakes.size() == 1);

    CHECK(read("\"" + long_field + "\"\nd,e\n").mistakes.size() == 1);
    CHECK(read(std::string(CsvReader::most_fields, ',') + "\nd,e\n").mistakes.size() == 1);
    CHECK(read(std::string(CsvReader::most_fields, ',') + "\nd,e\n").rows == Rows{{"d", "e"}});
}

} // namespace kith::places
