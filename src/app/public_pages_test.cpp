#include "tests/town.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

// Addresses of the pages that families may come to: signing in is for workers.
std::vector<std::string> public_pages(Town& town) {
    std::vector<std::string> pages;
    for (const auto& route : town.router().routes()) {
        const bool is_open =
            route.method == http::Method::get && route.permission.kind == http::Permission::Kind::anyone;
        if (!is_open || route.path.starts_with("/sign-in") || route.path.find('{') != std::string::npos) continue;
        if (town.get("", route.path).status() == 200) pages.push_back(route.path);
    }
    return pages;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

// Sec-Fetch-Site is what a browser says of where the link stood.
SeenPage leaves(Town& town, std::string_view who, std::vector<std::pair<std::string, std::string>> headers) {
    http::Request request;
    request.path = "/leave";
    request.headers = std::move(headers);
    return town.send(who, std::move(request));
}

const std::pair<std::string, std::string> our_own_button = {"sec-fetch-site", "same-origin"};

} // namespace

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

TEST_CASE(
    "whoever must not be seen reading about help can leave every public page at once; whoever is at work need not") {
    on_each_town([](Town& town) {
        const auto paths = public_pages(town);
        CHECK(paths.size() >= 9);
        for (const auto& path : paths) {
            CAPTURE(path);
            const auto page = town.get("", path);
            CHECK(count(page.response().body, "href=\"/leave\"") == 2); // one for the keyboard
            CHECK(page.says("Emergency Exit this page"));
            if (path != "/staying-safe") CHECK(page.link("What “Exit this page” does") == "/staying-safe");
            const auto at_work = town.get("sam", path);
            CHECK(at_work.status() == 200);
            CHECK(count(at_work.response().body, "/leave") == 0);
        }
    });
}

TEST_CASE("the start page leads whoever is at work to their work, and asks nobody to sign in twice") {
    on_each_town([](Town& town) {
        for (const auto* who : {"tom", "priya", "alan"}) {
            const auto page = town.get(who, "/");
            CHECK(page.link("My work") == "/home");
            CHECK(page.link("Sign in") == "");
        }
    });
}

TEST_CASE("leaving leads to the weather, and the browser forgets what the site left in it") {
    on_each_town([](Town& town) {
        const auto away = leaves(town, "", {our_own_button});
        CHECK(away.status() == 303);
        CHECK(away.location() == "https://www.bbc.co.uk/weather");
        CHECK(away.response().header("clear-site-data") == R"("cache", "storage")");
        CHECK(away.response().header("cache-control") == "no-store");
        CHECK(away.response().header("referrer-policy") == "no-referrer");
        CHECK(away.response().header("set-cookie").empty());
        const auto in_chromium = leaves(town, "", {our_own_button, {"sec-ch-ua", "\"Chromium\";v=\"156\""}});
        CHECK(in_chromium.response().header("clear-site-data") == R"("storage")");
    });
}

TEST_CASE("no link that somebody sends clears a browser, nor the button one that a worker's words may be kept in") {
    on_each_town([](Town& town) {
        const auto leaves_uncleared = [&](const char* who, std::vector<std::pair<std::string, std::string>> headers) {
            const auto away = leaves(town, who, std::move(headers));
            return away.location() == "https://www.bbc.co.uk/weather" &&
                   away.response().header("clear-site-data").empty();
        };
        for (const auto* site : {"cross-site", "same-site", "none"})
            CHECK(leaves_uncleared("", {{"sec-fetch-site", site}}));
        CHECK(leaves_uncleared("", {}));
        CHECK(leaves_uncleared("", {our_own_button, {"cookie", "kith-browser=signed-in-with-before"}}));
        CHECK(leaves_uncleared("sam", {our_own_button}));
        town.clock().forward(20 * minutes_ms);
        CHECK(town.get("sam", "/home").location().starts_with("/locked"));
        CHECK(leaves_uncleared("sam", {our_own_button}));
    });
}

TEST_CASE("the page about staying safe says what the button does and what it does not") {
    on_each_town([](Town& town) {
        const auto page = town.get("", "/staying-safe");
        CHECK(page.heading() == "Staying safe online");
        CHECK(page.says("press Shift three times"));
        CHECK(page.says("Your browser still remembers that you were here"));
        CHECK(page.link("What “Exit this page” does").empty());
        CHECK(town.get("", "/your-story").link("Exit this page” does") == "/staying-safe");
    });
}

TEST_CASE("a tab says nothing twice, and a browser's history does not tell what somebody is afraid of") {
    on_each_town([](Town& town) {
        CHECK(town.get("", "/").title() == "Early Help in Bury - Bury Council");
        CHECK(town.get("", "/worried").title() == "Who to ring - Early Help in Bury - Bury Council");
        CHECK(town.get("", "/staying-safe").title() == "Using this website - Early Help in Bury - Bury Council");
    });
}

TEST_CASE("a start page that is called otherwise than its service says both in its tab") {
    on_each_town("staffordshire", [](Town& town) {
        CHECK(town.get("", "/").title() ==
              "Earliest and early help in Staffordshire - Staffordshire Families First - Staffordshire County Council");
    });
}
