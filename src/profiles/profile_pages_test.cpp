#include "http/dispatch.h"
#include "profiles/profile_commands.h"
#include "profiles/profile_facts.h"
#include "profiles/profile_store.h"
#include "profiles/routes.h"
#include "tests/databases.h"
#include "tests/files.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace kith;
using namespace kith::profiles;

namespace {

Profile profile(const std::string& council) {
    return std::get<Profile>(to_profile(std::get<Files>(files_in(repository("profiles/" + council)))));
}

// What somebody who is not signed in is answered.
http::Response answered(db::Database& database, const std::string& council, std::string path) {
    std::ostringstream out;
    load(database, repository("profiles/" + council), out);
    http::Router router;
    profile_routes(router);
    const Cipher cipher(std::string(32, 'k'));
    const http::Site site{.database = database, .router = router, .cipher = cipher, .frame = [](const http::Context&) {
                              return html::Frame{};
                          }};
    http::Request request;
    request.path = std::move(path);
    request.headers = {{"host", "127.0.0.1"}};
    return http::answer(site, std::move(request));
}

const Fact* find(const std::vector<FactGroup>& groups, std::string_view title, std::string_view name) {
    for (const FactGroup& group : groups) {
        for (const Fact& fact : group.facts) {
            if (group.title == title && fact.name == name) return &fact;
        }
    }
    return nullptr;
}

bool says(const http::Response& response, std::string_view words) {
    return response.body.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("anybody may read the levels of need, in the words of the council") {
    on_each_database([](db::Database& database) {
        const auto page = answered(database, "bury", "/levels");
        CHECK(page.status == 200);
        CHECK(says(page, "Levels of need"));
        CHECK(says(page, "Level 4: Family Help (child in need)"));
        CHECK(says(page, "Level 5: Safeguarding and Specialist"));
        CHECK(!says(page, "Tier"));
        CHECK(says(page, "href=\"/leave\""));
    });
}

TEST_CASE("another council's levels need another profile and nothing else") {
    on_each_database([](db::Database& database) {
        const auto page = answered(database, "staffordshire", "/levels");
        CHECK(says(page, "Tiers of need"));
        CHECK(says(page, "Tier 3: Multiple or complex needs"));
        CHECK(says(page, "its titles are not known"));
        for (const std::string_view word : {"Level 3", "Family Help", "MASH", "Story So Far", "lead professional"}) {
            CHECK(!says(page, word));
        }
    });
}

TEST_CASE("who is not signed in does not see the whole profile") {
    on_each_database([](db::Database& database) {
        const auto page = answered(database, "bury", "/admin/profile");
        CHECK(page.status != 200);
        CHECK(!says(page, "unverified"));
    });
}

TEST_CASE("every fact is told with its grade, and nothing that is not set has a value") {
    for (const std::string council : {"bury", "manchester", "staffordshire", "knowsley"}) {
        const auto groups = facts(profile(council));
        for (const FactGroup& group : groups) {
            for (const Fact& fact : group.facts) {
                CHECK_MESSAGE((fact.grade == Grade::not_set) == fact.value.empty(), (group.title + ": " + fact.name));
            }
        }
        CHECK(count(groups, Grade::confirmed) > 10);
        CHECK(count(groups, Grade::unverified) > 10);
        CHECK(count(groups, Grade::not_set) > 4);
    }
}

TEST_CASE("what Bury's profile is unsure of is shown so") {
    const auto groups = facts(profile("bury"));
    CHECK(find(groups, "Council", "DfE number")->grade == Grade::unverified);
    CHECK(find(groups, "Council", "Region")->grade == Grade::confirmed);
    CHECK(find(groups, "Council", "Lawful basis for the records of families")->grade == Grade::not_set);
    CHECK(find(groups, "Whom to ring", "MASH")->grade == Grade::not_set);
    CHECK(find(groups, "Neighbourhoods", "Number of neighbourhoods")->value == "5");
    CHECK(find(groups, "Neighbourhoods", "Their names and wards")->grade == Grade::not_set);
    CHECK(find(groups, "Clocks", "Decide a request for support")->grade == Grade::unverified);
    CHECK(find(groups, "Bury Early Help strategy 2022-25", "Level 3")->grade == Grade::confirmed);
}

TEST_CASE("Manchester's hubs are known and their wards are not") {
    const auto groups = facts(profile("manchester"));
    CHECK(find(groups, "Hub areas", "North")->value == "its wards are not set");
    CHECK(find(groups, "Five levels of need, names unverified", "Level 2")->grade == Grade::unverified);
}
