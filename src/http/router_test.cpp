#include "http/router.h"

#include <doctest/doctest.h>

using namespace kith::http;

namespace {

Response nothing(Context&) {
    return {};
}

Router a_table() {
    Router router;
    router.get("/", Permission::anyone, no_personal_data, nothing);
    router.get("/requests/{request}", kith::access::Action::read_request, {"request.viewed"}, nothing);
    router.get("/requests/new", kith::access::Action::ask_for_support, no_personal_data, nothing);
    router.post("/requests/new", kith::access::Action::ask_for_support, nothing);
    router.post("/requests/{request}/decision", kith::access::Action::triage_request, nothing);
    router.put("/requests/new/{draft}", kith::access::Action::ask_for_support, nothing);
    return router;
}

std::string met(const Router& router, Method method, std::string_view path) {
    const auto match = router.match(method, path);
    return match.route ? match.route->path : "";
}

} // namespace

TEST_CASE("an address leads to its route, a written word before a name") {
    const auto router = a_table();

    CHECK(met(router, Method::get, "/") == "/");
    CHECK(met(router, Method::get, "/requests/new") == "/requests/new");
    CHECK(met(router, Method::get, "/requests/K7MX4PQR") == "/requests/{request}");
    CHECK(met(router, Method::put, "/requests/new/K7MX4PQR") == "/requests/new/{draft}");
    CHECK(router.match(Method::post, "/requests/K7MX4PQR/decision").names == PathNames{{"request", "K7MX4PQR"}});
}

TEST_CASE("an address that the table does not have leads nowhere") {
    const auto router = a_table();

    for (const auto path : {"", "requests/new", "/requests", "/requests/", "/requests//decision", "/requests/new/",
                            "/requests/K7MX4PQR/decision/", "/REQUESTS/new", "//", "/requests/{request}/x"}) {
        CAPTURE(path);
        CHECK_FALSE(router.match(Method::get, path).route);
        CHECK(router.match(Method::get, path).methods.empty());
    }
}

TEST_CASE("an address asked in the wrong way says which ways it has") {
    const auto router = a_table();

    CHECK(router.match(Method::get, "/requests/K7MX4PQR/decision").methods == std::vector{Method::post});
    CHECK(router.match(Method::delete_, "/requests/new").methods ==
          std::vector{Method::get, Method::post, Method::get});
}

TEST_CASE("one address and method has one route, whatever its names are called") {
    auto router = a_table();

    CHECK_THROWS_AS(router.get("/requests/{other}", Permission::anyone, no_personal_data, nothing), std::logic_error);
}

TEST_CASE("a route knows the file that made it") {
    CHECK(a_table().routes().front().file == "src/http/router_test.cpp");
}
