#include "linkage/hard_cases_test.h"

#include <doctest/doctest.h>

// One person whose name is written in many ways, and people whose names only seem to be one.

namespace kith::linkage::hard_cases {

namespace {

const bool told = tell({
    // South Asian: order, Begum, Kaur and Singh.
    {.id = "swap.one",
     .source = "school",
     .forename = "Tahmina",
     .surname = "Laskar",
     .born = "2009-08-14",
     .sex = "F",
     .house = "3",
     .street = "Alma Road",
     .postcode = "PN1 1AA"},
    {.id = "swap.two",
     .source = "housing",
     .forename = "LASKAR",
     .surname = "TAHMINA",
     .born = "2009-08-14",
     .sex = "F",
     .house = "3",
     .street = "ALMA ROAD",
     .postcode = "PN1 1AA"},
    {.id = "begum.one",
     .source = "health",
     .forename = "Shirina",
     .surname = "Begum",
     .born = "1983-05-27",
     .sex = "F",
     .house = "18",
     .street = "Nile Street",
     .postcode = "PN1 2AB"},
    {.id = "begum.two",
     .source = "housing",
     .forename = "SHIRINA",
     .surname = "MIAH",
     .born = "1983-05-27",
     .sex = "F",
     .house = "18",
     .street = "NILE STREET",
     .postcode = "PN1 2AB"},
    {.id = "begum.other",
     .source = "health",
     .forename = "Shirina",
     .surname = "Begum",
     .born = "1990-01-19",
     .sex = "F",
     .house = "44",
     .street = "Dock View",
     .postcode = "PN1 3AD"},
    {.id = "kaur.one",
     .source = "health",
     .forename = "Jaswant",
     .surname = "Kaur",
     .born = "1975-10-30",
     .sex = "F",
     .house = "9",
     .street = "Ferry Lane",
     .postcode = "PN1 4AE"},
    {.id = "kaur.two",
     .source = "ehm",
     .forename = "Jaswant",
     .surname = "Dhesi",
     .born = "1975-10-30",
     .sex = "F",
     .house = "9",
     .street = "Ferry Lane",
     .postcode = "PN1 4AE",
     .middle = "Kaur"},
    {.id = "singh.one",
     .source = "school",
     .forename = "Harjot",
     .surname = "Singh",
     .born = "2012-04-06",
     .sex = "M",
     .house = "9",
     .street = "Ferry Lane",
     .postcode = "PN1 4AE"},
    {.id = "singh.two",
     .source = "health",
     .forename = "Harjot",
     .surname = "Singh Dhesi",
     .born = "2012-04-06",
     .sex = "M",
     .house = "9",
     .street = "Ferry Lane",
     .postcode = "PN1 4AE"},
    // Mohammed, left out and spelt in six ways.
    {.id = "mo.one",
     .source = "school",
     .forename = "Mohammed Zakariya",
     .surname = "Chaudhri",
     .born = "2010-09-18",
     .sex = "M",
     .house = "27",
     .street = "Vine Street",
     .postcode = "PN1 5AF"},
    {.id = "mo.two",
     .source = "health",
     .forename = "Muhammad Zakariya",
     .surname = "Chaudhri",
     .born = "2010-09-18",
     .sex = "M",
     .house = "27",
     .street = "Vine Street",
     .postcode = "PN1 5AF"},
    {.id = "mo.three",
     .source = "ehm",
     .forename = "Zakariya",
     .surname = "Chaudhri",
     .born = "2010-09-18",
     .sex = "M",
     .house = "27",
     .street = "Vine Street",
     .postcode = "PN1 5AF"},
    {.id = "mo.four",
     .source = "police",
     .forename = "MD ZAKARIYA",
     .surname = "CHAUDHRI",
     .born = "2010-09-18",
     .sex = "M",
     .house = "27",
     .street = "VINE STREET",
     .postcode = "PN1 5AF"},
    {.id = "mo.five",
     .source = "social",
     .forename = "Mohamed-Zakariya",
     .surname = "Chaudhri",
     .born = "2010-09-18",
     .sex = "M",
     .house = "27",
     .street = "Vine Street",
     .postcode = "PN1 5AF"},
    {.id = "mo.six",
     .source = "housing",
     .forename = "MUHAMMED ZAKARIYA",
     .surname = "CHAUDHRI",
     .born = "2010-09-18",
     .sex = "M",
     .house = "27",
     .street = "VINE STREET",
     .postcode = "PN1 5AF"},
    {.id = "mo.seven",
     .source = "health",
     .forename = "Mohammad Zakariya",
     .surname = "Chaudhri",
     .born = "2010-09-18",
     .sex = "M",
     .house = "27",
     .street = "Vine Street",
     .postcode = "PN1 5AF"},
    // Brothers who share Mohammed.
    {.id = "mo.brother",
     .source = "school",
     .forename = "Mohammed Yahya",
     .surname = "Chaudhri",
     .born = "2013-02-07",
     .sex = "M",
     .house = "27",
     .street = "Vine Street",
     .postcode = "PN1 5AF"},
    // A patronymic surname: the child bears the father's given name.
    {.id = "father.one",
     .source = "housing",
     .forename = "Abdul Matin",
     .surname = "Talukdar",
     .born = "1978-06-12",
     .sex = "M",
     .house = "33",
     .street = "Orchard Walk",
     .postcode = "PN1 6AG"},
    {.id = "child.one",
     .source = "school",
     .forename = "Nusaybah",
     .surname = "Matin",
     .born = "2014-12-03",
     .sex = "F",
     .house = "33",
     .street = "Orchard Walk",
     .postcode = "PN1 6AG"},
    {.id = "child.two",
     .source = "health",
     .forename = "Nusaybah",
     .surname = "Matin",
     .born = "2014-12-03",
     .sex = "F",
     .house = "33",
     .street = "Orchard Walk",
     .postcode = "PN1 6AG"},
    // Chinese: order, spacing, an English given name.
    {.id = "wong.one",
     .source = "school",
     .forename = "Chi Lok",
     .surname = "Wong",
     .born = "2011-05-15",
     .sex = "M",
     .house = "12",
     .street = "Canal Street",
     .postcode = "PN1 7AH",
     .phone = "01632960011"},
    {.id = "wong.two",
     .source = "housing",
     .forename = "WONG",
     .surname = "CHI LOK",
     .born = "2011-05-15",
     .sex = "M",
     .house = "12",
     .street = "CANAL STREET",
     .postcode = "PN1 7AH",
     .phone = "01632960011"},
    {.id = "wong.three",
     .source = "health",
     .forename = "Chilok",
     .surname = "Wong",
     .born = "2011-05-15",
     .sex = "M",
     .house = "12",
     .street = "Canal Street",
     .postcode = "PN1 7AH"},
    {.id = "wong.four",
     .source = "ehm",
     .forename = "Jason",
     .surname = "Wong",
     .born = "2011-05-15",
     .sex = "M",
     .house = "12",
     .street = "Canal Street",
     .postcode = "PN1 7AH",
     .phone = "01632960011",
     .middle = "Chi Lok"},
    // Double-barrelled: hyphen, part, reversed.
    {.id = "barrel.one",
     .source = "school",
     .forename = "Tamsin",
     .surname = "Hartley-Voss",
     .born = "2013-09-22",
     .sex = "F",
     .house = "5",
     .street = "Kiln Lane",
     .postcode = "PN1 8AJ"},
    {.id = "barrel.two",
     .source = "health",
     .forename = "Tamsin",
     .surname = "Hartley Voss",
     .born = "2013-09-22",
     .sex = "F",
     .house = "5",
     .street = "Kiln Lane",
     .postcode = "PN1 8AJ"},
    {.id = "barrel.three",
     .source = "ehm",
     .forename = "Tamsin",
     .surname = "Voss",
     .born = "2013-09-22",
     .sex = "F",
     .house = "5",
     .street = "Kiln Lane",
     .postcode = "PN1 8AJ"},
    {.id = "barrel.four",
     .source = "police",
     .forename = "TAMSIN",
     .surname = "VOSS-HARTLEY",
     .born = "2013-09-22",
     .sex = "F",
     .house = "5",
     .street = "KILN LANE",
     .postcode = "PN1 8AJ"},
    // Polish and Romanian: accents and gendered endings.
    {.id = "polish.one",
     .source = "school",
     .forename = "Łucja",
     .surname = "Żurawska",
     .born = "2012-01-29",
     .sex = "F",
     .house = "40",
     .street = "Tower Road",
     .postcode = "PN1 9AL"},
    {.id = "polish.two",
     .source = "housing",
     .forename = "LUCJA",
     .surname = "ZURAWSKI",
     .born = "2012-01-29",
     .sex = "F",
     .house = "40",
     .street = "TOWER ROAD",
     .postcode = "PN1 9AL"},
    {.id = "polish.father",
     .source = "housing",
     .forename = "PAWEL",
     .surname = "ZURAWSKI",
     .born = "1982-03-11",
     .sex = "M",
     .house = "40",
     .street = "TOWER ROAD",
     .postcode = "PN1 9AL"},
    {.id = "romanian.one",
     .source = "health",
     .forename = "Ștefan",
     .surname = "Țurcanu",
     .born = "1991-07-07",
     .sex = "M",
     .house = "1",
     .street = "Station Yard",
     .postcode = "PN2 1AN"},
    {.id = "romanian.two",
     .source = "police",
     .forename = "STEFAN",
     .surname = "TURCANU",
     .born = "1991-07-07",
     .sex = "M",
     .house = "1",
     .street = "STATION YARD",
     .postcode = "PN2 1AN"},
    // Arabic and Somali names of three parts, and transliteration.
    {.id = "somali.one",
     .source = "school",
     .forename = "Hodan",
     .surname = "Warfa",
     .born = "2010-11-11",
     .sex = "F",
     .house = "62",
     .street = "Lime Court",
     .postcode = "PN2 2AP",
     .middle = "Abdirisaq"},
    {.id = "somali.two",
     .source = "health",
     .forename = "Hodan",
     .surname = "Abdirisaq",
     .born = "2010-11-11",
     .sex = "F",
     .house = "62",
     .street = "Lime Court",
     .postcode = "PN2 2AP"},
    {.id = "arabic.one",
     .source = "health",
     .forename = "Khadija",
     .surname = "Al-Husseini",
     .born = "1988-02-16",
     .sex = "F",
     .house = "7",
     .street = "Ridge View",
     .postcode = "PN2 3AQ"},
    {.id = "arabic.two",
     .source = "housing",
     .forename = "KHADEEJA",
     .surname = "ALHUSSAINI",
     .born = "1988-02-16",
     .sex = "F",
     .house = "7",
     .street = "RIDGE VIEW",
     .postcode = "PN2 3AQ"},
    // Everyday names: they chain, but not on to other names.
    {.id = "liz.one",
     .source = "health",
     .forename = "Elizabeth",
     .surname = "Carnforth",
     .born = "1969-12-20",
     .sex = "F",
     .house = "16",
     .street = "Bell Lane",
     .postcode = "PN2 4AR"},
    {.id = "liz.two",
     .source = "ehm",
     .forename = "Liz",
     .surname = "Carnforth",
     .born = "1969-12-20",
     .sex = "F",
     .house = "16",
     .street = "Bell Lane",
     .postcode = "PN2 4AR"},
    {.id = "liz.three",
     .source = "police",
     .forename = "BETH",
     .surname = "CARNFORTH",
     .born = "1969-12-20",
     .sex = "F",
     .house = "16",
     .street = "BELL LANE",
     .postcode = "PN2 4AR"},
    {.id = "bethany.one",
     .source = "school",
     .forename = "Bethany",
     .surname = "Carnforth",
     .born = "2005-06-18",
     .sex = "F",
     .house = "16",
     .street = "Bell Lane",
     .postcode = "PN2 4AR"},
    // Initials.
    {.id = "initial.one",
     .source = "health",
     .forename = "Percival",
     .surname = "Oakshott",
     .born = "1994-03-28",
     .sex = "M",
     .house = "90",
     .street = "Chapel Brow",
     .postcode = "PN2 5AS"},
    {.id = "initial.two",
     .source = "police",
     .forename = "P",
     .surname = "OAKSHOTT",
     .born = "1994-03-28",
     .sex = "M",
     .house = "90",
     .street = "CHAPEL BROW",
     .postcode = "PN2 5AS"},
    // Marriage and back to the maiden name.
    {.id = "married.one",
     .source = "school",
     .forename = "Philippa",
     .surname = "Ravenscar",
     .born = "1989-10-05",
     .sex = "F",
     .house = "8",
     .street = "Wharf Road",
     .postcode = "PN2 6AT"},
    {.id = "married.two",
     .source = "health",
     .forename = "Philippa",
     .surname = "Tindall",
     .born = "1989-10-05",
     .sex = "F",
     .house = "8",
     .street = "Wharf Road",
     .postcode = "PN2 6AT",
     .former = "Ravenscar"},
    {.id = "married.three",
     .source = "ehm",
     .forename = "Philippa",
     .surname = "Ravenscar",
     .born = "1989-10-05",
     .sex = "F",
     .house = "21",
     .street = "Holm Street",
     .postcode = "PN2 7AU"},
    // Gender recognition: name and sex change, the health number stays until a new one is given.
    {.id = "former.self",
     .source = "school",
     .forename = "Daniel",
     .surname = "Lethbridge",
     .born = "2004-08-08",
     .sex = "M",
     .house = "13",
     .street = "Heron Close",
     .postcode = "PN2 8AW",
     .nhs = "9990000018"},
    // An Arabic name of three parts, the middle one with the forename or with the surname.
    {.id = "salim.one",
     .source = "school",
     .forename = "Yousef Salim",
     .surname = "Al-Harbi",
     .born = "2011-06-17",
     .sex = "M",
     .house = "44",
     .street = "Linnet Way",
     .postcode = "PN2 9AX"},
    {.id = "salim.two",
     .source = "health",
     .forename = "Yousef",
     .surname = "Salim Al Harbi",
     .born = "2011-06-17",
     .sex = "M",
     .house = "44",
     .street = "Linnet Way",
     .postcode = "PN2 9AX"},
    {.id = "present.self",
     .source = "health",
     .forename = "Danielle",
     .surname = "Lethbridge",
     .born = "2004-08-08",
     .sex = "F",
     .house = "13",
     .street = "Heron Close",
     .postcode = "PN2 8AW",
     .nhs = "9990000018"},
});

} // namespace

TEST_CASE("first and last name in the other order are one person") {
    CHECK(one_person("swap.one", "swap.two"));
}

TEST_CASE("Begum beside the husband's surname is one person, and another Begum is not") {
    REQUIRE(told);
    CHECK(one_person("begum.one", "begum.two"));
    CHECK_FALSE(one_person("begum.one", "begum.other"));
    CHECK_FALSE(one_household("begum.one", "begum.other"));
}

TEST_CASE("Kaur and Singh as middle or last name are one person each, mother and son of one household") {
    CHECK(one_person("kaur.one", "kaur.two"));
    CHECK(one_person("singh.one", "singh.two"));
    CHECK_FALSE(one_person("kaur.two", "singh.two"));
    CHECK(one_household("kaur.two", "singh.two"));
}

TEST_CASE("Mohammed in six spellings or left out is one boy") {
    CHECK(are_one_person({"mo.one", "mo.two", "mo.three", "mo.four", "mo.five", "mo.six", "mo.seven"}));
}

TEST_CASE("brothers who share Mohammed are two people of one household") {
    CHECK_FALSE(one_person("mo.one", "mo.brother"));
    CHECK(one_household("mo.one", "mo.brother"));
}

TEST_CASE("a child who bears the father's given name is of his household") {
    CHECK(one_person("child.one", "child.two"));
    CHECK_FALSE(one_person("child.one", "father.one"));
    CHECK(one_household("child.one", "father.one"));
}

TEST_CASE("a Chinese name in the other order or joined is one person") {
    CHECK(are_one_person({"wong.one", "wong.two", "wong.three"}));
}

TEST_CASE("an English given name beside the Chinese one is one person") {
    CHECK(one_person("wong.one", "wong.four"));
}

TEST_CASE("a double-barrelled name with a hyphen, with a space, in part and reversed is one person") {
    CHECK(are_one_person({"barrel.one", "barrel.two", "barrel.three", "barrel.four"}));
}

TEST_CASE("a Polish name without accents and with the other ending is one person, not her father") {
    CHECK(one_person("polish.one", "polish.two"));
    CHECK_FALSE(one_person("polish.two", "polish.father"));
    CHECK(one_household("polish.two", "polish.father"));
}

TEST_CASE("a Romanian name without accents is one person") {
    CHECK(one_person("romanian.one", "romanian.two"));
}

TEST_CASE("a Somali name of three parts is one person by either last name") {
    CHECK(one_person("somali.one", "somali.two"));
}

TEST_CASE("an Arabic name of three parts, the middle one on either side, is one person") {
    CHECK(one_person("salim.one", "salim.two"));
}

TEST_CASE("an Arabic name in two transliterations is one person") {
    CHECK(one_person("arabic.one", "arabic.two"));
}

TEST_CASE("Elizabeth, Liz and Beth are one woman, and Bethany is her daughter") {
    CHECK(are_one_person({"liz.one", "liz.two", "liz.three"}));
    CHECK_FALSE(one_person("liz.three", "bethany.one"));
    CHECK(one_household("liz.three", "bethany.one"));
}

TEST_CASE("an initial with birthday and address is one person") {
    CHECK(one_person("initial.one", "initial.two"));
}

TEST_CASE("a married name and the maiden name again, elsewhere, are one person") {
    CHECK(are_one_person({"married.one", "married.two", "married.three"}));
}

TEST_CASE("another name and sex with the same health number and birthday is one person") {
    CHECK(one_person("former.self", "present.self"));
}

} // namespace kith::linkage::hard_cases
