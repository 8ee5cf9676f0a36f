#include "access/register.h"
#include "db/database.h"
#include "profiles/profile_store.h"
#include "requests/queue_store.h"
#include "requests/request_store.h"
#include "requests/waiting.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

std::vector<std::string> names(Town& town, const QueueFilter& filter, std::string_view who = "priya") {
    return town.reading([&](db::Reader& reader) {
        std::vector<std::string> all;
        for (const auto& each : queue(reader, town.viewer(who), filter, town.clock().now()).lines)
            all.push_back(each.names);
        return all;
    });
}

using Names = std::vector<std::string>;

Fields an_urgent_worry() {
    auto fields = a_worry();
    fields[3].second = "money";
    fields[4].second = "today";
    return fields;
}

std::string ask_urgently(Town& town, std::string_view who, Fields about) {
    const auto draft = begin_draft(town, who);
    save_page(town, who, draft, 1, std::move(about));
    save_page(town, who, draft, 2, an_urgent_worry());
    save_page(town, who, draft, 3, agreed());
    const auto pressed = press_send(town, who, draft);
    const auto sent = pressed.location();
    return sent.substr(0, sent.rfind('/'));
}

Fields a_baby() {
    auto fields = a_new_child("Ezra", "Shah");
    fields[2].second = "11";
    fields[3].second = "4";
    fields[4].second = "2026";
    fields[5].second = "NB6 3EF";
    return fields;
}

} // namespace

TEST_CASE("the queue shows the oldest first, and danger before everything") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        town.clock().forward(minutes_ms);
        ask_urgently(town, "nadia", a_baby());
        CHECK(names(town, {}) == Names{"Maya Okafor-Reid", "Ezra Shah"});
        town.clock().forward(minutes_ms);
        town.post("shazia", "/requests/danger", {{"danger_reason", "Screams"}});
        CHECK(names(town, {}).front() == "A child in danger, no name given");
        const auto page = town.get("priya", "/requests");
        CHECK(page.says("New (3)"));
        CHECK(page.says("working day"));
    });
}

TEST_CASE("the queue says how soon in the words that whoever asked has chosen") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        const auto asked = town.reading([](db::Reader& reader) { return profiles::current(reader); });
        const auto* question = asked->request_form(town.clock().now().day()).find_question(profiles::key::urgency);
        std::string words;
        for (const auto& option : question->options)
            if (option.code == "this_week") words = option.label;
        REQUIRE_FALSE(words.empty());
        const auto page = town.get("priya", "/requests");
        CHECK(page.says(words + " Take"));
        CHECK_FALSE(page.says(" No Take"));
    });
}

TEST_CASE("the queue says whether somebody named is perhaps known, and no more once that was answered") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        ask(town, "nadia", a_new_child("Nobody", "Known"));
        const auto queue = town.get("priya", "/requests");
        CHECK(queue.says("Maya Okafor-Reid 1 possible match"));
        CHECK_FALSE(queue.says("Nobody Known 1 possible"));

        const auto page = town.get("priya", request);
        town.post(
            "priya", request + "/matches",
            {{"about", "1"}, {"person", page.field("person").value()}, {"verdict", "not_same"}, {"version", "1"}});
        CHECK_FALSE(town.get("priya", "/requests").says("possible match"));
    });
}

TEST_CASE("the queue is filtered by sender, need, place, age and urgency") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        ask_urgently(town, "nadia", a_baby());
        const Names maya{"Maya Okafor-Reid"};
        const Names ezra{"Ezra Shah"};
        CHECK(names(town, {.need = "attendance"}) == maya);
        CHECK(names(town, {.need = "money"}) == ezra);
        CHECK(names(town, {.age = AgeBand::under_5}) == ezra);
        CHECK(names(town, {.age = AgeBand::from_5_to_10}) == maya);
        CHECK(names(town, {.age = AgeBand::from_16}).empty());
        CHECK(names(town, {.urgent = true}) == ezra);
        CHECK(names(town, {.late = true}).empty());
        CHECK(names(town, {.tab = QueueTab::question}).empty());

        const auto page = town.get("priya", "/requests");
        const auto from = page.offered("from");
        REQUIRE(from.size() >= 2);
        const auto one = town.get("priya", "/requests?from=" + from.back());
        CHECK(one.says("Maya") != one.says("Ezra"));
        const auto areas = page.offered("area");
        int with_maya = 0;
        for (const auto& area : areas)
            if (!area.empty() && names(town, {.area = area}) == maya) ++with_maya;
        CHECK(with_maya >= 1);
        CHECK(town.get("priya", "/requests?urgent=yes&state=waiting&age=nonsense&page=999").status() == 200);
        for (const auto* nonsense : {"state=a%20b", "state=%22%3E&from=%25&need=a%20b&area=%0A&page=-1", "page=a%20b"})
            CHECK(town.get("priya", std::string("/requests?") + nonsense).status() == 200);
        CHECK(town.get("priya", "/requests?state=late").link("Clear") == "/requests?state=late");
        CHECK(town.get("priya", "/requests?state=question&urgent=yes").link("Clear") == "/requests?state=question");
    });
}

TEST_CASE("step ups beyond the first ten are counted on Home and all of them are on the list, page by page") {
    on_each_town([](Town& town) {
        for (int i = 0; i < 28; ++i) {
            town.clock().forward(minutes_ms);
            const auto sent =
                town.post("shazia", "/requests/danger", {{"danger_reason", fmt::format("Screams, number {}", i)}});
            const auto request = sent.location().substr(0, sent.location().rfind('/'));
            decide(town, "priya", request, {{"decision", "STEP_UP"}, {"reason", "A child in danger"}});
        }
        const auto home = town.get("priya", "/home");
        CHECK(home.says("Waiting for MASH to accept (28)"));
        CHECK(home.link("See all of them") == "/requests?state=step_up");
        CHECK(names(town, {.tab = QueueTab::step_up}).size() == 25);
        CHECK(names(town, {.tab = QueueTab::step_up, .page = 2}).size() == 3);
        CHECK(town.get("priya", "/requests?state=step_up&page=2").says("With MASH (28)"));
        CHECK(names(town, {.tab = QueueTab::step_up, .page = 9}).size() == 25); // past the end: the first
        CHECK(names(town, {}).empty());
        const auto own = town.reading(
            [&](db::Reader& reader) { return own_requests(reader, town.viewer("shazia"), 2, town.clock().now()); });
        CHECK(own.total == 28);
        CHECK(own.lines.size() == 3);
    });
}

TEST_CASE("a request is taken once, and released for others") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        CHECK(town.post("priya", request + "/taker", {{"verb", "take"}, {"version", "1"}}).location() == request);
        CHECK(names(town, {.mine = true}) == Names{"Maya Okafor-Reid"});
        CHECK(names(town, {.mine = true}, "omar").empty());
        const auto slower = town.post("omar", request + "/taker", {{"verb", "take"}, {"version", "1"}});
        CHECK(slower.status() == 422);
        CHECK(slower.says("Taken by Priya Nair"));
        CHECK(town.post("priya", request + "/taker", {{"verb", "release"}, {"version", "2"}}).location() ==
              "/requests");
        CHECK(names(town, {.mine = true}).empty());
        town.post("omar", request + "/taker", {{"verb", "take"}, {"version", "3"}});

        // Each take and release stays as a record.
        const auto takers = town.reading([](db::Reader& reader) {
            constexpr db::Sql all = "select posting_id, released from request_takers order by number";
            return reader.all(all, {}, [](const db::Row& row) {
                return std::pair(row.id<access::Posting>("posting_id"), row.flag("released"));
            });
        });
        const auto priya = town.viewer("priya").posting;
        CHECK(takers == std::vector{std::pair(priya, false), std::pair(priya, true),
                                    std::pair(town.viewer("omar").posting, false)});
    });
}

TEST_CASE("what is late is said, on the queue and on Home") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        town.clock().forward(9 * days_ms);
        CHECK(names(town, {.late = true}) == Names{"Maya Okafor-Reid"});
        const auto waits = town.reading(
            [&](db::Reader& reader) { return waiting_for(reader, town.viewer("omar"), town.clock().now()); });
        REQUIRE(waits.late.lines.size() == 1);
        CHECK(waits.late.lines.front().words.find("late") != std::string::npos);
        CHECK(town.get("omar", "/requests").says("Late to decide (1)"));

        const auto request = town.get("omar", "/requests").link("Maya");
        decide(town, "omar", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}});
        CHECK(town.get("omar", "/requests").says("Late to decide (0)"));
        CHECK(town.get("omar", "/requests?state=late").says("No request is here"));
        CHECK_FALSE(town.get("omar", "/home").says("Late"));
    });
}

TEST_CASE("a locality's front door sees its own requests, and those that come from nowhere in particular") {
    on_each_town([](Town& town) {
        town.post("shazia", "/requests/danger", {{"danger_reason", "Screams next door"}});
        ask(town, "tom");
        const auto priya = town.viewer("priya").posting;
        const auto maya = town.reading([&](db::Reader& reader) {
            return queue(reader, town.viewer("priya"), {}, town.clock().now()).lines.back().id;
        });
        town.writing([&](db::Writer& writer) {
            constexpr db::Sql work_in_the_north =
                "insert into posting_localities (posting_id, locality) values (:posting, 'north')";
            access::move_to_locality(writer, maya.text(), "south");
            return writer.run(work_in_the_north, {{"posting", priya}});
        });
        CHECK(names(town, {}, "priya") == Names{"A child in danger, no name given"});
        CHECK(names(town, {}, "omar").size() == 2);
        town.writing([&](db::Writer& writer) {
            access::move_to_locality(writer, maya.text(), "north");
            return true;
        });
        CHECK(names(town, {}, "priya").size() == 2);
    });
}

TEST_CASE("a school sees its own requests and nobody else's") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        CHECK(town.get("tom", "/requests").says("Maya Okafor-Reid"));
        CHECK(town.get("helen", "/requests").says("Maya Okafor-Reid"));
        for (const auto* who : {"nadia", "shazia", "joan", "sam", "grace"})
            CHECK_FALSE(town.get(who, "/requests").says("Maya"));
        for (const auto* who : {"alan", "ruth", "peter"})
            CHECK(town.get(who, "/requests").status() == 403);
    });
}

TEST_CASE("what an agency asked for is one press away on every page of whoever asks") {
    on_each_town([](Town& town) {
        for (const auto* who : {"tom", "helen", "shazia", "joan"})
            CHECK_MESSAGE(town.get(who, "/home").link("Our requests") == "/requests", who);
        for (const auto* who : {"priya", "alan"})
            CHECK_MESSAGE(town.get(who, "/home").link("Our requests") == "", who);
        CHECK(town.get("priya", "/home").link("Requests") == "/requests");
    });
}

TEST_CASE("the menu shows where somebody is who writes a request, and where who reads one") {
    on_each_town([](Town& town) {
        const auto current = [&](const std::string& path) {
            const auto body = town.get("tom", path).response().body;
            const auto at = body.find("aria-current=\"true\"");
            if (at == std::string::npos) return std::string();
            const auto tag = body.substr(body.rfind('<', at), body.find('>', at) - body.rfind('<', at));
            const auto from = tag.find("href=\"") + 6;
            return tag.substr(from, tag.find('"', from) - from);
        };
        const auto draft = begin_draft(town, "tom");
        for (const auto& path : {draft + "/1", draft + "/4", draft + "/removal", std::string("/requests/danger")})
            CHECK_MESSAGE(current(path) == "/requests/new", path);
        for (const auto& path : {std::string("/requests"), ask(town, "tom")})
            CHECK_MESSAGE(current(path) == "/requests", path);
        CHECK(current("/home") == "/home");
    });
}

TEST_CASE("a question that nobody answers is on the front door's Home, whoever has not taken the request") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, {{"decision", "ASK"}, {"question-ASK", "Who is at home?"}});
        const auto unanswered = [&] {
            return town
                .reading(
                    [&](db::Reader& reader) { return waiting_for(reader, town.viewer("omar"), town.clock().now()); })
                .unanswered.lines;
        };
        REQUIRE(unanswered().size() == 1);
        town.clock().forward(30 * days_ms);
        REQUIRE(unanswered().size() == 1);
        CHECK(unanswered().front().words.find("asked 23 November 2026") == 0);
        CHECK(town.get("omar", "/home").says("Asked a question, taken by nobody"));
        const auto version = town.get("omar", request).field("version").value();
        town.post("omar", request + "/taker", {{"verb", "take"}, {"version", version}});
        CHECK(unanswered().empty());
        CHECK(town.get("omar", "/home").says("Taken by me (1)"));
    });
}

TEST_CASE("that nobody has taken a request in the council's time is said where it waits") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        const auto first_line = [&] {
            return town
                .reading(
                    [&](db::Reader& reader) { return waiting_for(reader, town.viewer("omar"), town.clock().now()); })
                .new_requests.lines.at(0);
        };
        CHECK(first_line().words.find("not taken") == std::string::npos);
        town.clock().forward(2 * days_ms); // one working day is Bury's default
        CHECK_FALSE(first_line().late);    // its decision is not
        CHECK(first_line().words.find(" left, but not taken in time") != std::string::npos);
    });
}

TEST_CASE("hidden is absent: a request of another agency answers like one that was never sent") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto nothing = "/requests/" + Reference::make(town.database().random()).text();
        for (const auto* page : {"", "/sent", "/print"}) {
            const auto hidden = town.get("nadia", request + page);
            const auto absent = town.get("nadia", nothing + page);
            CHECK(hidden.status() == 404);
            CHECK(absent.status() == 404);
            CHECK(hidden.words() == absent.words());
        }
        CHECK(town.post("nadia", request + "/answers", {{"answer", "x"}, {"version", "1"}}).status() == 404);
    });
}

TEST_CASE("home tells each person what waits for them") {
    on_each_town([](Town& town) {
        const auto look = [&](std::string_view who) {
            return town.reading(
                [&](db::Reader& reader) { return waiting_for(reader, town.viewer(who), town.clock().now()); });
        };
        ask(town, "tom");
        save_page(town, "tom", begin_draft(town, "tom"), 1, {{"child_given_names", "Yusuf"}});
        CHECK(look("tom").drafts.size() == 1);
        CHECK(look("tom").drafts.front().children == "Yusuf");
        CHECK(look("tom").sent.lines.size() == 1);
        CHECK(look("helen").drafts.empty());
        CHECK(look("priya").new_requests.count == 1);
        CHECK(look("priya").new_requests.lines.front().from == "St Aidan's Primary School");
        CHECK(look("nadia").sent.lines.empty());
        CHECK(look("sam").new_requests.lines.empty());
        CHECK(look("alan").drafts.empty());
    });
}

} // namespace kith::requests
