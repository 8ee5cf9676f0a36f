#include "families/family_views.h"

#include <doctest/doctest.h>

using namespace kith;
using namespace kith::families;
using people::Sex;

TEST_CASE("whoever is known by a year alone is a child until the last day on which they may be") {
    const people::Listed person{
        .summary = {.id = {}, .reference = *Reference::parse("22222222"), .name = {}, .year_of_birth = 2008}};
    CHECK(is_child(person, *Day::from_parts(2026, 12, 30)));
    CHECK_FALSE(is_child(person, *Day::from_parts(2026, 12, 31)));
}

TEST_CASE("every relationship has another side, and that side's other side is of the first kind") {
    for (const auto& kinship : kinships())
        for (const Sex second : people::sexes()) {
            CAPTURE(kinship.code);
            const auto other = find_kinship(back(kinship.code, second));
            REQUIRE(other);
            bool comes_back = false;
            for (const Sex first : people::sexes()) {
                const auto again = find_kinship(back(other->code, first));
                REQUIRE(again);
                CHECK(again->group == kinship.group);
                comes_back = comes_back || again->code == kinship.code;
            }
            // "Adoptive parent" comes back as itself whatever the sex; "mother" needs to be told that it is a woman.
            CHECK(comes_back);
        }
}

TEST_CASE("the other side is of the kind that answers it") {
    using enum Kinship::Group;
    const std::map<Kinship::Group, Kinship::Group> answers = {
        {parent, child},    {child, parent},    {sibling, sibling}, {partner, partner},
        {carer, cared_for}, {cared_for, carer}, {wider, wider}};
    for (const auto& kinship : kinships())
        for (const Sex second : people::sexes())
            CHECK(find_kinship(back(kinship.code, second))->group == answers.at(kinship.group));
}

TEST_CASE("codes are told apart, and each has a word") {
    std::set<std::string_view> codes;
    for (const auto& kinship : kinships()) {
        CHECK(codes.insert(kinship.code).second);
        CHECK_FALSE(kinship.word.empty());
    }
    CHECK(word("MTH") == "mother");
    CHECK(word("no such") == "");
    CHECK(back("no such", Sex::female) == "");
}

TEST_CASE("sex makes the other side plainer where it is known") {
    CHECK(back("MTH", Sex::male) == "CHILD");
    CHECK(back("CHILD", Sex::female) == "MTH");
    CHECK(back("CHILD", Sex::male) == "FTH");
    CHECK(back("CHILD", Sex::unknown) == "PRN");
    CHECK(back("NIENEPH", Sex::female) == "AUNT");
    CHECK(back("TWIN", Sex::male) == "TWIN");
    CHECK(back("PRNFOST", Sex::unknown) == "CHLDFOST");
}

TEST_CASE("turning a relationship twice gives the first") {
    Relationship relationship;
    relationship.person = Id<Person>::parse("01890a5d-ac96-774b-bcce-b302099a8057").value();
    relationship.other = Id<Person>::parse("01890a5d-ac96-774b-bcce-b302099a8058").value();
    relationship.code = "MTH";
    relationship.back = "CHILD";
    CHECK(turned(relationship).code == "CHILD");
    CHECK(turned(relationship).person == relationship.other);
    CHECK(turned(turned(relationship)).code == relationship.code);
    CHECK(turned(turned(relationship)).person == relationship.person);
}
