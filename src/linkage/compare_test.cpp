#include "linkage/compare.h"
#include "linkage/made_up_test.h"
#include "linkage/syllables.h"

#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

// "forename,surname,born" of two records of a girl, and what is compared.
unsigned level_between(const std::string& one, const std::string& other, unsigned which) {
    const auto line = [](const std::string& id, const std::string& person) {
        return id + ",health," + person + ",F,4,ZX1 1AF,,,,\n";
    };
    const auto records = read(std::string(made_up_heading) + line("a", one) + line("b", other));
    REQUIRE(records);
    Comparer comparer(*records.value());
    const auto level = level_in(comparer.compare(0, 1), which);
    CHECK(level_in(comparer.compare(1, 0), which) == level);
    return level;
}

unsigned forenames(const std::string& one, const std::string& other) {
    return level_between(one + ",2014-03-05", other + ",2014-03-05", comparison::forename);
}

unsigned surnames(const std::string& one, const std::string& other) {
    return level_between(one + ",2014-03-05", other + ",2014-03-05", comparison::surname);
}

unsigned births(const std::string& one, const std::string& other) {
    return level_between(one, other, comparison::birth);
}

} // namespace

TEST_CASE("names are taken apart into syllables where they are written in such") {
    for (const auto one : {"ming", "wing", "sze", "kwok", "tsz", "lau", "ng"})
        CHECK_MESSAGE(syllables(one) == 1, one);
    for (const auto two : {"xiaoming", "wingsze", "waiyan", "junjie", "manyee"})
        CHECK_MESSAGE(syllables(two) == 2, two);
    for (const auto none : {"", "smith", "charlotte", "jack", "bhattacharya", "wolverhamptonian"})
        CHECK_MESSAGE(syllables(none) == 0, none);
}

TEST_CASE("a given name in syllables is one name, joined, apart, with a hyphen or behind another") {
    CHECK(forenames("Xiao Ming,Lau", "Xiaoming,Lau") == level::same);
    CHECK(forenames("Xiao-Ming,Lau", "XIAO MING,Lau") == level::same);
    CHECK(forenames("Grace Xiao Ming,Lau", "Xiaoming,Lau") == level::forename_initial_or_middle);
    CHECK(forenames("Xiao Ming,Lau", "\"Lau\",Xiaoming") == level::forename_swapped);
    // Beside another surname the second is a middle name.
    CHECK(forenames("Jo Ann,Pemberton", "Jo,Pemberton") == level::same);
}

TEST_CASE("a name in syllables and one of another kind may be one person's, where the surname is in syllables too") {
    CHECK(forenames("Man Yee,Lau", "Brisha,Lau") == level::forename_other_kind);
    CHECK(forenames("Man Yee,Lau", "Lau,Brisha") == level::forename_other_kind);
    CHECK(forenames("Man Yee,Pemberton", "Brisha,Pemberton") == level::forename_different);
    CHECK(forenames("Man Yee,Lau", "Wing Sze,Lau") == level::forename_different);
    CHECK(forenames("Grace,Lau", "Brisha,Lau") == level::forename_different);
}

TEST_CASE("the beginning or the end of a name is short for it") {
    CHECK(forenames("Babatunde,Ibe", "Tunde,Ibe") == level::forename_nickname);
    CHECK(forenames("Alexandru,Sandu", "Alex,Sandu") == level::forename_nickname);
    CHECK(forenames("Joanne,Quill", "Anne,Quill") == level::forename_nickname);
    CHECK(forenames("Leonora,Quill", "Ora,Quill") != level::forename_nickname); // too short to say
    CHECK(forenames("Paula,Quill", "Paul,Quill") != level::forename_nickname);  // one letter apart
}

TEST_CASE("any of the given names may stand where the surname should") {
    CHECK(forenames("Mohd Usman,Salim", "Salim,Muhammad-Usman") == level::forename_swapped);
    CHECK(forenames("Mohamed Zain,Khan", "Khan,Zain") == level::forename_swapped);
    CHECK(forenames("Harpreet,Kaur", "Kaur,H") == level::forename_swapped);
    CHECK(forenames("Mohamed Zain,Khan", "Khan,Bilal") == level::forename_different);
    // A name that stands alone may be the surname.
    CHECK(surnames("Dylan,", "Macdonald,Dylan") == level::surname_as_forename);
    CHECK(surnames("Dylan,", "Macdonald,Fenwick") == level::unknown);
}

TEST_CASE("a newborn without a birthday is one of the children, and bears any surname") {
    CHECK(births("Baby,Quill,", "Ada,Quill,2014-03-05") == level::birth_newborn);
    CHECK(births("Unborn,Quill,", "Baby Girl,Quill,2014-03-05") == level::birth_newborn);
    CHECK(births("Baby,Quill,", "Baby Girl,Quill,") == level::unknown); // nothing says when records were made
    CHECK(births(",Quill,", "Ada,Quill,2014-03-05") == level::unknown);
    CHECK(births("Baby,Quill,2014-03-05", "Ada,Quill,2014-03-05") == level::same);
    CHECK(surnames("Baby,Quill", "Ada,Penhallow") == level::unknown);
    CHECK(surnames("Eva,Quill", "Ada,Penhallow") == level::surname_different);
}

TEST_CASE("a newborn's record is not its mother's") {
    const auto records =
        read(std::string(made_up_heading) + "a,health,Baby,Quill,,F,4,ZX1 1AF,,,,\n" +
             "b,health,Ada,Quill,1988-03-05,F,4,ZX1 1AF,,,,\n" + "c,health,Eva,Quill,2014-03-05,F,4,ZX1 1AF,,,,\n");
    REQUIRE(records);
    const auto& all = *records.value();
    Comparer comparer(all);
    const auto number = [&](std::string_view id) {
        std::uint32_t at = 0;
        while (all.record_id(at) != id)
            ++at;
        return at;
    };
    CHECK(level_in(comparer.compare(number("a"), number("b")), comparison::birth) == level::birth_different);
    CHECK(level_in(comparer.compare(number("a"), number("c")), comparison::birth) == level::birth_newborn);
}

} // namespace kith::linkage
