// P20: for whoever may not see it, a record that exists and one that does not are the same answer, byte for byte, on a
// real socket: whatever is asked or sent, by routes of one name and of two.

#include "access/register.h"
#include "http/server.h"
#include "tests/asking.h"
#include "tests/tab.h"

#include <doctest/doctest.h>
#include <regex>

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

// A server of the real transport before the town, and everybody's browser.
class Street {
public:
    explicit Street(Town& town)
        : town_(town), server_({.port = 0},
                               [&](http::Request request, http::Release release) {
                                   http::dispatch(town.site(), std::move(request), std::move(release));
                               }),
          thread_([this] { server_.run(); }) {}

    ~Street() {
        server_.stop();
        server_.stop();
    }

    Tab& tab(const std::string& who) {
        const auto found = tabs_.find(who);
        if (found != tabs_.end()) return found->second;
        town_.get(who, "/home"); // signed in
        auto& tab = tabs_.emplace(who, Tab(server_.port())).first->second;
        tab.cookies = town_.cookies(who);
        return tab;
    }

    // What the form of any page carries: of this session.
    const std::string& token(const std::string& who) {
        auto& token = tokens_[who];
        if (token.empty()) token = value_of("form-token", tab(who).get("/display").body);
        return token;
    }

private:
    Town& town_;
    http::Server server_;
    std::jthread thread_;
    std::map<std::string, Tab> tabs_;
    std::map<std::string, std::string> tokens_;
};

// Everything that came, without the moment and what is chance on every page; the reference was asked for.
std::string normalised(const Answer& answer, const std::string& reference) {
    static const std::regex chance(
        R"x(\r\ndate: [^\r]*|name="(form-token|submission)" value="[^"]*"|\b[0-9a-f]{16}\b)x"); // the request's id
    auto text = std::regex_replace(answer.head + answer.body, chance, "");
    for (auto at = text.find(reference); at != std::string::npos; at = text.find(reference))
        text.replace(at, reference.size(), "REFERENCE");
    return text;
}

// "" when they are the same, otherwise what stands where they part.
std::string difference(const std::string& one, const std::string& other) {
    const auto [at, there] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
    if (at == one.end() && there == other.end()) return "";
    const auto from = static_cast<std::size_t>(at - one.begin());
    return one.substr(from, 80) + " <-> " + other.substr(from, 80);
}

Answer asked(Street& street, const std::string& who, const http::Route& route, const std::string& path) {
    if (route.method == http::Method::get) return street.tab(who).get(path);
    if (route.method == http::Method::put)
        return street.tab(who).ask(
            "PUT", path, "Content-Type: application/x-www-form-urlencoded\r\nX-CSRF: " + street.token(who) + "\r\n",
            "version=1&worries=words");
    return street.tab(who).post(path, {{"form-token", street.token(who)},
                                       {"submission", "a key of its own, " + path},
                                       {"version", "1"},
                                       {"reason", "words"},
                                       {"answer", "words"},
                                       {"words", "words"}});
}

// The first name is the record's reference, a second one a number.
std::string address(const http::Route& route, const std::string& reference) {
    auto path = route.path;
    for (const std::string& value : {reference, std::string("1")}) {
        const auto from = path.find('{');
        if (from == std::string::npos) break;
        path.replace(from, path.find('}') - from + 1, value);
    }
    return path;
}

constexpr std::array casework = {"priya", "omar",   "sam",  "grace", "tom",   "helen",
                                 "nadia", "shazia", "joan", "alan",  "peter", "ruth"};

// What there is besides the town's families: requests that wait and that were decided, an episode, a family that is
// protected and one that Omar knows.
void make_work(Town& town) {
    for (const auto* who : {"tom", "shazia"})
        ask(town, who);
    const auto request = ask(town, "tom", a_new_child("Leo", "Harper"));
    const auto page = town.get("priya", request + "/decision");
    const auto decided = decide(town, "priya", request,
                                {{"level-1", "3"},
                                 {"decision", "EHT"},
                                 {"team-EHT", page.offered("team-EHT").back()},
                                 {"reason", "Missing school"}});
    REQUIRE(decided.status() == 303);

    const auto begums = town.post("sam", "/find", {{"q", "yusuf begum"}}).link("Begum family");
    Fields names{{"reason", "He is looking for them"}};
    for (const auto& each : town.get("sam", begums + "/protection").offered("names"))
        names.emplace_back("names", each);
    REQUIRE(town.post("sam", begums + "/protection", std::move(names)).status() == 303);
    const auto shahs = town.post("omar", "/find", {{"q", "arjun shah"}}).link("Shah family");
    REQUIRE(town.post("omar", shahs + "/own-bar", {{"connection", "neighbour"}}).status() == 303);
}

struct Pairs {
    int got = 0, sent = 0, with_two_names = 0;
};

bool is_hidden(Town& town, const char* who, const Known& record) {
    const auto viewer = town.viewer(who);
    return town.reading([&](db::Reader& reader) {
        const auto decision = access::decide_about(reader, viewer, record.action, record.id, town.clock().now());
        return decision.effect == access::Effect::hidden;
    });
}

void compare(Town& town, Street& street, const char* who, const Known& record, Pairs& pairs) {
    for (const auto& route : town.router().routes()) {
        if (!route.path.starts_with("/" + record.kind + "/{")) continue;
        const auto absent = Reference::make(town.database().random()).text();
        const auto hidden = asked(street, who, route, address(route, record.reference));
        const auto nothing = asked(street, who, route, address(route, absent));
        CAPTURE(route.path);
        CAPTURE(std::string(who));
        CHECK(hidden.status >= 400);
        CHECK(difference(normalised(hidden, record.reference), normalised(nothing, absent)) == "");
        ++(route.method == http::Method::get ? pairs.got : pairs.sent);
        pairs.with_two_names += std::count(route.path.begin(), route.path.end(), '{') > 1;
    }
}

} // namespace

TEST_CASE("hidden and absent records give the same bytes at every address, asked or sent to") {
    on_each_town([](Town& town) {
        make_work(town);
        Street street(town);
        Pairs pairs;
        std::map<std::pair<std::string, std::string>, int> seen; // two of each kind for each person are enough
        for (const auto& record : town.reading(everything))
            for (const auto* who : casework)
                if (is_hidden(town, who, record) && ++seen[{who, record.kind}] <= 2)
                    compare(town, street, who, record, pairs);
        MESSAGE(pairs.got << " asked, " << pairs.sent << " sent, " << pairs.with_two_names << " of two names");
        CHECK(pairs.got >= 250);
        CHECK(pairs.sent >= 250);
        CHECK(pairs.with_two_names >= 50);
    });
}

TEST_CASE("whoever may see a record is not told what whoever may not is told") {
    on_each_town([](Town& town) {
        make_work(town);
        Street street(town);
        int told_apart = 0;
        std::set<std::string> kinds;
        for (const auto& record : town.reading(everything)) {
            if (is_hidden(town, "priya", record) || !kinds.insert(record.kind).second) continue;
            const auto absent = Reference::make(town.database().random()).text();
            const auto path = "/" + record.kind + "/";
            const auto seen = street.tab("priya").get(path + record.reference);
            const auto nothing = street.tab("priya").get(path + absent);
            told_apart += difference(normalised(seen, record.reference), normalised(nothing, absent)).empty() ? 0 : 1;
        }
        CHECK(kinds.size() >= 2);
        CHECK(told_apart == static_cast<int>(kinds.size()));
    });
}

TEST_CASE("somebody else's draft and one that is not there give the same bytes") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 2, a_worry());
        Street street(town);
        Pairs pairs;
        const Known record{"requests/drafts", {}, "", draft.substr(draft.rfind('/') + 1)};
        for (const auto* who : casework)
            if (std::string_view(who) != "tom") compare(town, street, who, record, pairs);
        CHECK(pairs.got + pairs.sent >= 40);
    });
}

TEST_CASE("to a school's administrator another agency's users, postings and teams are as if not there") {
    on_each_town([](Town& town) {
        constexpr db::Sql of_the_council = R"sql(
            select u.reference as of_user, p.reference as of_posting, t.reference as of_team
              from postings p
              join users u on u.id = p.user_id
              join teams t on t.agency_id = p.agency_id
             order by u.id, t.id
             limit 3
        )sql";
        std::vector<Known> records;
        town.reading([&](db::Reader& reader) {
            reader.for_each(of_the_council, {}, [&](const db::Row& row) {
                records.push_back({"admin/users", {}, "", row.text("of_user")});
                records.push_back({"admin/postings", {}, "", row.text("of_posting")});
                records.push_back({"admin/teams", {}, "", row.text("of_team")});
            });
            return 0;
        });
        Street street(town);
        Pairs pairs;
        for (const auto& record : records)
            compare(town, street, "ruth", record, pairs);
        CHECK(pairs.got + pairs.sent >= 40);
    });
}
