#include "app/arguments.h"

#include <doctest/doctest.h>

using namespace kith;
using namespace kith::app;

namespace {

const Usage usage{"import wards",
                  {"FILE"},
                  {{"--database", "URL", "where"}, {"--dry", "", "only say"}, {"--year", "YYYY", "vintage", true}},
                  "Imports wards."};

std::string refusal(const std::vector<std::string>& words) {
    const auto read = Arguments::read(usage, words);
    return read ? "" : read.error().front().text;
}

} // namespace

TEST_CASE("options and operands may stand in any order") {
    const auto read = Arguments::read(usage, {"--year=2025", "wards.csv", "--database", "sqlite:x", "--dry"});
    REQUIRE(read);
    CHECK(read->operand(0) == "wards.csv");
    CHECK(read->value("--year") == "2025");
    CHECK(read->value("--database") == "sqlite:x");
    CHECK(read->given("--dry"));
}

TEST_CASE("what is not understood is named") {
    CHECK(refusal({"--yaer", "2025"}) == "There is no option --yaer.");
    CHECK(refusal({"--year", "2025"}) == "FILE is missing.");
    CHECK(refusal({"a", "b", "--year", "1"}) == "\"b\" is one word too many.");
    CHECK(refusal({"a", "--year"}) == "--year needs a value: --year YYYY.");
    CHECK(refusal({"a"}) == "--year YYYY is missing: vintage.");
    CHECK(refusal({"a", "--year", "1", "--dry=yes"}) == "--dry takes no value.");
}

TEST_CASE("words after -- are operands") {
    const auto read = Arguments::read(usage, {"--year", "1", "--", "--odd-name.csv"});
    REQUIRE(read);
    CHECK(read->operand(0) == "--odd-name.csv");
}

TEST_CASE("help shows operands, required and optional options") {
    CHECK(help(usage).starts_with("usage: kith import wards FILE [--database URL] [--dry] --year YYYY\n"));
}
