// What comes back to a request: social care's answer to a step up, and the referrer's to a question.

#include "access/register.h"
#include "db/database.h"
#include "profiles/profile_store.h"
#include "requests/decision_store.h"
#include "requests/request_store.h"
#include "requests/request_views.h"
#include "requests/waiting.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

using Words = std::vector<const char*>;

void check_says(const SeenPage& page, const Words& all) {
    for (const auto* words : all)
        CHECK_MESSAGE(page.says(words), std::string(words), " in ", page.words());
}

void check_says_none(const SeenPage& page, const Words& all) {
    for (const auto* words : all)
        CHECK_MESSAGE(!page.says(words), std::string(words), " in ", page.words());
}

bool stands_before(const SeenPage& page, std::string_view first, std::string_view second) {
    return page.says(first) && page.words().find(first) < page.words().find(second);
}

void step_up(Town& town, std::string_view who, const std::string& request) {
    REQUIRE(decide(town, who, request, {{"decision", "STEP_UP"}, {"reason", "A bruise nobody explains"}}).status() ==
            303);
}

void answer_of_social_care(Town& town, const std::string& request, Fields fields) {
    const auto address = request + "/step-up";
    REQUIRE(town.fill_in("omar", town.get("omar", address), address, std::move(fields)).status() == 303);
}

const Fields returned{{"outcome", "returned"}, {"returned_reason", "Early help first"}};
const Fields accepted{{"outcome", "accepted"}, {"accepted_by", "Duty team, north"}, {"accepted_reference", "SC-1187"}};

// On the day after, 24 November 2026: whoever worked on the first has gone home, so Omar and Helen go on.
void is_answered(Town& town, const std::string& request, const Fields& fields) {
    step_up(town, "priya", request);
    town.clock().forward(days_ms);
    answer_of_social_care(town, request, fields);
}

void ask_back(Town& town, std::string_view who, const std::string& request, const char* question = "Who is at home?") {
    REQUIRE(decide(town, who, request, {{"decision", "ASK"}, {"question-ASK", question}}).status() == 303);
}

void answer(Town& town, const std::string& request) {
    REQUIRE(town.fill_in("helen", town.get("helen", request), request + "/answers", {{"answer", "Dana and her mother"}})
                .status() == 303);
}

std::string in_danger(Town& town) {
    const auto sent = town.post("shazia", "/requests/danger", {{"danger_reason", "Screams next door"}}).location();
    return sent.substr(0, sent.rfind('/'));
}

void take(Town& town, std::string_view who, const std::string& request) {
    REQUIRE(town.fill_in(who, town.get(who, request), request + "/taker", {{"verb", "take"}}).status() == 303);
}

Waiting waiting_of(Town& town, std::string_view who) {
    return town.reading([&](db::Reader& reader) { return waiting_for(reader, town.viewer(who), town.clock().now()); });
}

// What Home says to whoever asked of the last request.
std::string sent_lately(Town& town) {
    return waiting_of(town, "tom").sent.lines.at(0).words;
}

const Fields advice{{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}};

} // namespace

TEST_CASE("that social care sent a request back, and why, stands wherever the front door decides it again") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        is_answered(town, request, returned);
        for (const std::string page : {"", "/decision", "/print"}) {
            CAPTURE(page);
            check_says(town.get("omar", request + page), {"Sent back by MASH on 24 November 2026", "Early help first"});
        }
        const auto page = town.get("omar", request);
        check_says(page, {"What was decided before", "What came of it"});
        CHECK(page.link("What MASH was asked") == request + "/step-up");
        CHECK(stands_before(page, "Early help first", "Take it"));
        check_says(town.get("omar", "/home"), {"sent back by MASH on 24 November 2026"});
        check_says(town.get("omar", "/requests"), {"Sent back by MASH, 24 November 2026"});
        ask_back(town, "omar", request); // is not to decide it
        check_says(town.get("omar", request), {"Sent back by MASH on 24 November 2026"});
        check_says(town.get("omar", "/home"), {"sent back by MASH on 24 November 2026"});
        check_says(town.get("omar", "/requests?state=question"), {"Sent back by MASH, 24 November 2026"});
    });
}

TEST_CASE("what social care sent back and was decided again is what it was decided to be") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        is_answered(town, request, returned);
        REQUIRE(decide(town, "omar", request, advice).status() == 303);
        const auto page = town.get("omar", request);
        check_says(page, {"Advice", "Step up to MASH now", "Sent back by MASH on 24 November 2026"});
        CHECK_FALSE(page.says("What was decided before"));
        check_says_none(town.get("omar", "/requests?state=decided"), {"Sent back", "Accepted by"});
        check_says_none(town.get("helen", request), {"sent it back", "accepted it"});
    });
}

TEST_CASE("whoever asked is told that social care sent it back and when, and not why") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        is_answered(town, request, returned);
        check_says(town.get("helen", request), {"MASH sent it back on 24 November 2026", "is deciding again"});
        check_says(town.get("helen", request + "/print"), {"MASH sent it back on 24 November 2026"});
        for (const auto* page : {"", "/print"})
            check_says_none(town.get("helen", request + page), {"Early help first"});
        CHECK(town.get("helen", request + "/step-up").status() == 403);
        check_says(town.get("helen", "/requests"), {"Sent back by MASH"});
        CHECK(sent_lately(town) == "sent 23 November 2026, sent back by MASH, waiting for a decision again");
        CHECK(town.get("nadia", request).status() == 404);
        check_says_none(town.get("nadia", "/home"), {"by MASH"});
    });
}

TEST_CASE("who accepted a step up, their reference and when stand on the request for the front door alone") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        is_answered(town, request, accepted);
        const auto page = town.get("omar", request);
        for (const auto* on : {"", "/print"})
            check_says(town.get("omar", request + on),
                       {"Accepted by Duty team, north (reference SC-1187) on 24 November 2026"});
        CHECK(town.get("omar", page.link("What MASH was asked")).says("SC-1187"));
        check_says(town.get("omar", "/requests?state=decided"),
                   {"Step up to MASH now Accepted by MASH, 24 November 2026"});

        check_says(town.get("helen", request), {"MASH accepted it on 24 November 2026"});
        check_says(town.get("helen", "/requests"), {"Accepted by MASH"});
        CHECK(sent_lately(town) == "sent 23 November 2026, accepted by MASH");
        for (const auto* on : {"", "/print"})
            check_says_none(town.get("helen", request + on), {"Duty team", "SC-1187"});
    });
}

TEST_CASE(
    "whoever asked and leads the help that a request was added to is not told who accepted it or why it came back") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        is_answered(town, request, returned);
        const auto shown = [&](std::string_view who) {
            const auto reference = Reference::parse(request.substr(request.rfind('/') + 1)).value();
            return town.reading([&](db::Reader& reader) {
                const auto viewer = town.viewer(who);
                const auto seen = find_request(reader, town.viewer("priya"), reference, town.clock().now()).value();
                const auto profile = profiles::current(reader);
                std::string all;
                for (const auto& each : decisions_on(reader, seen.request.id))
                    all += decision_in_full(reader, viewer, *profile, seen.request, each, town.clock().now()).markup();
                return all;
            });
        };
        for (const auto* who : {"priya", "sam"}) // who leads and has not asked reads why
            CHECK(shown(who).find("Early help first") != std::string::npos);
        CHECK(shown("tom").find("Sent back by MASH on ") != std::string::npos);
        CHECK(shown("tom").find("Early help first") == std::string::npos);
    });
}

TEST_CASE("a child in danger now stands first on Home until the request is decided, or somebody else has taken it") {
    on_each_town([](Town& town) {
        const auto stepped_up = ask(town, "nadia", a_new_child("Yusuf", "Begum"));
        step_up(town, "priya", stepped_up);
        take(town, "omar", ask(town, "joan", a_new_child("Orla", "Quill")));
        check_says_none(town.get("omar", "/home"), {"may be in danger now"});
        const auto request = in_danger(town);

        const auto home = town.get("omar", "/home");
        check_says(home, {"A child may be in danger now (1)", "taken by nobody yet", "No other request is waiting"});
        for (const auto* later : {"Waiting for MASH to accept (1)", "Taken by me (1)", "Taken by nobody yet"})
            CHECK_MESSAGE(stands_before(home, "A child may be in danger now", later), later);
        CHECK(home.link("A child in danger") == request);
        CHECK(waiting_of(town, "omar").new_requests.count == 0); // not twice

        take(town, "omar", request);
        check_says(town.get("omar", "/home"), {"A child may be in danger now (1)", "taken by you", "Taken by me (2)"});
        check_says_none(town.get("priya", "/home"), {"may be in danger now"});
        decide(town, "omar", request, {{"decision", "STEP_UP"}, {"reason", "Nobody opens"}});
        check_says_none(town.get("omar", "/home"), {"may be in danger now"});
        answer_of_social_care(town, request, returned);
        check_says(town.get("omar", "/home"), {"A child may be in danger now (1)", "sent back by MASH"});
    });
}

TEST_CASE("a child in danger stands on the Home of whoever may see the request, and of nobody else") {
    on_each_town([](Town& town) {
        in_danger(town);
        town.writing([&](db::Writer& writer) {
            constexpr db::Sql work_elsewhere =
                "insert into posting_localities (posting_id, locality) values (:posting, 'elsewhere')";
            constexpr db::Sql all_from_the_north = "update resources set locality = 'north' where kind = 'request'";
            writer.run(all_from_the_north, {});
            return writer.run(work_elsewhere, {{"posting", town.viewer("priya").posting}});
        });
        CHECK(waiting_of(town, "omar").in_danger.count == 1);
        CHECK(waiting_of(town, "priya").in_danger.count == 0);
        for (const auto* who : {"shazia", "tom", "sam", "grace", "alan"})
            CHECK_MESSAGE(waiting_of(town, who).in_danger.count == 0, who);
    });
}

TEST_CASE("that a question was answered is said until somebody acts on it, and the answer is read first") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto lists_say = [&](const char* words) {
            return town.get("omar", "/home").says(words) && town.get("omar", "/requests").says(words);
        };
        ask_back(town, "priya", request);
        town.clock().forward(days_ms);
        CHECK_FALSE(town.get("omar", request).says("Your question was answered"));
        answer(town, request);
        for (const std::string on : {"", "/decision"}) {
            CAPTURE(on);
            const auto page = town.get("omar", request + on);
            CHECK(stands_before(page, "Dana and her mother", "In the referrer's words"));
            CHECK(stands_before(page, "Who is at home?", "Dana and her mother"));
            const auto first = page.words().find("Dana and her mother");
            CHECK(page.words().find("Dana and her mother", first + 1) == std::string::npos); // once
        }
        CHECK(lists_say("Answered"));
        CHECK(town.get("omar", "/home").says("answered 24 November 2026"));
        CHECK(town.get("omar", "/requests").says("Answered 24 November 2026"));
        take(town, "omar", request);
        CHECK(lists_say("Answered"));

        town.clock().forward(minutes_ms);
        ask_back(town, "omar", request, "And at night?");
        check_says_none(town.get("omar", "/home"), {"Answered"});
        check_says_none(town.get("omar", "/requests?state=question"), {"Answered"});
        CHECK(stands_before(town.get("omar", request), "In the referrer's words", "Dana and her mother"));
        town.clock().forward(minutes_ms);
        answer(town, request);
        CHECK(lists_say("Answered"));
        town.clock().forward(minutes_ms);
        step_up(town, "omar", request);
        answer_of_social_care(town, request, returned);
        check_says_none(town.get("omar", "/home"), {"Answered"});
        check_says_none(town.get("omar", "/requests"), {"Answered"});
        check_says_none(town.get("omar", request), {"Your question was answered"});
    });
}

TEST_CASE("whoever was asked something is not blamed for nobody's taking the request, nor is whoever asked") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        ask(town, "nadia", a_new_child("Yusuf", "Begum"));
        ask_back(town, "priya", request);
        town.clock().forward(2 * days_ms); // one working day is Bury's default
        answer(town, request);
        const auto lines = waiting_of(town, "omar").new_requests.lines;
        REQUIRE(lines.size() == 2);
        for (const auto& line : lines)
            CHECK((line.words.find("not taken in time") == std::string::npos) == (line.names == "Maya Okafor-Reid"));
    });
}

TEST_CASE("what was wanted today is said to have passed tomorrow, until it is decided") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        auto worry = a_worry();
        worry[4].second = "today";
        save_page(town, "tom", draft, 2, std::move(worry));
        save_page(town, "tom", draft, 3, agreed());
        press_send(town, "tom", draft);
        const auto request = town.get("priya", "/requests").link("Maya");
        check_says_none(town.get("priya", "/requests"), {"Day passed"});
        town.clock().forward(days_ms);
        check_says(town.get("omar", "/requests"), {"Day passed Wanted on 23 November 2026"});
        decide(town, "omar", request, advice);
        check_says_none(town.get("omar", "/requests?state=decided"), {"Day passed"});
    });
}

} // namespace kith::requests
