// What the pages of a family and its people say of the help they get.
#include "access/register.h"
#include "agencies/agency_store.h"
#include "db/database.h"
#include "families/family_store.h"
#include "people/search_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::episodes {

namespace {

struct Okafors {
    people::Summary maya;
    families::FamilyLine family;

    std::string person_path() const { return "/people/" + maya.reference.text(); }

    std::string family_path() const { return "/families/" + family.reference.text(); }
};

Okafors okafors(Town& town) {
    return town.reading([&](db::Reader& reader) {
        const auto sam = town.viewer("sam");
        const auto found = people::find_people(reader, sam, "maya okafor", 1, town.clock().now());
        const auto maya = found.matches.front().candidate.summary;
        return Okafors{maya, families::families_of(reader, sam, maya.id, town.clock().now()).front()};
    });
}

Episode helped(Town& town, const Okafors& whom, Id<agencies::Agency> agency, Id<access::Posting> lead = {}) {
    return town.writing([&](db::Writer& writer) {
        return open_episode(writer, town.viewer("priya"),
                            {.family = whom.family.id,
                             .people = {whom.maya.id},
                             .agency = agency,
                             .level = "3",
                             .agreed = true,
                             .lead = lead,
                             .contacts = {town.viewer("grace").posting}});
    });
}

} // namespace

TEST_CASE("the pages of a family and its people say who helps, and lead to it") {
    on_each_town([](Town& town) {
        const auto whom = okafors(town);
        CHECK_FALSE(town.get("sam", whom.family_path()).says("Being helped now"));
        const auto sam = town.viewer("sam");
        const auto help = "/episodes/" + helped(town, whom, sam.agency, sam.posting).reference.text();
        for (const auto& path : {whom.family_path(), whom.person_path()}) {
            CAPTURE(path);
            const auto page = town.get("sam", path);
            CHECK(page.link("Being helped now") == help);
            CHECK(page.says("Sam Okoro, "));
            CHECK(page.says("Level 3"));
        }
    });
}

TEST_CASE("whoever may know the fact alone reads who helps since when, and not how far it has got") {
    on_each_town([](Town& town) {
        const auto whom = okafors(town);
        const auto sam = town.viewer("sam");
        helped(town, whom, sam.agency, sam.posting);
        const auto page = town.get("priya", whom.person_path());
        CHECK(page.says("Being helped now"));
        CHECK(page.says("Sam Okoro"));
        CHECK_FALSE(page.says("Level 3"));
        for (const auto* outsider : {"nadia", "shazia"})
            CHECK_FALSE(town.get(outsider, whom.person_path()).says("Being helped"));
    });
}

TEST_CASE("a refuge that helps is not named beside the family either") {
    on_each_town([](Town& town) {
        const auto whom = okafors(town);
        const auto joan = town.viewer("joan");
        town.writing([&](db::Writer& writer) {
            auto agency = agencies::find_agency(writer, joan.agency).value();
            agency.details.confidential = true;
            return agencies::change_agency(writer, {}, agency.id, agency.version, agency.details).has_value();
        });
        helped(town, whom, joan.agency, joan.posting);
        for (const auto* who : {"priya", "grace"}) {
            const auto page = town.get(who, whom.person_path());
            CAPTURE(std::string(who));
            CHECK(page.says("Being helped now"));
            CHECK(page.says("A support service"));
            CHECK_FALSE(page.says("Joan"));
            CHECK_FALSE(page.says("Northbridge Family Friends"));
        }
    });
}

} // namespace kith::episodes
