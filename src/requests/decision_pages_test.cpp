#include "access/register.h"
#include "access/restriction.h"
#include "access/same_persons.h"
#include "access/users.h"
#include "agencies/agency_store.h"
#include "agencies/team_store.h"
#include "base/clock.h"
#include "db/database.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "history/record.h"
#include "mail/outbox.h"
#include "people/search_store.h"
#include "profiles/profile_store.h"
#include "requests/decision_store.h"
#include "requests/request_store.h"
#include "requests/waiting.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

Reference reference_in(const std::string& address) {
    return Reference::parse(address.substr(address.rfind('/') + 1)).value();
}

// The request as the front door sees it.
SeenRequest request_at(Town& town, const std::string& address, std::string_view who = "priya") {
    return town.reading([&](db::Reader& reader) {
        return find_request(reader, town.viewer(who), reference_in(address), town.clock().now()).value();
    });
}

std::optional<episodes::Episode> open_episode(Town& town, Id<families::Family> family) {
    return open_help(town, "grace", family);
}

std::string early_help_team(Town& town, const std::string& request) {
    const auto page = town.get("priya", request + "/decision");
    return page.offered("team-EHT").back();
}

// "Neighbourhood team" leads, level 3.
Fields to_the_team(Town& town, const std::string& request) {
    return {{"level-1", "3"},
            {"decision", "EHT"},
            {"team-EHT", early_help_team(town, request)},
            {"reason", "Missing school, and Dana asks for help"}};
}

std::int64_t letters(Town& town) {
    return town.reading([](db::Reader& reader) {
        constexpr db::Sql how_many = "select count(*) as letters from mail_outbox";
        return reader.one(how_many, {}, [](const db::Row& row) { return row.integer("letters"); }).value();
    });
}

// Says whether the first possible match is the same person.
SeenPage say(Town& town, const std::string& request, const std::string& verdict, std::string person = {}) {
    const auto page = town.get("priya", request);
    if (person.empty()) person = page.field("person").value_or("");
    return town.post("priya", request + "/matches",
                     {{"about", "1"},
                      {"person", person},
                      {"verdict", verdict},
                      {"version", std::to_string(request_at(town, request).request.version)}});
}

SeenPage autosave(Town& town, std::string_view who, const std::string& address, Fields fields) {
    http::Request request;
    request.method = http::Method::put;
    request.path = address;
    fields.emplace_back("form-token", town.get(who, "/display").field("form-token").value());
    request.form = http::Answers(std::move(fields));
    return town.send(who, std::move(request));
}

Waiting waiting(Town& town, std::string_view who) {
    return town.reading([&](db::Reader& reader) { return waiting_for(reader, town.viewer(who), town.clock().now()); });
}

} // namespace

TEST_CASE("a decision to help opens it for the family, tells the school and shows who decided") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto decided = decide(town, "priya", request, to_the_team(town, request));
        CHECK(decided.location() == "/requests");
        CHECK(decided.response().notice.find(request) != std::string::npos); // where the help is

        const auto seen = request_at(town, request).request;
        CHECK(seen.state == State::decided);
        const auto episode = open_episode(town, seen.family);
        REQUIRE(episode);
        CHECK(episode->state == episodes::State::allocated);
        CHECK(episode->level == "3");
        CHECK(episode->agreed);
        CHECK(letters(town) == 1);
        const auto told = town.get("tom", request);
        CHECK(told.says("Neighbourhood team"));
        CHECK(told.says("Missing school, and Dana asks for help"));
        CHECK(told.says("01632 960001"));
        CHECK(town.get("grace", "/episodes/" + episode->reference.text()).says("Okafor-Reid family"));
        CHECK_FALSE(town.get("sam", "/episodes/" + episode->reference.text()).says("Okafor-Reid family"));
        CHECK(town.get("nadia", "/episodes/" + episode->reference.text()).status() == 404);
        CHECK(town.get("tom", "/episodes/" + episode->reference.text()).status() == 404);
    });
}

TEST_CASE("what is typed on the decision page is kept for whoever typed it, until it is recorded") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto address = request + "/decision";
        const auto put = [&](std::string_view who, Fields fields) {
            return autosave(town, who, address, std::move(fields));
        };
        CHECK(put("priya", {{"reason", "Half a"}, {"version", "0"}}).status() == 200);
        CHECK(put("priya", {{"reason", "Half a sentence"}, {"level-1", "3"}, {"version", "1"}}).status() == 200);
        const auto late = put("priya", {{"reason", "Another window"}, {"version", "1"}});
        CHECK(late.status() == 409);
        CHECK(late.response().body.find("Half a sentence") != std::string::npos);
        CHECK(put("tom", {{"reason", "Not mine to write"}, {"version", "0"}}).status() == 403);

        const auto page = town.get("priya", address);
        CHECK(page.field("reason") == "Half a sentence");
        CHECK(page.chosen("level-1") == std::vector<std::string>{"3"});
        CHECK(page.field("version") == "2");
        CHECK(town.get("omar", address).field("reason") == "");

        CHECK(decide(town, "priya", request, {{"level-1", "3"}, {"decision", "NFA"}}).status() == 303);
        CHECK(town.get("omar", request).says("Half a sentence"));
        constexpr db::Sql kept = "select request_id from request_decision_drafts";
        CHECK_FALSE(town.reading([&](db::Reader& reader) { return reader.exists(kept, {}); }));
    });
}

TEST_CASE("the browser keeps what is typed on the decision page with a key of that person and request alone") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto other = ask(town, "tom", a_new_child("Leo", "O'Brien"));
        const auto key = [&](std::string_view who, const std::string& about) {
            return browser_key_on(town.get(who, about + "/decision"));
        };
        const auto priyas = key("priya", request);
        CHECK(from_base64url(priyas).value_or("").size() == 32);
        REQUIRE(autosave(town, "priya", request + "/decision", {{"reason", "Half"}, {"version", "0"}}).status() == 200);
        CHECK(key("priya", request) == priyas);
        CHECK(key("omar", request) != priyas);
        CHECK(key("priya", other) != priyas);
    });
}

TEST_CASE("what somebody had begun to write when a colleague decided is still read") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto address = request + "/decision";
        REQUIRE(autosave(town, "priya", address, {{"reason", "Half a sentence"}, {"version", "0"}}).status() == 200);
        REQUIRE(decide(town, "omar", request, {{"level-1", "3"}, {"decision", "NFA"}, {"reason", "All is well"}})
                    .status() == 303);
        CHECK(town.get("priya", request).link("What you had begun to write") == address);
        const auto page = town.get("priya", address);
        CHECK(page.status() == 200);
        CHECK(page.says("Half a sentence"));
        CHECK(page.says("What was recorded meanwhile"));
        CHECK(page.says("All is well"));
        CHECK(town.get("omar", request).link("What you had begun to write").empty());
        CHECK(town.get("omar", address).location() == request);
    });
}

TEST_CASE("nothing is chosen beforehand, and a level, a decision and a reason are asked for") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto page = town.get("priya", request + "/decision");
        CHECK(page.chosen("level-1").empty());
        CHECK(page.chosen("decision").empty());
        CHECK(page.field("reason") == "");

        const auto refused = decide(town, "priya", request, {});
        CHECK(refused.status() == 422);
        CHECK(refused.problems().size() == 3);
        const auto no_team =
            decide(town, "priya", request, {{"level-1", "3"}, {"decision", "EHT"}, {"reason", "Kept as typed"}});
        CHECK(no_team.status() == 422);
        CHECK(no_team.field("reason") == "Kept as typed");
        const auto no_level =
            decide(town, "priya", request, {{"level-1", "99"}, {"decision", "NFA"}, {"reason", "Why"}});
        CHECK(no_level.status() == 422);
        CHECK(request_at(town, request).request.state == State::received);
        CHECK(letters(town) == 0);
    });
}

TEST_CASE("where the council's own team is to lead, no other agency's team is offered or taken") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto schools = town.writing([&](db::Writer& writer) {
            const auto school = town.viewer("tom");
            return agencies::add_team(writer, school.actor(), school.agency, {.name = "Year 5"}).value().reference;
        });
        const auto page = town.get("priya", request + "/decision");
        CHECK(page.offered("team-EHT").size() == 3); // the prompt, and the council's two
        CHECK_FALSE(page.says("Year 5"));
        const auto refused = decide(town, "priya", request,
                                    {{"level-1", "3"},
                                     {"decision", "EHT"},
                                     {"team-EHT", std::string(schools.text())},
                                     {"reason", "Missing school"}});
        CHECK(refused.status() == 422);
        CHECK(refused.problems() == std::vector<std::string>{"Choose the team that will help"});
        CHECK(decide(town, "priya", request, to_the_team(town, request)).status() == 303);
    });
}

TEST_CASE("help that starts without agreement waits for it, and the school is told no more than it may know") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom", a_new_child(), not_agreed());
        CHECK(town.get("priya", request + "/decision").says("has not agreed yet"));
        decide(town, "priya", request, to_the_team(town, request));
        const auto episode = open_episode(town, request_at(town, request).request.family);
        REQUIRE(episode);
        CHECK(episode->state == episodes::State::engaging);
        CHECK_FALSE(episode->agreed);
        const auto told = town.get("tom", request);
        CHECK(told.says("the team will contact you"));
        CHECK_FALSE(told.says("01632 960001"));
    });
}

TEST_CASE("of two who decide at once one wins, and the other is told and shown both") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto omars = town.get("omar", request + "/decision");
        decide(town, "priya", request, to_the_team(town, request));
        const auto told = town.fill_in("omar", omars, request + "/decision",
                                       {{"level-1", "1"}, {"decision", "NFA"}, {"reason", "Omar's own words"}});
        CHECK(told.status() == 422);
        CHECK(told.says("Somebody else was faster"));
        CHECK(told.says("Missing school, and Dana asks for help"));
        CHECK(told.field("reason") == "Omar's own words");
        const auto decisions = town.reading(
            [&](db::Reader& reader) { return decisions_on(reader, request_at(town, request).request.id); });
        CHECK(decisions.size() == 1);
        CHECK(letters(town) == 1);
    });
}

TEST_CASE("two decisions in the same moment: one is kept") {
    on_each_town([](Town& town) {
        const auto request = request_at(town, ask(town, "tom")).request;
        const auto profile = town.reading([](db::Reader& reader) { return profiles::current(reader); });
        std::atomic<int> kept = 0;
        std::atomic<int> told = 0;
        const auto decide_as = [&](const char* who, const char* reason) {
            const Proposal proposal{.code = "ADVICE", .reason = reason, .levels = {{request.people.front().id, "1"}}};
            const auto viewer = town.viewer(who);
            return std::thread([&, proposal, viewer] {
                bool recorded = false;
                town.database().write([&](db::Writer& writer) {
                    recorded = record_decision(writer, viewer, *profile, request.id, 1, proposal).has_value();
                });
                ++(recorded ? kept : told);
            });
        };
        auto priya = decide_as("priya", "Priya's reason");
        auto omar = decide_as("omar", "Omar's reason");
        priya.join();
        omar.join();
        CHECK(kept == 1);
        CHECK(told == 1);
        CHECK(letters(town) == 1);
    });
}

TEST_CASE("pressing Record twice decides once") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const Fields fields{{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}, {"seen", "1"}};
        CHECK(town.post_again("priya", request + "/decision", fields, "one-key").status() == 303);
        CHECK(town.post_again("priya", request + "/decision", fields, "one-key").location() == "/requests");
        CHECK(letters(town) == 1);
    });
}

TEST_CASE("a step up needs only a reason, and stays on Home until social care has accepted it") {
    on_each_town([](Town& town) {
        town.post("shazia", "/requests/danger", {{"danger_reason", "Screams next door"}});
        const auto request = waiting(town, "priya").in_danger.lines.front().address;
        CHECK(decide(town, "priya", request, {{"decision", "STEP_UP"}}).status() == 422);
        CHECK(decide(town, "priya", request, {{"decision", "STEP_UP"}, {"reason", "A child in danger"}}).status() ==
              303);
        REQUIRE(waiting(town, "priya").step_ups.lines.size() == 1);
        CHECK(town.get("shazia", request).says("have not accepted it yet"));
        CHECK(town.get("priya", request + "/decision").location() == request); // not decided a second time

        const auto page = town.get("priya", request + "/step-up");
        const auto half =
            town.fill_in("priya", page, request + "/step-up",
                         {{"outcome", "accepted"}, {"accepted_by", "Duty team"}, {"accepted_reference", ""}});
        CHECK(half.status() == 422);
        CHECK(half.field("accepted_by") == "Duty team");
        CHECK(waiting(town, "priya").step_ups.lines.size() == 1);

        const auto done =
            town.fill_in("priya", page, request + "/step-up",
                         {{"outcome", "accepted"}, {"accepted_by", "Duty team"}, {"accepted_reference", "SC-1187"}});
        CHECK(done.status() == 303);
        CHECK(waiting(town, "priya").step_ups.lines.empty());
        CHECK(request_at(town, request).request.state == State::decided);
        CHECK(town.get("priya", request + "/step-up").says("SC-1187"));
    });
}

TEST_CASE("what social care sends back is decided again") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, {{"decision", "STEP_UP"}, {"reason", "A bruise nobody explains"}});
        const auto page = town.get("priya", request + "/step-up");
        town.fill_in("priya", page, request + "/step-up",
                     {{"outcome", "returned"}, {"returned_reason", "Early help first"}});
        CHECK(request_at(town, request).request.state == State::received);
        CHECK(request_at(town, request).request.due_at);
        CHECK(decide(town, "priya", request, to_the_team(town, request)).status() == 303);
    });
}

TEST_CASE("while social care was asked the time to decide stood still") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto profile = town.reading([](db::Reader& reader) { return profiles::current(reader); });
        const auto time_left = [&] {
            return clock_of(*profile, request_at(town, request).request, town.clock().now()).words;
        };
        CHECK(time_left() == "3 working days left");
        const auto due = request_at(town, request).request.due_at;
        decide(town, "priya", request, {{"decision", "STEP_UP"}, {"reason", "It cannot wait"}});
        town.clock().forward(2 * days_ms);
        town.fill_in("omar", town.get("omar", request + "/step-up"), request + "/step-up",
                     {{"outcome", "returned"}, {"returned_reason", "Early help first"}});
        CHECK(time_left() == "2 working days left"); // Tuesday ended with social care, and does not count
        CHECK(request_at(town, request).request.due_at == due.value() + days_ms);
        const auto id = request_at(town, request).request.id;
        const auto in_a_list = town.reading([&](db::Reader& reader) {
            const auto sent = request_at(town, request).request.sent_at;
            return clock_of(reader, *profile, id, sent, town.clock().now()).words;
        });
        CHECK(in_a_list == time_left());
    });
}

TEST_CASE("a family that steps up while it is helped cannot be left before social care accepts") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        say(town, first, "same");
        decide(town, "priya", first, to_the_team(town, first));
        const auto second = ask(town, "shazia");
        say(town, second, "same");
        decide(town, "priya", second, {{"decision", "STEP_UP"}, {"reason", "It has got worse"}});
        const auto episode = open_episode(town, request_at(town, first).request.family);
        REQUIRE(episode);
        const auto stepped_up = town.reading([&](db::Reader& reader) {
            constexpr db::Sql which = "select id from step_ups where episode_id = :episode";
            return reader.exists(which, {{"episode", episode->id}});
        });
        CHECK(stepped_up);
    });
}

TEST_CASE("a question stops the clock, the school answers, and the clock goes on") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto due = request_at(town, request).request.due_at;
        REQUIRE(due);
        CHECK(decide(town, "priya", request, {{"decision", "ASK"}}).status() == 422);
        CHECK(decide(town, "priya", request, {{"decision", "ASK"}, {"question-ASK", "Who is at home?"}}).status() ==
              303);
        CHECK_FALSE(request_at(town, request).request.due_at);
        CHECK(town.get("priya", request).says("paused"));
        CHECK(waiting(town, "tom").questions.lines.size() == 1);
        CHECK(letters(town) == 1);
        CHECK(town.get("nadia", request).status() == 404);
        CHECK(town.post("priya", request + "/answers", {{"answer", "Her own"}, {"version", "2"}}).status() == 404);

        town.clock().forward(32 * hours_ms); // over the end of the first day that counts; a colleague comes in
        const auto page = town.get("helen", request);
        CHECK(page.says("Who is at home?"));
        CHECK(town.fill_in("helen", page, request + "/answers", {{"answer", ""}}).status() == 422);
        CHECK(town.fill_in("helen", page, request + "/answers", {{"answer", "Dana and her mother"}}).status() == 303);
        CHECK(letters(town) == 2);
        CHECK(town.get("omar", request).says("Dana and her mother"));
        const auto after = request_at(town, request).request;
        CHECK(after.state == State::received);
        REQUIRE(after.due_at);
        CHECK(*after.due_at > *due);
        const auto late = town.fill_in("helen", page, request + "/answers", {{"answer", "Other words"}});
        CHECK(late.status() == 422);
        CHECK(late.says("Somebody else was faster"));
    });
}

TEST_CASE("a person who was refused as a match never comes back, here or in the next request about the same child") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto page = town.get("priya", request);
        CHECK(page.says("Maya Okafor-Reid, born 2017"));
        const auto maya = page.field("person").value();
        CHECK(say(town, request, "not_same").status() == 303);
        CHECK(town.get("priya", request).says("Said not to be the same"));
        CHECK_FALSE(town.get("priya", request).says("Same person?"));

        const auto draft = begin_draft(town, "tom");
        const auto known = town.get("tom", draft + "/1").offered("children_known");
        save_page(town, "tom", draft, 1, {{"children_known", known.front()}});
        save_page(town, "tom", draft, 2, a_worry());
        save_page(town, "tom", draft, 3, agreed());
        const auto sent = press_send(town, "tom", draft).location();
        CHECK_FALSE(town.get("priya", sent.substr(0, sent.rfind('/'))).says("Same person?"));

        // A person may still change their mind; Kith never proposes it.
        CHECK(say(town, request, "same", maya).status() == 303);
        CHECK(town.get("priya", request).says("Same person"));
    });
}

TEST_CASE("who was refused as a match is not proposed again as another record of the same person") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        REQUIRE(town.get("priya", request).says("Maya Okafor-Reid, born 2017"));
        CHECK(say(town, request, "not_same").status() == 303);
        const auto priya = town.viewer("priya");
        const auto [maya, other] = town.writing([&](db::Writer& w) {
            const auto found = people::find_people(w, priya, "maya okafor-reid", 1, w.now()).matches.front();
            return std::pair(found.candidate.summary.id,
                             people::add_person(w, priya, {.name = {"Maya", "Okafor-Reid"}}).id);
        });
        CHECK(town.get("priya", request).says("Same person?"));
        town.writing([&](db::Writer& w) {
            access::say_who_is_one(w, {maya, other}, {{maya, other}});
            return true;
        });
        CHECK_FALSE(town.get("priya", request).says("Same person?"));
    });
}

TEST_CASE("a refused match stays refused when another agency describes the same child, and can be taken back") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto maya = town.get("priya", request).field("person").value();
        const auto answer = [&](const std::string& of, const std::string& verdict, const std::string& reason = {}) {
            const auto version = std::to_string(request_at(town, of).request.version);
            town.clock().forward(minutes_ms);
            return town
                .post(
                    "priya", of + "/matches",
                    {{"about", "1"}, {"person", maya}, {"verdict", verdict}, {"reason", reason}, {"version", version}})
                .status();
        };
        CHECK(answer(request, "not_same", "A cousin of the same name") == 303);

        const auto second = ask(town, "shazia", a_new_child("MAYA", "Okafor Reid"));
        const auto page = town.get("omar", second);
        CHECK_FALSE(page.says("Same person?"));
        CHECK(page.says("Said not to be the same"));
        CHECK(page.says("Not the same, says Priya Nair, Northbridge Families, 23 November 2026"));
        CHECK(page.says("A cousin of the same name"));
        CHECK(page.says("It was said of another request"));
        CHECK_FALSE(town.get("omar", second + "/decision").says("the same person as"));

        // Described otherwise it is another child.
        auto born_later = a_new_child();
        born_later[2].second = "15";
        CHECK(town.get("omar", ask(town, "joan", born_later)).says("Same person?"));

        // Taken back on the second: the third is asked about again. On the first it stands as it was said.
        CHECK(answer(second, "cannot_tell") == 303);
        CHECK(town.get("omar", second).says("could not tell"));
        CHECK(town.get("omar", ask(town, "nadia")).says("Same person?"));
        CHECK_FALSE(town.get("omar", request).says("Same person?"));
        CHECK(answer(request, "same") == 303);
        CHECK(answer(request, "not_same") == 303);

        // Everything that was said is still there.
        const auto said = town.reading([](db::Reader& reader) {
            constexpr db::Sql all = "select verdict from request_matches order by said_at, id";
            return reader.all(all, {}, [](const db::Row& row) { return row.text("verdict"); });
        });
        CHECK(said.size() == 4);
    });
}

TEST_CASE("what two persons are to each other is said once for each request, and the nearest word stands") {
    SystemRandom random;
    const auto id = [&]<typename Thing>(Id<Thing>) { return Id<Thing>::make(Instant{1}, random); };
    const RequestPerson about{.id = id(Id<RequestPerson>())};
    const auto maya = id(Id<people::Person>());
    const auto said = [&](Verdict verdict, SaidOf of, std::int64_t at) {
        return StandingVerdict{.said = {about.id, maya, verdict}, .of = of, .at = Instant{at}};
    };
    using enum Verdict;
    const auto stands = [](const std::vector<StandingVerdict>& all) {
        return standing_verdicts(all).front().said.verdict;
    };
    CHECK(stands({said(same, SaidOf::themselves, 1), said(not_same, SaidOf::themselves, 2)}) == not_same);
    CHECK(stands({said(cannot_tell, SaidOf::themselves, 1), said(not_same, SaidOf::the_same_description, 2)}) ==
          cannot_tell);
    CHECK(stands({said(not_same, SaidOf::the_same_description, 1), said(same, SaidOf::themselves, 2)}) == same);
    CHECK(stands({said(not_same, SaidOf::the_child_chosen, 1), said(same, SaidOf::the_same_description, 2)}) ==
          not_same);
}

TEST_CASE("inside the change nobody is searched for while nobody was added or changed since the search") {
    on_each_town([](Town& town) {
        const auto request = request_at(town, ask(town, "tom")).request;
        const auto priya = town.viewer("priya");
        const auto profile = town.reading([](db::Reader& reader) { return profiles::current(reader); });
        const Proposal proposal{
            .code = "EHT",
            .reason = "Missing school",
            .levels = {{request.people.front().id, "3"}},
            .team = town.reading([](db::Reader& reader) { return agencies::council_teams(reader).front().id; })};
        const auto looked = Looked{town.reading(people::changes_so_far), {}}; // as if nobody had been found
        const auto record = [&](bool undo) {
            std::optional<Result<Recorded>> recorded;
            try {
                town.database().write([&](db::Writer& writer) {
                    recorded = record_decision(writer, priya, *profile, request.id, 1, proposal, looked);
                    if (undo) throw std::runtime_error("undone");
                });
            } catch (const std::runtime_error&) {
            }
            return recorded->has_value() ? std::string() : recorded->error().front().code;
        };
        CHECK(record(true) == ""); // Maya is known, and is not looked for
        town.writing([&](db::Writer& writer) {
            people::add_person(writer, town.viewer("sam"), {.name = {"Maya", "Okafor-Reid"}, .source = "her school"});
            return true;
        });
        CHECK(record(false) == "unanswered");
    });
}

TEST_CASE("nobody is matched unless a person says so") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        CHECK(request_at(town, request).request.people.front().person.empty());
        decide(town, "priya", request, to_the_team(town, request));
        const auto family = request_at(town, request).request.family;
        const auto mayas = town.reading([&](db::Reader& reader) {
            return people::find_people(reader, town.viewer("grace"), "Maya Okafor-Reid", 1, town.clock().now()).count;
        });
        CHECK(mayas == 2); // the town's own, and a new one
        CHECK_FALSE(family.empty());
    });
}

TEST_CASE("a matched child's family is the one that is helped") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        say(town, request, "same");
        decide(town, "priya", request, to_the_team(town, request));
        const auto seen = request_at(town, request).request;
        const auto family = town.reading([&](db::Reader& reader) {
            return families::find_family(reader, town.viewer("grace"), seen.family, town.clock().now()).value();
        });
        CHECK(family.family.members.size() == 6);
    });
}

TEST_CASE("a second request about a family that is helped joins it: the lead is told, the referrer learns nothing") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        auto fields = to_the_team(town, first);
        say(town, first, "same");
        fields.emplace_back("lead-EHT", "sam.okoro@demo.example");
        decide(town, "priya", first, fields);

        const auto second = ask(town, "nadia", a_new_child(), not_agreed());
        CHECK(town.get("priya", second).says("Being helped now"));
        CHECK(town.get("priya", second).says("Sam Okoro"));
        say(town, second, "same");
        const auto refused = decide(town, "priya", second, to_the_team(town, second));
        CHECK(refused.status() == 422);
        CHECK(refused.says("being helped already"));
        CHECK(decide(town, "priya", second, {{"decision", "OPEN_ELSEWHERE"}, {"reason", "Sam helps them"}}).status() ==
              303);

        REQUIRE(waiting(town, "sam").added.lines.size() == 1);
        const auto joined = town.reading([&](db::Reader& reader) {
            const auto help = open_episode(town, request_at(town, first).request.family).value();
            return history::lines_about(reader, "episode", std::string(help.id.text()), 10);
        });
        CHECK(std::any_of(joined.begin(), joined.end(),
                          [](const auto& each) { return each.line.action == "request.joined"; }));
        CHECK(town.get("sam", second).says("She has missed twelve days since September"));
        const auto told = town.get("nadia", second);
        CHECK_FALSE(told.says("Sam"));
        CHECK_FALSE(told.says("already"));
        CHECK(told.says("the team will contact you"));
        town.post("sam", second + "/reader", {});
        CHECK(waiting(town, "sam").added.lines.empty());

        // The same words as where help began with this very request.
        const auto fresh = ask(town, "nadia", a_new_child("Nobody", "Known"), not_agreed());
        decide(town, "priya", fresh, to_the_team(town, fresh));
        const auto after = [](const SeenPage& page) {
            const auto from = page.words().find("What was decided");
            return page.words().substr(from, page.words().find("What was sent") - from);
        };
        CHECK(after(town.get("nadia", fresh)) == after(told));
    });
}

TEST_CASE("a child nobody knew joins the family with the request that joins its help, each with their own ward") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        auto fields = to_the_team(town, first);
        say(town, first, "same");
        fields.emplace_back("lead-EHT", "sam.okoro@demo.example");
        decide(town, "priya", first, fields);

        const auto draft = begin_draft(town, "nadia");
        auto children = a_new_child();
        children.emplace_back("add", "child");
        save_page(town, "nadia", draft, 1, children);
        town.fill_in("nadia", town.get("nadia", draft + "/1"), draft + "/1",
                     {{"child_given_names-2", "Alfie"},
                      {"child_family_name-2", "Okafor-Reid"},
                      {"child_born-2-day", "1"},
                      {"child_born-2-month", "6"},
                      {"child_born-2-year", "2020"},
                      {"child_postcode-2", "ZE1 0AA"},
                      {"child_school-2", "Forest nursery"},
                      {"child_relationship-2", "school"}});
        save_page(town, "nadia", draft, 2, a_worry());
        save_page(town, "nadia", draft, 3, not_agreed());
        const auto pressed = press_send(town, "nadia", draft);
        CHECK(fmt::format("{}", fmt::join(pressed.problems(), "; ")) == "");
        const auto sent = pressed.location();
        const auto second = sent.substr(0, sent.rfind('/'));
        say(town, second, "same");
        const auto page = town.get("priya", second);
        CHECK(page.words().find("Not in the postcode file loaded here", page.words().find("ZE1 0AA")) !=
              std::string::npos);
        CHECK(decide(town, "priya", second, {{"decision", "OPEN_ELSEWHERE"}, {"reason", "Sam helps them"}}).status() ==
              303);

        const auto alfies = town.reading([&](db::Reader& reader) {
            return people::find_people(reader, town.viewer("sam"), "Alfie Okafor-Reid", 1, town.clock().now()).count;
        });
        CHECK(alfies == 1);
    });
}

TEST_CASE("a child who may be known is asked about before a request joins help, and is not written down again") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        auto fields = to_the_team(town, first);
        say(town, first, "same");
        fields.emplace_back("lead-EHT", "sam.okoro@demo.example");
        decide(town, "priya", first, fields);

        const auto draft = begin_draft(town, "nadia");
        auto children = a_new_child();
        children.emplace_back("add", "child");
        save_page(town, "nadia", draft, 1, children);
        town.fill_in("nadia", town.get("nadia", draft + "/1"), draft + "/1",
                     {{"child_given_names-2", "Tobi"},
                      {"child_family_name-2", "Okafor-Reid"},
                      {"child_born-2-day", "1"},
                      {"child_born-2-month", "6"},
                      {"child_born-2-year", "2020"},
                      {"child_postcode-2", "NB4 1AA"},
                      {"child_school-2", "Forest nursery"},
                      {"child_relationship-2", "school"}});
        save_page(town, "nadia", draft, 2, a_worry());
        save_page(town, "nadia", draft, 3, not_agreed());
        const auto sent = press_send(town, "nadia", draft).location();
        const auto second = sent.substr(0, sent.rfind('/'));
        say(town, second, "same");
        const auto address = second + "/decision";
        const auto page = town.get("priya", address);
        Fields joins{{"decision", "OPEN_ELSEWHERE"}, {"reason", "Sam helps them"}};
        const auto refused = town.fill_in("priya", page, address, joins);
        REQUIRE(refused.status() == 422);
        CHECK(refused.problems().front().starts_with("Say whether Tobi Okafor-Reid is the same person as Tobi"));
        for (const auto& name : page.field_names(address))
            if (name.starts_with("match-")) joins.emplace_back(name, "same");
        CHECK(town.fill_in("priya", page, address, joins).status() == 303);
        const auto tobis = town.reading([&](db::Reader& reader) {
            return people::find_people(reader, town.viewer("sam"), "Tobi Okafor-Reid", 1, town.clock().now()).count;
        });
        CHECK(tobis == 1);
    });
}

TEST_CASE("where the family agreed the school learns who leads") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        auto fields = to_the_team(town, first);
        say(town, first, "same");
        fields.emplace_back("lead-EHT", "sam.okoro@demo.example");
        decide(town, "priya", first, fields);
        CHECK(town.get("tom", first).says("Sam Okoro"));

        const auto draft = begin_draft(town, "tom");
        const auto known = town.get("tom", draft + "/1").offered("children_known");
        save_page(town, "tom", draft, 1, {{"children_known", known.front()}});
        CHECK(town.get("tom", draft + "/2").says("Already being helped by Sam Okoro"));
    });
}

TEST_CASE("what was decided not to be told, is private or of another kind is not told by who leads either") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        auto fields = to_the_team(town, first);
        say(town, first, "same");
        fields.emplace_back("lead-EHT", "sam.okoro@demo.example");
        decide(town, "priya", first, fields);
        const auto seen = request_at(town, first).request;
        const auto episode = std::string(open_episode(town, seen.family)->id.text());
        const auto school = town.viewer("tom").agency;
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1,
                  {{"children_known", town.get("tom", draft + "/1").offered("children_known").front()}});
        const auto is_told = [&] {
            const bool on_the_draft = town.get("tom", draft + "/2").says("Already being helped by Sam Okoro");
            CHECK(town.get("tom", first).says("Sam Okoro") == on_the_draft);
            return on_the_draft;
        };
        const auto change = [&](const std::function<void(db::Writer&)>& what) {
            town.writing([&](db::Writer& writer) {
                what(writer);
                return true;
            });
        };
        CHECK(is_told());
        change([&](db::Writer& writer) { access::withhold(writer, episode, school, "ordinary"); });
        CHECK_FALSE(is_told());
        change([&](db::Writer& writer) { access::lift_withholding(writer, episode, school, "ordinary"); });
        CHECK(is_told());

        // Of a kind of its own: agreement to what is ordinary does not reach it, a scope for it does.
        change([&](db::Writer& writer) {
            constexpr db::Sql of_health = "update resources set category = 'health' where id = :episode";
            writer.run(of_health, {{"episode", episode}});
        });
        CHECK_FALSE(is_told());
        change([&](db::Writer& writer) { access::open_scope(writer, episode, school, "ordinary"); });
        CHECK_FALSE(is_told());
        change([&](db::Writer& writer) { access::open_scope(writer, episode, school, "health"); });
        CHECK(is_told());
        change([&](db::Writer& writer) { access::withhold(writer, episode, school, "health"); });
        CHECK_FALSE(is_told());
        change([&](db::Writer& writer) { access::lift_withholding(writer, episode, school, "health"); });

        change([&](db::Writer& writer) { access::keep_private(writer, seen.people.front().person.text()); });
        CHECK_FALSE(is_told());
    });
}

TEST_CASE("what belongs before the school's meeting goes to the school with the council's own sentence") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, {{"decision", "TAS"}, {"question-TAS", "Would you bring Maya to it?"}});
        CHECK(town.get("tom", request).says("Please bring the family to your next Team Around the School"));
        CHECK(town.get("tom", request).says("Would you bring Maya to it?"));
    });
}

TEST_CASE("what somebody took who has left the front door is new again for the others") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        town.fill_in("omar", town.get("omar", request), request + "/taker", {{"verb", "take"}});
        CHECK(waiting(town, "omar").mine.lines.size() == 1);
        CHECK(waiting(town, "priya").new_requests.lines.empty());
        const auto omars = town.viewer("omar").posting;
        town.writing([&](db::Writer& writer) {
            access::end_posting(writer, town.viewer("alan").actor(), omars);
            return Done{};
        });
        REQUIRE(waiting(town, "priya").new_requests.lines.size() == 1);
        CHECK(town.get("priya", request).says("Taken by Omar Haddad"));
        town.fill_in("priya", town.get("priya", request), request + "/taker", {{"verb", "take"}});
        CHECK(waiting(town, "priya").mine.lines.size() == 1);
        CHECK(waiting(town, "priya").new_requests.lines.empty());
    });
}

TEST_CASE("when whoever led has left, nobody leads: manager and front door see it and find somebody else") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, to_the_team(town, request));
        const auto episode = waiting(town, "grace").unled.lines.front().address;
        town.fill_in("grace", town.get("grace", episode), episode + "/lead", {{"lead", "sam.okoro@demo.example"}});
        CHECK(town.get("tom", request).says("Sam Okoro"));
        CHECK(waiting(town, "priya").unled.lines.empty());

        const auto posting = town.reading(
            [&](db::Reader& reader) { return access::find_posting(reader, town.viewer("sam").posting).value(); });
        const auto ending = "/admin/postings/" + posting.reference.text() + "/ending";
        CHECK(town.get("alan", ending).says("They work with 1 family"));
        CHECK_FALSE(town.get("alan", ending).says("Okafor"));
        CHECK(town.fill_in("alan", town.get("alan", ending), ending, {}).status() == 303);

        CHECK(town.get("grace", episode).says("Nobody leads now. Sam Okoro did, and has left that role"));
        CHECK_FALSE(town.get("tom", request).says("Sam Okoro"));
        REQUIRE(waiting(town, "grace").unled.lines.size() == 1);
        REQUIRE(waiting(town, "priya").unled.lines.size() == 1);
        const auto home = town.get("priya", "/home");
        CHECK(home.says("Nobody leads (1)"));
        CHECK(home.says("Sam Okoro led it and has left"));

        // Ended by mistake: renewed, everything is Sam's as before.
        const auto renewal = "/admin/postings/" + posting.reference.text() + "/renewal";
        CHECK(town.get("alan", "/home").link("Sam Okoro") == renewal);
        town.clock().forward(hours_ms / 10);
        CHECK(town.fill_in("alan", town.get("alan", renewal), renewal, {{"reason", "Ended by mistake"}}).status() ==
              303);
        CHECK(waiting(town, "priya").unled.lines.empty());
        CHECK(waiting(town, "sam").leading.lines.size() == 1);
        CHECK(town.get("tom", request).says("Sam Okoro"));

        town.fill_in("alan", town.get("alan", ending), ending, {});
        CHECK(town.fill_in("priya", town.get("priya", episode), episode + "/lead",
                           {{"lead", "grace.adeyemi@demo.example"}})
                  .status() == 303);
        CHECK(waiting(town, "grace").leading.lines.size() == 1);
        CHECK(waiting(town, "priya").unled.lines.empty());
    });
}

TEST_CASE("the front door's list of help that nobody goes on with is one list, page by page") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom", a_new_child("Tilly", "Ash"));
        decide(town, "priya", first,
               {{"level-1", "3"},
                {"decision", "PARTNER_EHA"},
                {"agency-PARTNER_EHA", "Northbridge Family Friends"},
                {"reason", "They know her"}});
        town.clock().forward(minutes_ms);
        const auto second = ask(town, "tom", a_new_child("Yusuf", "Begum"));
        auto fields = to_the_team(town, second);
        fields.emplace_back("lead-EHT", "sam.okoro@demo.example");
        decide(town, "priya", second, fields);
        town.writing([&](db::Writer& writer) {
            access::end_posting(writer, town.viewer("alan").actor(), town.viewer("sam").posting);
            return Done{};
        });
        const auto priya = town.viewer("priya");
        const auto lines = [&](Span span) {
            return town.reading([&](db::Reader& reader) {
                return waiting_list(reader, priya, Waits::unled, span, town.clock().now());
            });
        };
        const auto all = lines({});
        REQUIRE(all.lines.size() == 2);
        CHECK(all.lines.front().words.starts_with("nobody there sees it yet"));
        CHECK(all.lines.back().words.starts_with("Sam Okoro led it"));
        for (const std::int64_t passed : {0, 1}) {
            const auto one = lines({.many = 1, .passed = passed});
            CHECK(one.count == 2);
            REQUIRE(one.lines.size() == 1);
            CHECK(one.lines.front().address == all.lines[static_cast<std::size_t>(passed)].address);
        }
        CHECK(town.get("priya", "/home/unled?page=7").location() == "/home/unled");
        CHECK(town.get("priya", "/home/unled").says("Nobody leads (2)"));
    });
}

TEST_CASE("the time to find who leads begins when whoever led has left, and naming them again changes nothing") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        auto fields = to_the_team(town, request);
        fields.emplace_back("lead-EHT", "sam.okoro@demo.example");
        decide(town, "priya", request, fields);
        const auto sam = town.viewer("sam"), grace = town.viewer("grace");
        const auto id = open_episode(town, request_at(town, request).request.family)->id;
        const auto help = [&] {
            return town.reading([&](db::Reader& reader) {
                return episodes::find_episode(reader, grace, id, town.clock().now()).value();
            });
        };
        const auto since = help().led_since;
        town.clock().forward(40 * days_ms);
        const bool named = town.writing([&](db::Writer& writer) {
            return episodes::name_lead(writer, grace, help().episode, sam.posting).has_value();
        });
        CHECK(named);
        CHECK(help().led_since == since);
        CHECK(help().episode.version == 1);

        town.writing([&](db::Writer& writer) {
            access::end_posting(writer, grace.actor(), sam.posting);
            return Done{};
        });
        REQUIRE(waiting(town, "grace").unled.lines.size() == 1);
        CHECK_FALSE(waiting(town, "grace").unled.lines.front().late);
        town.clock().forward(40 * days_ms);
        CHECK(waiting(town, "grace").unled.lines.front().late);
    });
}

TEST_CASE("a manager sees what nobody leads yet, names somebody, and is told when it is late") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, to_the_team(town, request));
        REQUIRE(waiting(town, "grace").unled.lines.size() == 1);
        CHECK(waiting(town, "grace").late.lines.empty());
        const auto episode = waiting(town, "grace").unled.lines.front().address;
        const auto page = town.get("grace", episode);
        CHECK(town.fill_in("grace", page, episode + "/lead", {{"lead", ""}}).status() == 422);
        CHECK(town.fill_in("grace", page, episode + "/lead", {{"lead", "sam.okoro@demo.example"}}).status() == 303);
        CHECK(waiting(town, "grace").unled.lines.empty());
        REQUIRE(waiting(town, "sam").leading.lines.size() == 1);
        CHECK(town.get("sam", "/home").says("Okafor-Reid family"));

        // A colleague who had the page open is not overruled unseen.
        CHECK(town.fill_in("grace", page, episode + "/lead", {{"lead", "grace.adeyemi@demo.example"}}).status() == 422);

        const auto second = ask(town, "shazia", a_new_child("Yusuf", "Begum"));
        decide(town, "priya", second, to_the_team(town, second));
        town.clock().forward(7 * days_ms);
        CHECK(waiting(town, "grace").late.lines.size() == 1);
    });
}

TEST_CASE("help for a family that is kept to people who are named is given to nobody who is not") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, to_the_team(town, request));
        const auto episode = waiting(town, "grace").unled.lines.front().address;
        const auto family = std::string(request_at(town, request).request.family.text());
        const auto name = [&](std::string_view who) {
            const auto viewer = town.viewer(who);
            town.writing([&](db::Writer& writer) {
                if (!access::find_restriction(writer, family)) access::restrict_to_names(writer, family, {});
                access::name_for(writer, *access::find_restriction(writer, family), viewer.posting, viewer.agency);
                return true;
            });
        };
        name("grace");
        const Fields to_sam{{"lead", "sam.okoro@demo.example"}};
        const auto refused = town.fill_in("grace", town.get("grace", episode), episode + "/lead", to_sam);
        REQUIRE(refused.status() == 422);
        CHECK(refused.says("name them for this family first"));
        CHECK(waiting(town, "grace").unled.lines.size() == 1);
        name("sam");
        CHECK(town.fill_in("grace", town.get("grace", episode), episode + "/lead", to_sam).status() == 303);
        CHECK(town.get("sam", episode).says("Okafor-Reid family"));
    });
}

TEST_CASE("with somebody to lead, only they and their managers see the family; the front door's view ends") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        auto fields = to_the_team(town, request);
        fields.emplace_back("lead-EHT", "grace.adeyemi@demo.example");
        decide(town, "priya", request, fields);
        const auto sees = [&](std::string_view who) {
            const auto family = request_at(town, request).request.family;
            const auto seen = town.reading([&](db::Reader& reader) {
                return families::find_family(reader, town.viewer(who), family, town.clock().now());
            });
            return seen ? seen->decision.effect : access::Effect::hidden;
        };
        CHECK(sees("grace") == access::Effect::content);
        CHECK(sees("sam") == access::Effect::index);
        CHECK(sees("priya") == access::Effect::index);
        CHECK(sees("tom") == access::Effect::hidden);
        CHECK(sees("nadia") == access::Effect::hidden);
    });
}

TEST_CASE("a decision ends the wait for an answer, and another question can be asked when it comes back") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, {{"decision", "ASK"}, {"question-ASK", "Who is at home?"}});
        decide(town, "priya", request, {{"decision", "STEP_UP"}, {"reason", "It cannot wait"}});
        CHECK(waiting(town, "tom").questions.lines.empty());
        CHECK(town.get("tom", request).says("Decided before it was answered"));
        town.fill_in("priya", town.get("priya", request + "/step-up"), request + "/step-up",
                     {{"outcome", "returned"}, {"returned_reason", "Early help first"}});
        CHECK(request_at(town, request).request.due_at);
        CHECK(decide(town, "priya", request, {{"decision", "ASK"}, {"question-ASK", "And now?"}}).status() == 303);
    });
}

TEST_CASE("whoever asked can add something until it is decided, and the front door decides on all of it") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto open = town.get("priya", request + "/decision");
        const auto page = town.get("tom", request);
        CHECK(town.fill_in("tom", page, request + "/additions", {{"words", ""}}).status() == 422);
        CHECK(town.fill_in("tom", page, request + "/additions", {{"words", "Her gran has moved in"}}).status() == 303);
        CHECK(town.get("priya", request).says("Her gran has moved in"));
        const auto told = town.fill_in("priya", open, request + "/decision", to_the_team(town, request));
        CHECK(told.status() == 422);
        CHECK(told.says("Her gran has moved in"));
        CHECK(decide(town, "priya", request, to_the_team(town, request)).status() == 303);
        CHECK(town.post("tom", request + "/additions", {{"words", "Too late"}, {"version", "3"}}).status() == 422);
        CHECK(town.post("nadia", request + "/additions", {{"words", "x"}, {"version", "3"}}).status() == 404);
    });
}

TEST_CASE("words that come too late stay on the page, whatever was recorded meanwhile") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto toms = town.get("tom", request);
        decide(town, "priya", request, {{"decision", "ASK"}, {"question-ASK", "Who is at home?"}});
        const auto asked = town.get("tom", request);
        town.fill_in("helen", town.get("helen", request), request + "/answers", {{"answer", "Helen's answer"}});
        const auto answered = town.fill_in("tom", asked, request + "/answers", {{"answer", "Tom's own answer"}});
        CHECK(answered.status() == 422);
        CHECK(answered.says("What you typed"));
        CHECK(answered.says("Tom's own answer"));

        decide(town, "priya", request, {{"decision", "STEP_UP"}, {"reason", "It cannot wait"}});
        const auto added = town.fill_in("tom", toms, request + "/additions", {{"words", "Her gran has moved in"}});
        CHECK(added.status() == 422);
        CHECK(added.says("What you typed"));
        CHECK(added.says("Her gran has moved in"));

        const auto omars = town.get("omar", request + "/step-up");
        const auto answer = [&](std::string_view who, Fields fields) {
            return town.fill_in(who, omars, request + "/step-up", std::move(fields));
        };
        CHECK(answer("priya", {{"outcome", "returned"}, {"returned_reason", "Early help first"}}).status() == 303);
        const auto late = answer("omar", {{"outcome", "accepted"},
                                          {"accepted_by", "Duty team, north"},
                                          {"accepted_reference", "SC-1187"},
                                          {"returned_reason", "Not typed in vain"}});
        CHECK(late.status() == 422);
        CHECK(late.says("Early help first"));
        for (const auto* words : {"Duty team, north", "SC-1187", "Not typed in vain"})
            CHECK(late.says(words));
        CHECK_FALSE(town.get("omar", request + "/step-up").says("What you typed"));
    });
}

TEST_CASE("what social care answered to one step up is not taken for its answer to the next") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const Fields step_up{{"decision", "STEP_UP"}, {"reason", "It cannot wait"}};
        decide(town, "priya", request, step_up);
        const auto address = request + "/step-up";
        const auto omars = town.get("omar", address);
        const Fields accepted{
            {"outcome", "accepted"}, {"accepted_by", "Duty team, north"}, {"accepted_reference", "SC-1187"}};
        town.fill_in("priya", town.get("priya", address), address,
                     {{"outcome", "returned"}, {"returned_reason", "Early help first"}});
        town.clock().forward(minutes_ms);
        decide(town, "priya", request, step_up);

        const auto late = town.fill_in("omar", omars, address, accepted);
        CHECK(late.status() == 422);
        CHECK(late.field("accepted_by") == "Duty team, north");
        CHECK(request_at(town, request).request.state == State::step_up);
        CHECK(town.fill_in("omar", late, address, {}).location() == "/requests");
        CHECK(request_at(town, request).request.state == State::decided);
    });
}

TEST_CASE("a mistake in the form for a decision does not make up for what was added meanwhile") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto address = request + "/decision";
        const auto open = town.get("priya", address);
        town.fill_in("tom", town.get("tom", request), request + "/additions", {{"words", "Her gran has moved in"}});
        const auto mistaken = town.fill_in("priya", open, address,
                                           {{"level-1", "3"},
                                            {"decision", "PARTNER_EHA"},
                                            {"agency-PARTNER_EHA", "Nowhere at all"},
                                            {"reason", "They know her"}});
        CHECK(mistaken.status() == 422);
        const Fields mended{{"decision", "NFA"}};
        const auto told = town.fill_in("priya", mistaken, address, mended);
        REQUIRE(told.status() == 422);
        CHECK(told.problems().front().starts_with("Somebody else was faster"));
        CHECK(town.fill_in("priya", told, address, mended).status() == 303);
    });
}

TEST_CASE("rights that end while a form is on its way end it: nothing is written by somebody who may not any more") {
    on_each_town([](Town& town) {
        const auto rows = [&](const db::Sql& all) {
            return town.reading([&](db::Reader& reader) {
                return reader.one(all, {}, [](const db::Row& row) { return row.integer("rows"); }).value();
            });
        };
        const auto sealed_while = [&](std::string_view id, const std::function<SeenPage()>& send) {
            return sent_while(
                       town, [&](db::Writer& writer) { access::seal(writer, id); }, send)
                .status();
        };
        const auto first = ask(town, "tom");
        auto page = town.get("helen", first);
        CHECK(sealed_while(request_at(town, first).request.id.text(), [&] {
                  return town.fill_in("helen", page, first + "/additions", {{"words", "Her gran has moved in"}});
              }) == 404);
        CHECK(rows("select count(*) as rows from request_additions") == 0);

        const auto second = ask(town, "tom");
        page = town.get("omar", second + "/decision");
        CHECK(sealed_while(request_at(town, second).request.id.text(), [&] {
                  return town.fill_in("omar", page, second + "/decision",
                                      {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}});
              }) == 404);
        CHECK(rows("select count(*) as rows from request_decisions") == 0);

        const auto third = ask(town, "tom");
        page = town.get("omar", third);
        const auto maya = town.reading([&](db::Reader& reader) {
            return people::find_people(reader, town.viewer("grace"), "Maya Okafor-Reid", 1, town.clock().now())
                .matches.front()
                .candidate.summary.id;
        });
        CHECK(
            sealed_while(maya.text(), [&] {
                return town.post(
                    "omar", third + "/matches",
                    {{"about", "1"}, {"person", page.field("person").value()}, {"verdict", "same"}, {"version", "1"}});
            }) >= 404); // 422, or 404 when the handler came too late itself
        CHECK(rows("select count(*) as rows from request_matches") == 0);

        decide(town, "priya", third, to_the_team(town, third));
        const auto episode = open_episode(town, request_at(town, third).request.family);
        REQUIRE(episode);
        const auto address = "/episodes/" + episode->reference.text();
        page = town.get("grace", address);
        CHECK(sealed_while(episode->id.text(), [&] {
                  return town.fill_in("grace", page, address + "/lead", {{"lead", "sam.okoro@demo.example"}});
              }) == 404);
        CHECK(rows("select count(*) as rows from episode_leads") == 0);
    });
}

TEST_CASE("every possible match is answered before help begins; nothing else waits for that") {
    on_each_town([](Town& town) {
        const auto without_answer = [&](const std::string& request, Fields fields) {
            const auto address = request + "/decision";
            return town.fill_in("priya", town.get("priya", address), address, std::move(fields));
        };
        const auto request = ask(town, "tom");
        CHECK(town.get("priya", request + "/decision").says("the same person as Maya Okafor-Reid, born 2017?"));
        const auto refused = without_answer(request, to_the_team(town, request));
        CHECK(refused.status() == 422);
        REQUIRE(refused.problems().size() == 1);
        CHECK(refused.problems().front() ==
              "Say whether Maya Okafor-Reid is the same person as Maya Okafor-Reid, born 2017, or that you cannot "
              "tell");
        CHECK(refused.field("reason") == "Missing school, and Dana asks for help");
        CHECK(request_at(town, request).request.state == State::received);

        CHECK(say(town, request, "cannot_tell").status() == 303);
        CHECK(town.get("priya", request).says("could not tell"));
        CHECK(without_answer(request, to_the_team(town, request)).status() == 303);

        const auto second = ask(town, "shazia");
        CHECK(without_answer(second, {{"decision", "STEP_UP"}, {"reason", "It cannot wait"}}).status() == 303);
        const auto third = ask(town, "joan");
        CHECK(
            without_answer(third, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}}).status() ==
            303);
    });
}

TEST_CASE("what is answered on the decision page counts in the same moment") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto names = town.get("priya", request + "/decision").field_names(request + "/decision");
        const auto match =
            *std::find_if(names.begin(), names.end(), [](const auto& n) { return n.starts_with("match-"); });
        auto fields = to_the_team(town, request);
        fields.emplace_back(match, "same");
        CHECK(decide(town, "priya", request, fields).status() == 303);
        const auto family = town.reading([&](db::Reader& reader) {
            return families::find_family(reader, town.viewer("grace"), request_at(town, request).request.family,
                                         town.clock().now());
        });
        REQUIRE(family);
        CHECK(family->people.size() == 6); // the town's Okafor-Reids, not a family of its own
    });
}

namespace {

// What is hidden from everybody who does not work with it.
void hide(Town& town, const std::vector<std::string>& resources) {
    town.writing([&](db::Writer& writer) {
        for (const auto& each : resources)
            access::set_discoverable(writer, each, false);
        return true;
    });
}

// Helps the town's Maya and her family, led by Sam.
SeenRequest helped_by_sam(Town& town) {
    const auto request = ask(town, "tom");
    say(town, request, "same");
    auto fields = to_the_team(town, request);
    fields.emplace_back("lead-EHT", "sam.okoro@demo.example");
    CHECK(decide(town, "priya", request, fields).status() == 303);
    return request_at(town, request);
}

// `hidden` says which of family and help are hidden.
void begins_beside(
    const std::function<std::vector<std::string>(const std::string& family, const std::string& help)>& hidden) {
    on_each_town([&](Town& town) {
        const auto first = helped_by_sam(town).request;
        const auto episode = open_episode(town, first.family);
        REQUIRE(episode);
        hide(town, hidden(std::string(first.family.text()), std::string(episode->id.text())));
        const auto second = ask(town, "shazia");
        say(town, second, "same");
        const auto decided = decide(town, "omar", second, to_the_team(town, second));
        REQUIRE(decided.status() == 303);
        for (const auto& page : {second, std::string("/requests?state=decided"), std::string("/home")}) {
            const auto seen = town.get("omar", page);
            CHECK_FALSE(seen.says("Sam Okoro"));
            CHECK_FALSE(seen.says("second time"));
            CHECK(seen.response().body.find(episode->reference.text()) == std::string::npos);
        }
        CHECK(town.get("shazia", second).says("Neighbourhood team"));

        REQUIRE(waiting(town, "sam").added.lines.size() == 1);
        CHECK(waiting(town, "sam").added.lines.front().words.starts_with("help was begun a second time"));
        const auto told = town.get("sam", second);
        CHECK(told.says("Help was begun a second time"));
        CHECK(told.says("Neighbourhood team"));
        CHECK(town.fill_in("sam", told, second + "/reader", {}).status() == 303);
        CHECK(waiting(town, "sam").added.lines.empty());
    });
}

} // namespace

namespace {

// Yusuf, with somebody who is said to be his mother and is known by no such name.
std::string ask_about_yusuf(Town& town) {
    auto about = a_new_child("Yusuf", "Begum");
    about.insert(about.end(), {{"adult_given_names", "Rukhsana"},
                               {"adult_family_name", "Begum"},
                               {"adult_relationship", "MTH"},
                               {"adult_telephone", "07700 900123"}});
    for (auto& [name, value] : about)
        value = name == "child_born-day"     ? "8"
                : name == "child_born-month" ? "9"
                : name == "child_born-year"  ? "2014"
                                             : value;
    return ask(town, "tom", std::move(about));
}

} // namespace

TEST_CASE("beside a match stands which family they belong to, with as many people as may be known") {
    on_each_town([](Town& town) {
        const auto request = ask_about_yusuf(town);
        CHECK(town.get("priya", request).says("Belongs to the Begum family , 2 people"));
        CHECK(town.get("priya", request + "/decision").says("Belongs to the Begum family (2 people)"));
        say(town, request, "same");
        const auto page = town.get("priya", request);
        CHECK(page.says("Same person"));
        CHECK(page.says("Belongs to the Begum family , 2 people"));
        CHECK_FALSE(page.says("Salma"));

        const auto salma = town.reading([&](db::Reader& reader) {
            return people::find_people(reader, town.viewer("sam"), "Salma Begum", 1, town.clock().now())
                .matches.front()
                .candidate.summary.id;
        });
        hide(town, {std::string(salma.text())});
        CHECK(town.get("priya", request).says("Belongs to the Begum family , 1 person"));
        const auto family = town.reading([&](db::Reader& reader) {
            return families::families_of(reader, town.viewer("sam"), salma, town.clock().now()).front().id;
        });
        hide(town, {std::string(family.text())});
        CHECK_FALSE(town.get("priya", request).says("Begum family"));
    });
}

TEST_CASE("who is said to be a parent of a known child may be recorded already, as far as the decider may know") {
    on_each_town([](Town& town) {
        const auto request = ask_about_yusuf(town);
        const auto decision = request + "/decision";
        CHECK_FALSE(town.get("priya", decision).says("The request says that"));
        say(town, request, "same");
        const auto page = town.get("priya", decision);
        CHECK(page.says("The request says that Rukhsana Begum is the mother of Yusuf Begum. Yusuf Begum belongs to the "
                        "Begum family (2 people), and one of them may be meant."));
        CHECK_FALSE(page.says("Salma"));

        // Whoever sees his record reads who is recorded as his mother.
        const auto yusuf = request_at(town, request).request.people.front().person;
        town.writing([&](db::Writer& writer) {
            const auto host = town.viewer("priya").agency;
            access::add_to_case(writer, yusuf.text(), "some help");
            access::begin_involvement(writer, "some help", town.viewer("priya").posting, host);
            return true;
        });
        CHECK(town.get("priya", decision).says("Salma Begum, born 1988 is recorded as that already"));
    });
}

TEST_CASE("a family that the decider may not know of is as if it were not there, and whoever leads its help is told") {
    begins_beside([](const auto& family, const auto& help) { return std::vector{family, help}; });
}

TEST_CASE("help that the decider may not know of is as if it were not there, and its lead is told of both") {
    begins_beside([](const auto&, const auto& help) { return std::vector{help}; });
}

TEST_CASE("help for a family that the decider may not know of is not found by its own entry either") {
    begins_beside([](const auto& family, const auto&) { return std::vector{family}; });
}

namespace {

// Help by an agency: the decision is made with part of its name.
Fields to_the_agency(const std::string& name) {
    return {{"level-1", "3"}, {"decision", "PARTNER_EHA"}, {"agency-PARTNER_EHA", name}, {"reason", "They know her"}};
}

void make_confidential(Town& town, const std::string& name) {
    town.writing([&](db::Writer& writer) {
        auto agency = agencies::matching_agencies(writer, {.words = name}).agencies.front();
        agency.details.confidential = true;
        agencies::change_agency(writer, {}, agency.id, agency.version, agency.details).value();
        return true;
    });
}

std::string episode_of(Town& town, const std::string& request) {
    const auto family = request_at(town, request).request.family;
    return "/episodes/" + open_episode(town, family)->reference.text();
}

} // namespace

TEST_CASE("of a school that is to help only whoever asked sees the family, until somebody leads") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        REQUIRE(decide(town, "priya", request, to_the_agency("St Aidan's Primary School")).status() == 303);
        const auto episode = episode_of(town, request);
        CHECK(town.get("tom", episode).says("Okafor-Reid family"));
        CHECK(town.get("helen", episode).status() == 404);
        CHECK(town.get("ruth", episode).status() == 403);
        CHECK(waiting(town, "priya").unled.lines.empty());

        CHECK(town.fill_in("tom", town.get("tom", episode), episode + "/lead", {{"lead", "helen.marsh@demo.example"}})
                  .status() == 303);
        CHECK(town.get("helen", episode).says("Okafor-Reid family"));
        CHECK(town.get("tom", episode).status() == 404);
    });
}

TEST_CASE("where nobody of the agency asked, nobody there sees it until the front door has named who leads") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        REQUIRE(decide(town, "priya", request, to_the_agency("Northbridge Family Friends")).status() == 303);
        const auto episode = episode_of(town, request);
        CHECK(town.get("joan", episode).status() == 404);
        REQUIRE(waiting(town, "omar").unled.lines.size() == 1);
        CHECK(town.get("omar", "/home").says("nobody there sees it yet"));
        CHECK(town.fill_in("omar", town.get("omar", episode), episode + "/lead", {{"lead", "joan.price@demo.example"}})
                  .status() == 303);
        CHECK(town.get("joan", episode).says("Okafor-Reid family"));
        CHECK(waiting(town, "omar").unled.lines.empty());
    });
}

TEST_CASE("a refuge is a support service, with the front door's number, to whoever may only know that there is help") {
    on_each_town([](Town& town) {
        const std::string refuge = "Northbridge Family Friends";
        make_confidential(town, refuge);
        const auto request = ask(town, "joan");
        say(town, request, "same");
        REQUIRE(decide(town, "priya", request, to_the_agency(refuge)).status() == 303);
        const auto episode = episode_of(town, request);
        const auto second = ask(town, "tom");
        say(town, second, "same");
        CHECK(town.get("joan", episode).says(refuge));
        const auto decided = town.get("priya", request).words();
        CHECK(decided.find("Agency A support service", decided.find("What was decided")) != std::string::npos);
        CHECK(decided.find("Agency " + refuge) == std::string::npos);
        town.clock().forward(6 * days_ms); // the front door's own look back has ended
        const auto person = town.reading([&](db::Reader& reader) {
            return people::find_people(reader, town.viewer("grace"), "Maya Okafor-Reid", 1, town.clock().now())
                .matches.front()
                .candidate.summary.reference.text();
        });
        for (const auto& page : {episode, second, second + "/decision", request, "/people/" + person}) {
            CAPTURE(page);
            const auto seen = town.get("omar", page);
            CHECK(seen.status() == 200);
            CHECK_FALSE(seen.says(refuge));
            CHECK_FALSE(seen.says("Joan"));
            CHECK_FALSE(seen.says("01632 960005"));
        }
        CHECK(town.get("omar", episode).says("A support service"));
        CHECK(town.get("omar", episode).says("01632 960001"));
        CHECK(town.get("omar", second).says("A support service"));
    });
}

TEST_CASE("a refuge that is asked to help is not named through the people who work there") {
    on_each_town([](Town& town) {
        const std::string refuge = "Northbridge Family Friends";
        make_confidential(town, refuge);
        const auto request = ask(town, "tom");
        say(town, request, "same");

        // Nobody there could be chosen afterwards, so whoever rings them says now who leads.
        auto fields = to_the_agency(refuge);
        const auto refused = decide(town, "priya", request, fields);
        CHECK(refused.status() == 422);
        CHECK(refused.says("this agency is kept confidential"));
        CHECK_FALSE(refused.says("Joan Price"));
        fields.emplace_back("lead-PARTNER_EHA", "sam.okoro@demo.example");
        CHECK(decide(town, "priya", request, fields).says("Nobody with this address works for that agency"));
        fields.back().second = "Joan.Price@Demo.example";
        REQUIRE(decide(town, "priya", request, fields).status() == 303);
        const auto episode = episode_of(town, request);
        CHECK(town.get("joan", episode).says("Okafor-Reid family"));
        CHECK(town.get("joan", episode).offered("lead").size() == 2);

        const auto joans = town.viewer("joan").posting;
        town.clock().forward(6 * days_ms); // the front door's own look back has ended
        const auto hides = [&] {
            for (const auto* who : {"omar", "sam", "grace"}) {
                const auto page = town.get(who, episode);
                CAPTURE(std::string(who));
                CHECK(page.says("A support service"));
                CHECK(page.offered("lead").empty());
                CHECK(page.response().body.find("joan.price@demo.example") == std::string::npos);
                CHECK_FALSE(page.says("Joan"));
                const auto named = town.post(who, episode + "/lead", {{"lead", "joan.price@demo.example"}});
                CHECK(named.status() == 404);
            }
        };
        hides();
        town.writing([&](db::Writer& writer) {
            access::end_posting(writer, town.viewer("alan").actor(), joans);
            return Done{};
        });
        hides();
    });
}

TEST_CASE("beside a possible match stand only the requests and help that the front door may know of") {
    on_each_town([](Town& town) {
        const auto first = helped_by_sam(town);
        const auto& request = first.request;
        const auto help = "/episodes/" + open_episode(town, request.family)->reference.text();
        const auto earlier = "/requests/" + request.reference.text();
        town.clock().forward(6 * days_ms); // the front door's own look back has ended
        const auto second = ask(town, "shazia");
        const auto links_to = [&](const std::string& address) {
            return town.get("omar", second).response().body.find(address) != std::string::npos;
        };
        CHECK(links_to(help));
        CHECK(links_to(earlier));
        CHECK(town.get("omar", second).says("Request from " + first.sender.agency_name));

        make_confidential(town, first.sender.agency_name);
        CHECK(town.get("omar", second).says("Request from A support service"));
        hide(town, {std::string(request.family.text())});
        CHECK_FALSE(links_to(help));
        CHECK(links_to(earlier));
        hide(town, {std::string(request.id.text())});
        CHECK_FALSE(links_to(earlier));
        CHECK(town.get("omar", second).says("Same person?"));
    });
}

TEST_CASE("what was asked for stands beside family and help for whoever may read it, and for nobody else") {
    on_each_town([](Town& town) {
        const auto request = helped_by_sam(town).request;
        const auto family = town.reading([&](db::Reader& reader) {
            return families::find_family(reader, town.viewer("sam"), request.family, town.clock().now());
        });
        REQUIRE(family);
        const auto help = open_episode(town, request.family)->reference.text();
        const std::vector pages{"/families/" + family->family.reference.text(), "/episodes/" + help};
        for (const auto& page : pages)
            CHECK(town.get("sam", page).says("What was asked for"));
        town.writing([&](db::Writer& writer) {
            access::keep_private(writer, request.id.text());
            return true;
        });
        for (const auto& page : pages) {
            CHECK(town.get("sam", page).status() == 200);
            CHECK_FALSE(town.get("sam", page).says("What was asked for"));
        }
    });
}

TEST_CASE("a refuge that helps beside others is not named to them with the request, as it is to its own lead") {
    on_each_town([](Town& town) {
        const std::string refuge = "Northbridge Family Friends";
        make_confidential(town, refuge);
        const auto first = helped_by_sam(town).request;
        hide(town, {std::string(open_episode(town, first.family)->id.text())});
        const auto second = ask(town, "shazia");
        say(town, second, "same");
        auto fields = to_the_agency(refuge);
        fields.emplace_back("lead-PARTNER_EHA", "joan.price@demo.example");
        REQUIRE(decide(town, "omar", second, fields).status() == 303);
        const auto told = town.get("sam", second);
        CHECK(told.says("Help was begun a second time"));
        CHECK(told.says("Agency A support service"));
        CHECK_FALSE(told.says(refuge));
        CHECK(town.get("joan", second).says("Agency " + refuge));
    });
}

TEST_CASE("help of a refuge where nobody answers for it any more does not stand in the way of other help") {
    on_each_town([](Town& town) {
        const std::string refuge = "Northbridge Family Friends";
        make_confidential(town, refuge);
        const auto first = ask(town, "joan");
        say(town, first, "same");
        REQUIRE(decide(town, "priya", first, to_the_agency(refuge)).status() == 303);
        const auto second = ask(town, "tom");
        say(town, second, "same");
        CHECK(decide(town, "priya", second, to_the_team(town, second)).status() == 422);
        const auto joans = town.viewer("joan").posting;
        town.writing([&](db::Writer& writer) {
            access::end_posting(writer, town.viewer("alan").actor(), joans);
            return Done{};
        });
        CHECK(decide(town, "priya", second, to_the_team(town, second)).status() == 303);
        CHECK(waiting(town, "grace").unled.lines.size() == 1);
        const auto third = ask(town, "tom");
        say(town, third, "same");
        CHECK(decide(town, "priya", third, {{"decision", "OPEN_ELSEWHERE"}, {"reason", "Helped already"}}).status() ==
              303);
        CHECK(waiting(town, "grace").added.lines.size() == 1);
    });
}

TEST_CASE("a request of the agency that leads the help it joins is read and put away like any other") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        say(town, first, "same");
        auto fields = to_the_agency("St Aidan's Primary School");
        fields.emplace_back("lead-PARTNER_EHA", "tom.bell@demo.example");
        REQUIRE(decide(town, "priya", first, fields).status() == 303);
        const auto second = ask(town, "helen");
        say(town, second, "same");
        REQUIRE(
            decide(town, "priya", second, {{"decision", "OPEN_ELSEWHERE"}, {"reason", "Tom helps them"}}).status() ==
            303);
        REQUIRE(waiting(town, "tom").added.lines.size() == 1);
        const auto page = town.get("tom", second);
        CHECK(page.says("She has missed twelve days since September"));
        CHECK_FALSE(page.field_names(second + "/reader").empty());
        CHECK(town.get("helen", second).field_names(second + "/reader").empty());
        CHECK(town.fill_in("tom", page, second + "/reader", {}).status() == 303);
        CHECK(waiting(town, "tom").added.lines.empty());
    });
}

TEST_CASE("where a protected family is stands on no page of its request but for those on its location list") {
    on_each_town([](Town& town) {
        const auto [gss, ward] = town.reading([](db::Reader& reader) {
            const auto first = profiles::current(reader)->wards.front();
            return std::pair(first.gss, first.name);
        });
        const auto request = ask(town, "shazia");
        CHECK(town.get("priya", request).says("NB4 1AA"));
        CHECK(town.get("priya", request).says(ward));
        CHECK(town.get("priya", "/requests").says(ward));
        CHECK(town.get("priya", "/requests?area=" + gss).says("Maya Okafor-Reid"));
        REQUIRE(say(town, request, "same").status() == 303);
        const auto maya = request_at(town, request).request.people.front().person;
        town.writing([&](db::Writer& writer) {
            access::protect_location(writer, maya);
            return true;
        });

        const auto hides = [&](const SeenPage& page) {
            REQUIRE(page.status() == 200);
            for (const auto& where : {std::string("NB4 1AA"), std::string("Forest nursery")})
                CHECK_FALSE(page.says(where));
        };
        for (const auto* page : {"", "/decision", "/print"})
            hides(town.get("priya", request + page));
        hides(town.get("shazia", request));
        CHECK(town.get("priya", request).says("Only for those on this family's location list"));
        CHECK_FALSE(town.get("priya", request).says(ward));
        const auto list = town.get("priya", "/requests");
        CHECK(list.says("Maya Okafor-Reid"));
        CHECK(list.says("Kept private"));
        CHECK_FALSE(town.get("priya", "/requests?area=" + gss).says("Maya Okafor-Reid"));

        // That it was a mistake uncovers nothing: the request is about her still.
        const auto reference = town.get("priya", request).field("person").value();
        CHECK(say(town, request, "not_same", reference).status() == 303);
        CHECK(request_at(town, request).request.people.front().person.empty());
        hides(town.get("priya", request));
        CHECK_FALSE(town.get("priya", "/requests?area=" + gss).says("Maya Okafor-Reid"));
        CHECK(say(town, request, "same", reference).status() == 303);

        town.writing([&](db::Writer& writer) {
            access::list_for_location(writer, maya, town.viewer("priya").posting, writer.now() + days_ms);
            return true;
        });
        CHECK(town.get("priya", request).says("NB4 1AA"));
        CHECK(town.get("priya", request).says(ward));
        hides(town.get("omar", request));
    });
}

TEST_CASE("what the levels mean is read beside the form, which nothing leads away from") {
    on_each_town([](Town& town) {
        const auto page = town.get("priya", ask(town, "tom") + "/decision");
        CHECK(page.says("What the levels mean"));
        CHECK(page.says("Several needs, met together"));
        CHECK(page.response().body.find("<a class=\"govuk-link\" href=\"/levels\"") == std::string::npos);
    });
}

TEST_CASE("where a child is in danger the clock says now, and the step up stands first") {
    on_each_town([](Town& town) {
        const auto sent = town.post("shazia", "/requests/danger", {{"danger_reason", "Screams next door"}}).location();
        const auto request = sent.substr(0, sent.rfind('/'));
        const auto page = town.get("priya", request);
        CHECK(page.says("Waiting Now"));
        CHECK_FALSE(page.says("working day"));
        const auto decision = town.get("priya", request + "/decision");
        CHECK(decision.offered("decision").front() == "STEP_UP");
        CHECK(decision.chosen("decision").empty());
        CHECK(decision.says("a child is in danger now"));
        CHECK(town.get("priya", ask(town, "tom") + "/decision").offered("decision").front() == "EHT");
    });
}

TEST_CASE("whoever asked always hears what was written for them; why help began only where they may know of it") {
    on_each_town([](Town& town) {
        const auto covered = ask(town, "tom");
        auto fields = to_the_team(town, covered);
        fields.emplace_back("feedback", "Thank you. Please tell Maya that she was heard");
        decide(town, "priya", covered, fields);
        const auto toms = town.get("tom", covered);
        CHECK(toms.says("Please tell Maya that she was heard"));
        CHECK(toms.says("Missing school, and Dana asks for help"));

        const auto uncovered = ask(town, "nadia", a_new_child("Nobody", "Known"), not_agreed());
        decide(town, "priya", uncovered, fields);
        const auto nadias = town.get("nadia", uncovered);
        CHECK(nadias.says("Please tell Maya that she was heard"));
        CHECK(nadias.says("the team will contact you"));
        CHECK_FALSE(nadias.says("Missing school, and Dana asks for help"));
        CHECK_FALSE(nadias.says("Neighbourhood team"));
        CHECK(town.get("omar", uncovered).says("Told to whoever asked"));

        // A question is read instead.
        const auto third = ask(town, "joan");
        const auto refused =
            decide(town, "priya", third, {{"decision", "ASK"}, {"question-ASK", "Who?"}, {"feedback", "Thank you"}});
        CHECK(refused.status() == 422);
        CHECK(refused.field("feedback") == "Thank you");
    });
}

TEST_CASE("advice ends a request without opening anything") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        CHECK(decide(town, "priya", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}})
                  .status() == 303);
        const auto seen = request_at(town, request).request;
        CHECK(seen.state == State::decided);
        CHECK(seen.family.empty());
        CHECK(town.get("tom", request).says("Breakfast club"));
    });
}

TEST_CASE("only the front door decides, matches and takes") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        for (const auto* who : {"tom", "nadia", "sam", "grace", "alan"}) {
            CHECK(town.get(who, request + "/decision").status() == 403);
            CHECK(town.post(who, request + "/decision", {{"decision", "NFA"}, {"reason", "No"}}).status() == 403);
            CHECK(town.post(who, request + "/taker", {{"verb", "take"}, {"version", "1"}}).status() == 403);
        }
        CHECK(town.get("nadia", request).status() == 404);
        CHECK(town.get("sam", request).status() == 404);
        CHECK(request_at(town, request).request.state == State::received);
    });
}

TEST_CASE("the front door may look back five days, then a request is a line and no more") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        decide(town, "priya", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}});
        CHECK(town.get("priya", request).says("She has missed twelve days"));
        const auto seen_on = [&](std::int64_t later) {
            return town.reading([&](db::Reader& reader) {
                return find_request(reader, town.viewer("priya"), reference_in(request), town.clock().now() + later)
                    ->shows_content();
            });
        };
        CHECK(seen_on(5 * days_ms - 1));
        CHECK_FALSE(seen_on(5 * days_ms));
    });
}

} // namespace kith::requests
