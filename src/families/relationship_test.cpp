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

namespace {

const auto dana = Id<Person>::parse("01890a5d-ac96-774b-bcce-b302099a8057").value();
const auto maya = Id<Person>::parse("01890a5d-ac96-774b-bcce-b302099a8058").value();
const auto today = *Day::from_parts(2026, 11, 23);

people::Birth in_the_year(int year) {
    return people::Birth::on(people::PartDay::from_parts(year, 0, 0, "UUA").value());
}

// "" when nothing stands against it.
std::string against(const Relationship& said, const std::vector<Relationship>& standing, const people::Birth& one = {},
                    const people::Birth& other = {}) {
    const auto problem = contradiction(said, standing, one, other, today);
    return problem ? problem->code : "";
}

Relationship says(Id<Person> person, const char* code, Id<Person> other, const char* back = "CHILD") {
    return {.person = person, .other = other, .code = code, .back = back};
}

} // namespace

TEST_CASE("nobody is a parent of their own parent, from whichever side it is said, now or before") {
    auto standing = says(dana, "MTH", maya);
    CHECK(against(says(maya, "MTH", dana), {standing}) == "the_other_way_round");
    CHECK(against(says(dana, "CHILD", maya, "PRN"), {standing}) == "the_other_way_round");
    CHECK(against(says(maya, "MTH", dana), {turned(standing)}) == "the_other_way_round");
    standing.until = today - 1;
    CHECK(against(says(maya, "ADOPTP", dana, "CHLDADOPT"), {standing}) == "the_other_way_round");
    CHECK(against(says(maya, "CHILD", dana, "MTH"), {standing}) == "");
    CHECK(against(says(maya, "NBOR", dana, "NBOR"), {standing}) == "");
    CHECK(against(says(maya, "MTH", dana), {}) == "");
}

TEST_CASE("nobody is born after their child, as far as the years are known; a stepmother may be") {
    const auto young = in_the_year(2017), old = in_the_year(1992);
    CHECK(against(says(maya, "MTH", dana), {}, young, old) == "born_after_the_child");
    CHECK(against(says(dana, "CHILD", maya, "MTH"), {}, old, young) == "born_after_the_child");
    CHECK(against(says(dana, "MTH", maya), {}, old, young) == "");
    CHECK(against(says(maya, "STPMTH", dana, "STPCHLD"), {}, young, old) == "");
    CHECK(against(says(maya, "MTH", dana), {}, young, {}) == "");
    CHECK(against(says(maya, "MTH", dana), {}, young, young) == "");
    const auto about = people::Birth::on(people::PartDay::from_parts(2017, 0, 0, "UUE").value());
    CHECK(against(says(maya, "MTH", dana), {}, about, old) == "");
    CHECK(against(says(maya, "MTH", dana), {}, people::Birth::expected(today + 30), old) == "born_after_the_child");
}

TEST_CASE("nobody is mother and father of one child at a time") {
    auto mother = says(dana, "MTH", maya);
    CHECK(against(says(dana, "FTH", maya), {mother}) == "mother_and_father");
    CHECK(against(says(maya, "CHILD", dana, "FTH"), {mother}) == "mother_and_father");
    CHECK(against(says(dana, "NMTH", maya, "NCHILD"), {mother}) == "");
    CHECK(against(says(dana, "PRN", maya), {mother}) == "");
    mother.until = today - 1;
    CHECK(against(says(dana, "FTH", maya), {mother}) == "");
}

TEST_CASE("two mothers are the same parenthood, a stepmother and a mother are not") {
    CHECK(is_the_same_parenthood("MTH", "NMTH"));
    CHECK(is_the_same_parenthood("FTH", "FTH"));
    CHECK_FALSE(is_the_same_parenthood("MTH", "FTH"));
    CHECK_FALSE(is_the_same_parenthood("MTH", "STPMTH"));
    CHECK_FALSE(is_the_same_parenthood("SIB", "SIB"));
}

TEST_CASE("two times overlap where there is a day of both; without a first day it is so today") {
    const auto overlaps = [&](std::optional<Day> from, std::optional<Day> until, std::optional<Day> other_from,
                              std::optional<Day> other_until) {
        CHECK(overlap(from, until, other_from, other_until, today) ==
              overlap(other_from, other_until, from, until, today));
        return overlap(from, until, other_from, other_until, today);
    };
    CHECK(overlaps({}, {}, {}, {}));
    CHECK(overlaps({}, today, today, {}));
    CHECK_FALSE(overlaps({}, today - 1, {}, {}));
    CHECK_FALSE(overlaps({}, today, today + 1, {}));
    CHECK_FALSE(overlaps(today - 9, today - 5, {}, {}));
    CHECK(overlaps(today - 9, today - 5, today - 5, today - 1));
    CHECK_FALSE(overlaps(today - 9, today - 6, today - 5, today - 1));
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
