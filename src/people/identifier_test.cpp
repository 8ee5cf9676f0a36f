#include "people/identifier.h"

#include "base/text.h"
#include "people/address.h"
#include "people/contact.h"

#include <doctest/doctest.h>

using namespace kith;
using namespace kith::people;

// Vectors of handbook 8.5, each recomputed there.

TEST_CASE("a UPN has a check letter") {
    CHECK(is_upn("B801200005001"));
    CHECK(is_upn("H801200001001"));
    CHECK(is_upn("Y351201024001"));
    CHECK(is_upn("X35120102401A"));
    CHECK_FALSE(is_upn("A801200005001"));
}

TEST_CASE("a UPN has a shape, and a council that exists") {
    CHECK_FALSE(is_upn(""));
    CHECK_FALSE(is_upn("B80120000500"));
    CHECK_FALSE(is_upn("B8012000050011"));
    CHECK_FALSE(is_upn("I801200005001"));
    CHECK_FALSE(is_upn("X35120102401I"));
    CHECK_FALSE(is_upn("b801200005001"));
    CHECK_FALSE(is_upn("E000200005001"));
}

TEST_CASE("any one wrong figure of a UPN is noticed") {
    const std::string good = "Y351201024001";
    for (std::size_t i = 1; i < good.size(); ++i)
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string changed = good;
            changed[i] = digit;
            CHECK(is_upn(changed) == (changed == good));
        }
}

TEST_CASE("an NHS number has a check digit") {
    for (const auto* good : {"9434765919", "4582701086", "4010232137", "9990000018", "9990000026", "9990000034"})
        CHECK(is_nhs_number(good));
    for (char last = '0'; last <= '9'; ++last)
        CHECK_FALSE(is_nhs_number(std::string("999000000") + last)); // its check would be 10
    CHECK_FALSE(is_nhs_number("943476591"));
    CHECK_FALSE(is_nhs_number("94347659199"));
    CHECK_FALSE(is_nhs_number("943476591X"));
}

TEST_CASE("a number that passes its check is not verified by that") {
    const auto read = read_identifier({.scheme = Scheme::nhs_number, .value = "987 654 3210"});
    REQUIRE(read);
    CHECK(read.value().value == "9876543210");
    CHECK(passes_check(Scheme::nhs_number, "9876543210"));
    CHECK_FALSE(read.value().verified);
}

TEST_CASE("verified means that somebody says how") {
    const Identifier said{.scheme = Scheme::nhs_number, .value = "9434765919", .verified = true};
    CHECK(read_identifier(said).error().front().field == "verified_how");
    Identifier with_how = said;
    with_how.verified_how = "seen in the red book";
    CHECK(read_identifier(with_how));
}

TEST_CASE("a wrong number is refused by its field, saying what is wrong with it") {
    const auto code = [](Scheme scheme, const char* value) {
        const auto read = read_identifier({.scheme = scheme, .value = value});
        return read ? std::string() : read.error().front().field + " " + read.error().front().code;
    };
    CHECK(code(Scheme::upn, "y351-2010 24001") == "");
    CHECK(code(Scheme::upn, "A801200005001") == "value wrong_check");
    CHECK(code(Scheme::upn, "A8012") == "value wrong_shape");
    CHECK(code(Scheme::nhs_number, "9434765918") == "value wrong_check");
    CHECK(code(Scheme::nhs_number, "") == "value wrong_shape");
    CHECK(code(Scheme::council_child, "AB12") == "");
    CHECK(code(Scheme::council_child, "AB/12") == "value wrong_shape");
}

TEST_CASE("National Insurance numbers that are never given out are refused") {
    CHECK(is_national_insurance_number("AB123456C"));
    CHECK(is_national_insurance_number("AB123456"));
    CHECK_FALSE(is_national_insurance_number("QQ123456A"));
    for (const auto* prefix :
         {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "OO", "CR", "FY", "MW", "NC", "DA", "AD", "AO"})
        CHECK_FALSE(is_national_insurance_number(std::string(prefix) + "123456A"));
    CHECK_FALSE(is_national_insurance_number("AB123456E"));
    CHECK_FALSE(is_national_insurance_number("AB12345A"));
}

TEST_CASE("a council's child number is at most 20 letters and digits") {
    CHECK(is_council_child_number("A1234567890123456789"));
    CHECK_FALSE(is_council_child_number("A12345678901234567890"));
    CHECK_FALSE(is_council_child_number("A-1"));
    CHECK_FALSE(is_council_child_number(""));
}

TEST_CASE("a property reference is kept without leading zeros") {
    CHECK(uprn("000012345678") == "12345678");
    CHECK(uprn("100012345678") == "100012345678");
    CHECK_FALSE(uprn("1000123456789"));
    CHECK_FALSE(uprn("12a"));
    CHECK_FALSE(uprn("0"));
    CHECK_FALSE(uprn(""));
}

TEST_CASE("postcodes have the shapes that exist") {
    CHECK(postcode("bl90ej") == "BL9 0EJ");
    for (const auto* good : {"M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA"})
        CHECK(postcode(good) == good);
    for (const auto* bad : {"Q1 1AE", "V1 1AE", "X1 1AE", "AI1 1AE", "AJ1 1AE", "AZ1 1AE", "BL9 0CJ", "BL9 0EI",
                            "BL9 0EO", "BL9", "9BL 0EJ"})
        CHECK_FALSE(postcode(bad));
}

TEST_CASE("an address needs something to find it by") {
    CHECK(read_address({.lines = "", .postcode = " "}).error().front().code == "no_address");
    CHECK(read_address({.lines = "12 Bolton Road", .postcode = "bl90e"}).error().front().field == "postcode");
    CHECK(read_address({.lines = "12 Bolton Road", .uprn = "x"}).error().front().field == "uprn");
    const auto read = read_address({.lines = "12 Bolton Road\nBury", .postcode = "bl90ej", .uprn = "0012"});
    REQUIRE(read);
    CHECK(words(read.value()) == "12 Bolton Road, Bury, BL9 0EJ");
    CHECK(read.value().uprn == "12");
}

TEST_CASE("a landline tells where somebody lives, a mobile does not") {
    CHECK(tells_location({ContactKind::telephone, "01632 960123"}));
    CHECK(tells_location({ContactKind::telephone, "+44 20 7946 0000"}));
    for (const auto* number : {"(+44) 1632 960101", "44 1632 960101", "960123", "+353 1 960 0123", "07700 9001"})
        CHECK_MESSAGE(tells_location({ContactKind::telephone, number}), number);
    for (const auto* number : {"07700 900123", "+44 7700 900123", "(+44) 7700 900123", "447700900123"})
        CHECK_FALSE_MESSAGE(tells_location({ContactKind::telephone, number}), number);
    CHECK_FALSE(tells_location({ContactKind::email, "01@example.org"}));
    CHECK(tells_location({ContactKind::telephone, "07700 900123 or 01632 960123"}));
    CHECK(tells_location({ContactKind::telephone, "07700 900123 ext 01632960123"}));
    for (const auto* whole : {"01632 960123", "0800 1111 11", "+44 7700 900123", "+353 1 960 0123", "(+44) 1632 960101",
                              "447700900123", "0800 1111", "01632 960123 ext 204"})
        CHECK_MESSAGE(is_telephone(whole), whole);
    for (const auto* none : {"01632 9601", "01632 9601 ext 204", "960123", "101", "07700 900123 4",
                             "07700 900123 07700 900124", "ask mum", ""})
        CHECK_FALSE_MESSAGE(is_telephone(none), none);
    CHECK(read_contact({ContactKind::telephone, "12"}).error().front().code == "no_telephone");
    CHECK(read_contact({ContactKind::email, "maya@example"}).error().front().code == "no_email");
    CHECK(read_contact({ContactKind::email, "maya@example.org"}));
}
