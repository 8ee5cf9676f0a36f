// What holds for every address, whoever owns it. A new route is held to it by being in the table.

#include "tests/town.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

// The route's path with something that is nobody's reference in place of each {name}.
std::string absent_address(const http::Route& route) {
    std::string address;
    bool in_name = false;
    for (const char c : route.path) {
        if (c == '{') in_name = true;
        if (!in_name) address += c;
        if (c == '}') {
            in_name = false;
            address += "ZZZZZZZZ";
        }
    }
    return address;
}

bool is_open_to_anyone(const http::Route& route) {
    return route.permission.kind == http::Permission::Kind::anyone;
}

std::string header(const http::Response& response, std::string name) {
    for (const auto& [key, value] : response.headers) {
        std::string lower;
        for (const char c : key)
            lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        if (lower == name) return value;
    }
    return "";
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

constexpr std::array everybody = {"", "priya", "sam", "grace", "tom", "shazia", "ruth", "alan", "peter"};

} // namespace

TEST_CASE("no address breaks for anybody, and nobody gets past the permission") {
    on_each_town([](Town& town) {
        for (const auto& route : town.router().routes()) {
            if (route.method != http::Method::get) continue;
            for (const auto* who : everybody) {
                const auto page = town.get(who, absent_address(route));
                CAPTURE(route.path);
                CAPTURE(who);
                CHECK(page.status() < 500);
                const bool may = is_open_to_anyone(route) ||
                                 (*who != '\0' && (route.permission.kind == http::Permission::Kind::signed_in ||
                                                   town.viewer(who).may(route.permission.action)));
                if (!may) CHECK(page.status() != 200);
            }
        }
    });
}

TEST_CASE("every page has one h1, a title, a language and the strict headers") {
    on_each_town([](Town& town) {
        for (const auto& route : town.router().routes()) {
            if (route.method != http::Method::get) continue;
            for (const auto* who : everybody) {
                const auto page = town.get(who, absent_address(route));
                CAPTURE(route.path);
                CAPTURE(who);
                CHECK(header(page.response(), "content-security-policy").starts_with("default-src 'none'"));
                CHECK(header(page.response(), "x-content-type-options") == "nosniff");
                CHECK(header(page.response(), "referrer-policy") == "no-referrer");
                if (page.status() != 200 || !page.response().type.starts_with("text/html")) continue;
                CHECK(count(page.response().body, "<h1") == 1);
                CHECK(page.response().body.find("<html lang=\"en-GB\"") != std::string::npos);
                CHECK(page.title().size() > 3);
                CHECK(page.response().body.find(" style=") == std::string::npos);
                CHECK(page.response().body.find("<script>") == std::string::npos);
            }
        }
    });
}

TEST_CASE("nothing is changed by a form that was not this site's own") {
    on_each_town([](Town& town) {
        for (const auto& route : town.router().routes()) {
            if (route.method == http::Method::get) continue;
            http::Request request;
            request.method = route.method;
            request.path = absent_address(route);
            request.form = http::Answers({{"form-token", "made-up"}, {"submission", "made-up"}});
            CAPTURE(route.path);
            CHECK(town.send("priya", request).status() == 403);
        }
    });
}

TEST_CASE("hidden and absent requests, people, families and episodes give the same bytes") {
    on_each_town([](Town& town) {
        for (const auto& route : town.router().routes()) {
            if (route.method != http::Method::get || route.path.find('{') == std::string::npos) continue;
            auto other = absent_address(route);
            for (auto at = other.find("ZZZZZZZZ"); at != std::string::npos; at = other.find("ZZZZZZZZ"))
                other.replace(at, 8, "22222222"); // well formed, and nobody's
            CAPTURE(route.path);
            const auto malformed = town.get("tom", absent_address(route));
            const auto unknown = town.get("tom", other);
            CHECK(malformed.status() == unknown.status());
        }
    });
}
