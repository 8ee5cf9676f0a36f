#include "base/clock.h"
#include "people/search.h"

#include <doctest/doctest.h>

using namespace kith;
using namespace kith::people;

namespace {

std::vector<std::string> terms(std::string_view typed) {
    std::vector<std::string> from;
    for (const auto& term : read_terms(typed))
        from.push_back(term.from);
    return from;
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("names are looked for by their beginnings") {
    CHECK(terms("  Maya   O'Brien-Smith ") == Words{"maya", "obrien", "smith"});
    CHECK(terms("Zoë") == Words{"zoe"});
    CHECK(terms("").empty());
    CHECK(terms(" ,; ").empty());
    CHECK(read_terms("may").front().covers("maya"));
    CHECK(read_terms("may").front().covers("may"));
    CHECK_FALSE(read_terms("may").front().covers("max"));
    CHECK_FALSE(read_terms("may").front().covers("mb"));
}

TEST_CASE("parts of a date are read as people write them") {
    CHECK(terms("2017") == Words{"2017"});
    CHECK(terms("march 2017") == Words{"2017-03"});
    CHECK(terms("mar 2017") == Words{"2017-03"});
    CHECK(terms("3/2017") == Words{"2017-03"});
    CHECK(terms("14/3/2017") == Words{"2017-03-14"});
    CHECK(terms("14.03.2017") == Words{"2017-03-14"});
    CHECK(terms("2017-03-14") == Words{"2017-03-14"});
    CHECK(terms("14 3 2017") == Words{"2017-03-14"});
    CHECK(terms("14th March 2017") == Words{"2017-03-14"});
    CHECK(terms("maya 14 march 2017 okafor") == Words{"maya", "2017-03-14", "okafor"});
    CHECK(terms("May Okafor") == Words{"may", "okafor"});
    CHECK(terms("April 2017 Smith") == Words{"2017-04", "smith"});
}

TEST_CASE("a year is a year, not the beginning of a telephone number") {
    const auto year = read_terms("2017").front();
    CHECK(year.covers("2017"));
    CHECK_FALSE(year.covers("201701"));
    CHECK_FALSE(year.covers("2017-03"));
    CHECK(read_terms("march 2017").front().covers("2017-03-14"));
}

TEST_CASE("postcodes are read whole and in part") {
    CHECK(terms("BL9 0EJ") == Words{"bl90ej"});
    CHECK(terms("bl90ej") == Words{"bl90ej"});
    CHECK(terms("okafor bl9") == Words{"okafor", "bl9"});
    CHECK(terms("bl9 0") == Words{"bl90"});
    CHECK(terms("m1 smith") == Words{"m1", "smith"});
}

TEST_CASE("numbers are one term however they are spaced") {
    CHECK(terms("01632 960 123") == Words{"01632960123"});
    CHECK(terms("+44 1632 960123") == Words{"01632960123"});
    CHECK(terms("943 476 5919") == Words{"9434765919"});
    CHECK(terms("943-476-5919") == Words{"9434765919"});
    CHECK(terms("Y351201024001") == Words{"y351201024001"});
}

TEST_CASE("a reference is one term with its space") {

    class Fixed final : public Random {
        void fill(std::span<unsigned char> bytes) override {
            std::fill(bytes.begin(), bytes.end(), static_cast<unsigned char>(30));
        }
    } fixed;

    const auto made = Reference::make(fixed);
    std::string lower = made.text();
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    CHECK(terms(made.spoken()) == Words{"#" + lower});
    CHECK(terms(made.text()) == Words{"#" + lower});
}

TEST_CASE("of what was typed the name is what is neither date nor postcode, number or reference") {
    const auto typed = [](std::string_view words) {
        const auto name = name_typed(words);
        return name.given + "|" + name.family;
    };
    CHECK(typed("zara shah") == "Zara|Shah");
    CHECK(typed("Zara Grace O'Brien") == "Zara Grace|O'Brien");
    CHECK(typed("Shah, Zara") == "Zara|Shah");
    CHECK(typed("zara") == "Zara|");
    CHECK(typed("14 march 2017 zara shah nb4 1aa 07700 900123") == "Zara|Shah");
    CHECK(typed("2017") == "|");
}

TEST_CASE("at most eight terms are looked for") {
    CHECK(terms("a b c d e f g h i j").size() == 8);
}
