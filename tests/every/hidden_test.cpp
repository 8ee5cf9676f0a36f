// P20: for whoever may not see it, a record that exists and one that does not are the same answer, byte for byte.

#include "access/register.h"
#include "tests/town.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

struct Known {
    std::string kind; // first word of its addresses
    access::Action action;
    std::string id;
    std::string reference;
};

constexpr db::Sql all_people = R"sql(select id, reference from people)sql";
constexpr db::Sql all_families = R"sql(select id, reference from families)sql";
constexpr db::Sql all_requests = R"sql(select id, reference from requests)sql";
constexpr db::Sql all_episodes = R"sql(select id, reference from episodes)sql";

std::vector<Known> everything(db::Reader& reader) {
    std::vector<Known> known;
    const auto add = [&](db::Sql sql, const char* kind, access::Action action) {
        reader.for_each(sql, {}, [&](const db::Row& row) {
            known.push_back({kind, action, row.text("id"), row.text("reference")});
        });
    };
    add(all_people, "people", access::Action::read_person);
    add(all_families, "families", access::Action::read_family);
    add(all_requests, "requests", access::Action::read_request);
    add(all_episodes, "episodes", access::Action::read_episode);
    return known;
}

// The answer without what differs on every page: the reference itself, form tokens and submission keys.
std::string normalised(const SeenPage& page, const std::string& reference) {
    std::string text = std::to_string(page.status()) + "\n";
    for (const auto& [name, value] : page.response().headers)
        text += name + ": " + value + "\n";
    text += page.response().body;
    for (auto at = text.find(reference); at != std::string::npos; at = text.find(reference))
        text.replace(at, reference.size(), "REFERENCE");
    for (const auto* field : {"form-token", "submission"}) {
        const std::string mark = fmt::format("name=\"{}\" value=\"", field);
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + mark.size()))
            text.erase(at + mark.size(), text.find('"', at + mark.size()) - at - mark.size());
    }
    return text;
}

std::string address(const http::Route& route, const std::string& reference) {
    const auto from = route.path.find('{');
    const auto to = route.path.find('}');
    return route.path.substr(0, from) + reference + route.path.substr(to + 1);
}

constexpr std::array casework = {"priya", "omar",   "sam",  "grace", "tom",   "helen",
                                 "nadia", "shazia", "joan", "alan",  "peter", "ruth"};

} // namespace

TEST_CASE("hidden and absent records give the same bytes at every address") {
    on_each_town([](Town& town) {
        const auto known = town.reading(everything);
        std::size_t pairs = 0;
        for (const auto& route : town.router().routes()) {
            if (route.method != http::Method::get || std::count(route.path.begin(), route.path.end(), '{') != 1)
                continue;
            for (const auto& record : known) {
                if (!route.path.starts_with("/" + record.kind + "/{")) continue;
                for (const auto* who : casework) {
                    const auto viewer = town.viewer(who);
                    const auto decision = town.reading([&](db::Reader& reader) {
                        return access::decide_about(reader, viewer, record.action, record.id, town.clock().now());
                    });
                    if (decision.effect != access::Effect::hidden) continue;
                    const auto absent = Reference::make(town.database().random()).text();
                    CAPTURE(route.path);
                    CAPTURE(who);
                    CHECK(normalised(town.get(who, address(route, record.reference)), record.reference) ==
                          normalised(town.get(who, address(route, absent)), absent));
                    ++pairs;
                }
            }
        }
        CHECK(pairs >= 500);
    });
}
