#include "tests/town.h"

#include <doctest/doctest.h>

using namespace kith;

TEST_CASE("the start page tells a family whom to ring, in its council's words, and no number that is not known") {
    on_each_town([](Town& town) {
        const auto page = town.get("", "/");
        CHECK(page.says("If a child is in danger now"));
        CHECK(page.link("999") == "tel:999");
        CHECK(page.says("Social care outside office hours"));
        CHECK(page.says("number not set"));
        CHECK(page.link("Sign in") == "/sign-in");
        CHECK(town.get("", "/worried").link("999") == "tel:999");
    });
}

TEST_CASE("whoever must not be seen reading about help can leave at once; whoever is at work need not") {
    on_each_town([](Town& town) {
        for (const auto* path : {"/", "/worried", "/your-story"}) {
            CAPTURE(path);
            CHECK(town.get("", path).link("Exit this page") == "https://www.bbc.co.uk/weather");
            CHECK(town.get("sam", path).status() == 200);
            CHECK(town.get("sam", path).link("Exit this page").empty());
        }
        CHECK(town.get("", "/your-story").says("Your browser still remembers that you were here"));
    });
}

TEST_CASE("a tab says nothing twice, and a browser's history does not tell what somebody is afraid of") {
    on_each_town([](Town& town) {
        CHECK(town.get("", "/").title() == "Early Help in Bury - Bury Council");
        CHECK(town.get("", "/worried").title() == "Who to ring - Early Help in Bury - Bury Council");
    });
}

TEST_CASE("a start page that is called otherwise than its service says both in its tab") {
    on_each_town("staffordshire", [](Town& town) {
        CHECK(town.get("", "/").title() ==
              "Earliest and early help in Staffordshire - Staffordshire Families First - Staffordshire County Council");
    });
}
