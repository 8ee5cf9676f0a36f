#include "agencies/import_commands.h"
#include "places/import_commands.h"
#include "tests/files.h"
#include "tests/town.h"

#include <doctest/doctest.h>
#include <sstream>

namespace kith::agencies {

namespace {

void import_fixtures(Town& town) {
    std::ostringstream said;
    const places::Console console{.out = said, .problems = said};
    REQUIRE(places::import_wards(town.database(), fixture("wards.csv"), console) == 0);
    REQUIRE(places::import_wards(town.database(), fixture("wards.geojson"), console) == 0);
    REQUIRE(places::import_postcodes(town.database(), fixture("postcodes.csv"), console) == 0);
    REQUIRE(import_schools(town.database(), fixture("schools.csv"), console) == 0);
}

} // namespace

TEST_CASE("typing part of a school's name offers those that fit, told apart by their ward") {
    on_each_town([](Town& town) {
        import_fixtures(town);
        const auto offered = town.get("tom", "/schools/suggest?q=prim+bride");
        CHECK(offered.status() == 200);
        CHECK(offered.response().type.starts_with("application/json"));
        CHECK(
            offered.response().body ==
            R"([{"value":"990001","text":"St Bride's Catholic Primary School","hint":"Alder Vale, Aldermoor"},)"
            R"({"value":"990002","text":"St Bride's Catholic Primary School","hint":"Birch, Holt & Mere, Aldermoor"}])");
        CHECK(town.get("tom", "/schools/suggest?q=zebra").response().body == "[]");
        CHECK(town.get("tom", "/schools/suggest").response().body == "[]");
        CHECK(town.get("priya", "/agencies/suggest?q=bride+mere").response().body.find("990001") == std::string::npos);
        CHECK(town.get("priya", "/agencies/suggest?q=bride+mere").response().body.find("Mere") != std::string::npos);
        CHECK(town.get("priya", "/agencies/suggest?q=bride").response().body.find("Alder Vale") != std::string::npos);
    });
}

TEST_CASE("the same can be read on a page, without script") {
    on_each_town([](Town& town) {
        import_fixtures(town);
        const auto found = town.get("tom", "/schools?q=st+bride");
        CHECK(found.says("2 schools"));
        CHECK(found.says("Birch, Holt & Mere, Aldermoor"));
        CHECK(found.says("990002"));
        CHECK(town.get("tom", "/schools?q=zebra").says("No school fits"));
        CHECK(town.get("tom", "/schools").says("Type a part of a school's name"));
    });
}

TEST_CASE("schools and postcodes are for those who are signed in") {
    on_each_town([](Town& town) {
        import_fixtures(town);
        for (const auto* path : {"/schools", "/schools/suggest?q=st", "/agencies/suggest?q=st", "/postcodes"})
            CHECK(town.get("", path).status() != 200);
    });
}

TEST_CASE("a postcode tells its ward") {
    on_each_town([](Town& town) {
        import_fixtures(town);
        const auto ask = [&](const std::string& typed) {
            return town.fill_in("tom", town.get("tom", "/postcodes"), "/postcodes", {{"postcode", typed}});
        };
        const auto page = ask("za11ab");
        CHECK(page.says("ZA1 1AB Ward Birch, Holt & Mere"));
        CHECK(page.says("In our area No"));
        CHECK(page.says("LSOA 2021"));
        CHECK(page.title().find("ZA1") == std::string::npos);

        for (const auto* typed : {"ZA1 1AC", "nowhere", ""}) {
            CHECK(ask(typed).status() == 422);
            CHECK(ask(typed).field("postcode") == typed);
        }
        CHECK(town.get("tom", "/postcodes/ZA1 1AB").status() == 404); // an address is kept in too many places
    });
}

TEST_CASE("the places page says what was imported and what is not set") {
    on_each_town([](Town& town) {
        import_fixtures(town);
        const auto page = town.get("alan", "/admin/places");
        CHECK(page.status() == 200);
        CHECK(page.says("schools.csv"));
        CHECK(page.says("Not set"));
        CHECK(page.says("Postcodes elsewhere 4"));
        CHECK(town.get("ruth", "/admin/places").status() == 403);
        CHECK(town.get("tom", "/admin/places").status() == 403);
    });
}

} // namespace kith::agencies
