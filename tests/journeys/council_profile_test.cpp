// Another council is another profile, and nothing else: the same pages say other words.

#include "profiles/profile_store.h"
#include "tests/town.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

std::shared_ptr<const profiles::Profile> profile(Town& town) {
    return town.reading([](db::Reader& reader) { return profiles::current(reader); });
}

} // namespace

TEST_CASE("anybody may read the levels of need in the council's own words") {
    on_each_town([](Town& town) {
        const SeenPage page = town.get("", "/levels");
        CHECK(page.status() == 200);
        CHECK(page.heading() == "Levels of need");
        CHECK(page.says("Level 4: Family Help (child in need)"));
        CHECK(page.says("Level 5: Safeguarding and Specialist"));
        CHECK(page.says("lead professional"));
        CHECK(!page.says("Early Help Teams"));
    });
}

TEST_CASE("under Staffordshire's profile the same page says tiers") {
    on_each_town("staffordshire", [](Town& town) {
        const SeenPage page = town.get("", "/levels");
        CHECK(page.heading() == "Tiers of need");
        CHECK(page.says("Tier 3: Multiple or complex needs"));
        CHECK(page.says("its titles are not known"));
        CHECK(!page.says("Family Help"));
        CHECK(page.link("Tiers of need") == "/levels");
        CHECK(page.link("Levels of need") == "");
        CHECK(!page.says("Level 3"));
    });
}

TEST_CASE("administrators see of every fact whether it is confirmed, unverified or not set") {
    on_each_town([](Town& town) {
        const SeenPage page = town.get("alan", "/admin/profile");
        CHECK(page.status() == 200);
        CHECK(page.heading() == "The profile of Bury Council");
        CHECK(page.says("DfE number 351 unverified believed; not checked against the national register"));
        CHECK(page.says("Region E12000002 confirmed"));
        CHECK(page.says("Lawful basis for the records of families not set not set"));
        CHECK(page.says("Their names and wards not set"));
        CHECK(page.says("Sedgley (E05014165)"));
        CHECK(page.says("in force"));
    });
}

TEST_CASE("only who configures the council's system sees its profile") {
    on_each_town([](Town& town) {
        CHECK(town.get("priya", "/admin/profile").status() == 403);
        CHECK(town.get("tom", "/admin/profile").status() == 403);
        CHECK(town.get("", "/admin/profile").status() != 200);
    });
}

TEST_CASE("no page of one council says a word or a level of the other's") {
    on_each_town("staffordshire", [](Town& town) {
        const SeenPage page = town.get("alan", "/admin/profile");
        for (const std::string word : {"Story So Far", "lead professional", "Team Around the Family", "MASH", "Bury"})
            CHECK_MESSAGE(!page.says(word), word);
        for (const auto& key : profiles::word_keys())
            CHECK(page.says(profile(town)->word(key.key)));
    });
}

TEST_CASE("each council's pages have its own colours, from a style sheet that may be kept for good") {
    std::set<std::string> styles;
    const auto style_of = [](Town& town) {
        const auto address = profile(town)->council.style_address;
        const auto page = town.get("", "/levels");
        CHECK(page.response().body.find("<link rel=\"stylesheet\" href=\"" + address + "\">") != std::string::npos);
        CHECK(page.response().body.find("style=") == std::string::npos);
        const auto style = town.get("", address);
        CHECK(style.status() == 200);
        CHECK(style.response().type == "text/css; charset=utf-8");
        CHECK(style.response().header("cache-control").find("immutable") != std::string_view::npos);
        CHECK(town.get("", "/style/0123456789abcdef.css").status() == 404);
        return style.response().body;
    };
    for (const auto* council : {"bury", "staffordshire"}) {
        const auto fresh = northbridge(db::Engine::sqlite, council);
        Town town(fresh.url());
        styles.insert(style_of(town));
    }
    CHECK(styles.size() == 2);
}
