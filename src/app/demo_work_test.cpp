#include "app/demo_work.h"

#include "agencies/school_store.h"
#include "tests/town.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

void live_in(Town& town) {
    const auto today = town.clock().now().day() + app::days_of_work;
    app::begin_work(town.database(), today, [&](Instant at) { town.clock().forward(at - town.clock().now()); });
    town.clock().forward(hours_ms);
}

std::string link_to(Town& town, std::string_view who, const std::string& page, const std::string& words) {
    return town.get(who, page).link(words);
}

} // namespace

TEST_CASE("the made-up town has requests at every step of their way") {
    on_each_town([](Town& town) {
        live_in(town);
        const auto sams = town.get("sam", "/home");
        CHECK(sams.says("Families you lead (2)"));
        CHECK(sams.says("Okafor-Reid family"));
        CHECK(sams.says("the family has not agreed yet"));
        CHECK(sams.says("Added to a family you lead (1)"));
        CHECK(sams.says("Families waiting for MASH to accept (1)"));
        CHECK(town.get("joan", "/home").says("Walker family"));
        const auto graces = town.get("grace", "/home");
        CHECK(graces.says("Late (1)"));
        CHECK(graces.says("Mensah family"));
        CHECK(town.get("ruth", "/home").says("Liam Cole"));

        const auto priyas = town.get("priya", "/home");
        CHECK(priyas.says("Waiting for MASH to accept (2)"));
        CHECK(priyas.says("Late to decide (1)"));
        CHECK(priyas.says("Poppy Lane"));
        CHECK(priyas.says("Taken by nobody yet (2)"));
        const auto yusuf = link_to(town, "priya", "/home", "Yusuf Begum");
        CHECK(town.get("priya", yusuf).says("Same person?"));
        CHECK(town.get("tom", yusuf).says("waiting for a decision"));

        CHECK(town.get("nadia", "/home").says("A question for you (1)"));
        const auto arjun = link_to(town, "joan", "/home", "Arjun Shah");
        CHECK(town.get("joan", arjun).says("the Tuesday group at the library"));
        CHECK(town.get("shazia", "/home").says("Zain"));
    });
}

TEST_CASE("the made-up town has schools to pick from, each in its ward, two of one name") {
    on_each_town([](Town& town) {
        const auto found = town.reading(
            [](db::Reader& reader) { return agencies::matching_schools(reader, "holy trinity", 10).schools; });
        REQUIRE(found.size() == 2);
        CHECK(found[0].name == found[1].name);
        CHECK(found[0].where() != found[1].where());
        CHECK(found[0].ward);
        CHECK(app::number_of_school("St Aidan's Primary School") == "990101");
    });
}

TEST_CASE("the made-up town is lived in under every council's profile") {
    for (const auto* profile : {"staffordshire", "manchester", "knowsley"}) {
        CAPTURE(profile);
        const auto fresh = northbridge(db::Engine::sqlite, profile);
        Town town(fresh.url());
        live_in(town);
        CHECK(town.get("sam", "/home").says("Okafor-Reid family"));
        CHECK(town.get("priya", "/requests?state=question").says("Eliška Nováková"));
    }
}
