// A period of help from its beginning to its end: agreement, where it has got to, step up, ending, beginning again.

#include "access/register.h"
#include "access/users.h"
#include "db/database.h"
#include "episodes/episode_store.h"
#include "episodes/step_up.h"
#include "history/record.h"
#include "profiles/profile_store.h"
#include "requests/waiting.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

Fields to_sam(Town& town, const std::string& request) {
    return {{"level-1", "3"},
            {"decision", "EHT"},
            {"team-EHT", town.get("priya", request + "/decision").offered("team-EHT").back()},
            {"lead-EHT", "sam.okoro@demo.example"},
            {"reason", "Two children are missing school"}};
}

void say_same(Town& town, const std::string& request) {
    const auto page = town.get("priya", request);
    town.post("priya", request + "/matches",
              {{"about", "1"},
               {"person", page.field("person").value()},
               {"verdict", "same"},
               {"version", page.field("version").value()}});
}

requests::Waiting waiting(Town& town, std::string_view who) {
    return town.reading(
        [&](db::Reader& reader) { return requests::waiting_for(reader, town.viewer(who), town.clock().now()); });
}

// "/episodes/K7MX4PQR": Sam leads help for Maya's family, which has agreed or not.
std::string help_led_by_sam(Town& town, Fields agreement = agreed()) {
    const auto request = ask(town, "tom", a_new_child(), std::move(agreement));
    say_same(town, request);
    REQUIRE(decide(town, "priya", request, to_sam(town, request)).status() == 303);
    return waiting(town, "sam").leading.lines.front().address;
}

SeenPage say_state(Town& town, std::string_view who, const std::string& episode, const std::string& state) {
    const auto address = episode + "/state";
    return town.fill_in(who, town.get(who, address), address, {{"state", state}});
}

std::string id_of(Town& town, const std::string& episode) {
    const auto reference = Reference::parse(episode.substr(episode.rfind('/') + 1)).value();
    return town.reading([&](db::Reader& reader) {
        const auto seen = episodes::find_episode(reader, town.viewer("sam"), reference, town.clock().now());
        return std::string(seen.value().episode.id.text());
    });
}

std::string newest_action(Town& town, const std::string& episode) {
    const auto id = id_of(town, episode);
    return town.reading(
        [&](db::Reader& reader) { return history::lines_about(reader, "episode", id, 1).front().line.action; });
}

const Fields dana_agrees{{"agreed_by", "Dana Reid, her mother"}, {"agreed_how", "telephone"}};
const Fields all_is_well{{"reason", "MET"}, {"words", "Mornings work now. Ring us if they stop working."}};

SeenPage send(Town& town, std::string_view who, const std::string& address, const Fields& fields) {
    return town.fill_in(who, town.get(who, address), address, fields);
}

} // namespace

TEST_CASE("help waits for the family's agreement, and goes on when whoever leads has recorded it") {
    on_each_town([](Town& town) {
        const auto episode = help_led_by_sam(town, not_agreed());
        CHECK(waiting(town, "sam").leading.lines.front().words.find("has not agreed yet") != std::string::npos);
        CHECK(town.get("sam", "/home").says("the family has not agreed yet"));
        CHECK(town.get("sam", episode).says("Not yet: help waits until the family agrees"));
        const auto refused = say_state(town, "sam", episode, "assessing");
        CHECK(refused.status() == 422);
        CHECK(refused.says("Record that the family agrees before you go on"));

        const auto address = episode + "/agreement";
        const auto page = town.get("sam", address);
        CHECK(page.says("Who gave permission?"));
        const auto half = town.fill_in("sam", page, address, {{"agreed_by", "Dana Reid"}, {"agreed_how", ""}});
        CHECK(half.status() == 422);
        CHECK(half.field("agreed_by") == "Dana Reid");
        CHECK(town.fill_in("sam", page, address, dana_agrees).status() == 303);
        CHECK(newest_action(town, episode) == "episode.agreed");
        CHECK(town.get("sam", episode).says("By Dana Reid, her mother, 23 November 2026"));
        CHECK(waiting(town, "sam").leading.lines.front().words.find("agreed") == std::string::npos);
        CHECK(say_state(town, "sam", episode, "assessing").status() == 303);
        CHECK(town.get("sam", episode).says("Story So Far under way"));

        // Whoever had the page open is not heard unseen, and loses no words.
        const auto late = town.fill_in("sam", page, address, {{"agreed_by", "Marcus"}, {"agreed_how", "in_person"}});
        CHECK(late.status() == 422);
        CHECK(late.field("agreed_by") == "Marcus");
    });
}

TEST_CASE("a mistake in a form does not make up for what a colleague saved meanwhile") {
    struct Form {
        std::string address;
        Fields mistaken;
        Fields mended;
    };

    on_each_town([](Town& town) {
        const auto episode = help_led_by_sam(town);
        std::string state = "engaging";
        const auto a_colleague_saves = [&] {
            state = state == "engaging" ? "assessing" : "engaging";
            REQUIRE(say_state(town, "grace", episode, state).status() == 303);
        };
        const std::vector<Form> forms{
            {episode + "/agreement", {{"agreed_by", ""}}, dana_agrees},
            {episode + "/state", {{"state", "nowhere"}}, {{"state", "planning"}}},
            {episode + "/lead", {{"lead", ""}}, {{"lead", "sam.okoro@demo.example"}}},
            {episode + "/ending", {{"reason", ""}}, all_is_well},
        };
        for (const auto& form : forms) {
            CAPTURE(form.address);
            const auto open = town.get("sam", form.address.ends_with("/lead") ? episode : form.address);
            a_colleague_saves();
            const auto again = town.fill_in("sam", open, form.address, form.mistaken);
            REQUIRE(again.status() == 422);
            const auto told = town.fill_in("sam", again, form.address, form.mended);
            REQUIRE(told.status() == 422);
            CHECK(told.problems().front().starts_with("Somebody has changed this meanwhile"));
            CHECK(town.fill_in("sam", told, form.address, form.mended).status() == 303);
        }
    });
}

TEST_CASE("an agreement is corrected by another, which stands, and the time for what follows does not begin again") {
    on_each_town([](Town& town) {
        const auto episode = help_led_by_sam(town, not_agreed());
        const auto agreed_at = [&] {
            const auto reference = Reference::parse(episode.substr(episode.rfind('/') + 1)).value();
            return town.reading([&](db::Reader& reader) {
                return episodes::find_episode(reader, town.viewer("sam"), reference, town.clock().now())->agreed_at;
            });
        };
        CHECK_FALSE(agreed_at());
        REQUIRE(send(town, "sam", episode + "/agreement", dana_agrees).status() == 303);
        const auto first = town.clock().now();
        town.clock().forward(2 * days_ms);
        REQUIRE(send(town, "grace", episode + "/agreement",
                     {{"agreed_by", "Marcus Okafor"}, {"agreed_how", "in_person"}, {"agreement_leaves_out", "Ngozi"}})
                    .status() == 303);
        CHECK(agreed_at() == first);
        const auto page = town.get("grace", episode);
        CHECK(page.says("By Marcus Okafor, 25 November 2026"));
        CHECK(page.says("Not for Ngozi"));
        CHECK_FALSE(page.says("Dana Reid, her mother"));
    });
}

TEST_CASE("where nobody of the helping agency sees the help, the front door records the agreement") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom", a_new_child(), not_agreed());
        decide(town, "priya", request, to_sam(town, request));
        const auto episode = waiting(town, "sam").leading.lines.front().address;
        CHECK(town.get("priya", episode + "/agreement").status() == 404);

        town.writing([&](db::Writer& writer) { // Sam's work with it was ended by mistake
            constexpr db::Sql only = "select id from episodes";
            const auto id = writer.one(only, {}, [](const db::Row& row) { return row.text("id"); }).value();
            const auto sam = town.viewer("sam");
            access::end_involvement(writer, id, sam.posting, sam.agency);
            return true;
        });
        CHECK(send(town, "priya", episode + "/agreement", dana_agrees).status() == 303);
        const auto agreed = town.reading([&](db::Reader& reader) {
            constexpr db::Sql sql = "select id from episodes where agreed and state = 'engaging'";
            return reader.exists(sql, {});
        });
        CHECK(agreed);
    });
}

TEST_CASE("the front door stands in for nobody who has recorded the agreement already") {
    on_each_town([](Town& town) {
        const auto episode = help_led_by_sam(town, not_agreed());
        const auto address = episode + "/agreement";
        auto but_for_ngozi = dana_agrees;
        but_for_ngozi.emplace_back("agreement_leaves_out", "Ngozi");
        const auto id = id_of(town, episode);
        const auto sam = town.viewer("sam");
        REQUIRE(send(town, "sam", address, but_for_ngozi).status() == 303);
        town.writing([&](db::Writer& writer) {
            access::end_involvement(writer, id, sam.posting, sam.agency);
            return true;
        });
        const auto page = town.get("priya", episode);
        CHECK(page.says("Given already"));
        CHECK(page.link("Record the family's").empty());
        CHECK(town.get("priya", address).status() == 404);
        auto fields = dana_agrees;
        fields.emplace_back("version", page.field("version").value());
        CHECK(town.post("priya", address, fields).status() == 422);
        const auto kept = town.reading([&](db::Reader& reader) {
            return episodes::find_agreement(reader, Id<episodes::Episode>::parse(id).value()).value();
        });
        CHECK(kept.leaves_out == "Ngozi");
    });
}

TEST_CASE("only whoever helps says where it has got to, records an agreement or ends help") {
    on_each_town([](Town& town) {
        const auto episode = help_led_by_sam(town, not_agreed());
        for (const auto* page : {"/state", "/agreement", "/ending"}) {
            CAPTURE(page);
            CHECK(town.get("sam", episode + page).status() == 200);
            CHECK(town.get("grace", episode + page).status() == 200); // manages Sam
            for (const auto* who : {"priya", "tom", "nadia", "shazia"}) {
                CAPTURE(who);
                CHECK(town.get(who, episode + page).status() == 404);
                CHECK(town.post(who, episode + page, {{"state", "active"}, {"version", "1"}}).status() == 404);
            }
            CHECK(town.get("alan", episode + page).status() == 403);
        }
    });
}

TEST_CASE("whoever helps no more when their form arrives ends nothing and records no agreement") {
    on_each_town([](Town& town) {
        const auto episode = help_led_by_sam(town, not_agreed());
        const auto id = id_of(town, episode);
        const auto sam = town.viewer("sam");
        const auto late = [&](const std::string& address, const Fields& fields) {
            const auto page = town.get("sam", address);
            const auto answer = sent_while(
                town, [&](db::Writer& writer) { access::end_involvement(writer, id, sam.posting, sam.agency); },
                [&] { return town.fill_in("sam", page, address, fields); });
            town.writing([&](db::Writer& writer) {
                access::begin_involvement(writer, id, sam.posting, sam.agency);
                return true;
            });
            return answer.status();
        };
        CHECK(late(episode + "/ending", all_is_well) == 404);
        CHECK(late(episode + "/agreement", dana_agrees) == 404);
        CHECK(late(episode + "/state", {{"state", "closing"}}) == 404);
        CHECK(town.get("sam", episode).says("Not yet: help waits until the family agrees"));
        CHECK(waiting(town, "sam").leading.count == 1);
    });
}

TEST_CASE("help that has ended waits for nobody, whoever has left since") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom", a_new_child("Tilly", "Ash"));
        auto to_the_team = to_sam(town, request);
        std::erase_if(to_the_team, [](const auto& field) { return field.first == "lead-EHT"; });
        REQUIRE(decide(town, "priya", request, to_the_team).status() == 303);
        REQUIRE(waiting(town, "grace").unled.count == 1);
        const auto unled = waiting(town, "grace").unled.lines.front().address;
        REQUIRE(send(town, "grace", unled + "/ending", all_is_well).status() == 303);
        const auto led = help_led_by_sam(town);
        REQUIRE(send(town, "sam", led + "/ending", all_is_well).status() == 303);
        town.writing([&](db::Writer& writer) {
            access::end_posting(writer, town.viewer("grace").actor(), town.viewer("sam").posting);
            return true;
        });
        for (const auto days : {1, 31}) {
            town.clock().forward(days * days_ms);
            for (const auto* who : {"grace", "priya"}) {
                CAPTURE(who);
                CHECK(waiting(town, who).unled.count == 0);
            }
        }
    });
}

TEST_CASE("help ends with a reason, a day and words for the family, and is read for thirty days") {
    on_each_town([](Town& town) {
        const auto episode = help_led_by_sam(town);
        const auto address = episode + "/ending";
        const auto page = town.get("sam", address);
        const auto half = town.fill_in("sam", page, address, {{"reason", ""}, {"words", "Well done"}});
        CHECK(half.status() == 422);
        CHECK(half.says("Choose why this help ends"));
        const auto strange = town.fill_in("sam", page, address, {{"reason", "BORED"}, {"words", "Well done"}});
        CHECK(strange.status() == 422); // no reason of the council's
        CHECK(half.field("words") == "Well done");
        CHECK(town.fill_in("sam", page, address, all_is_well).status() == 303);
        CHECK(waiting(town, "sam").leading.count == 0);
        CHECK(newest_action(town, episode) == "episode.ended");
        const auto ended = town.get("sam", episode);
        CHECK(ended.says("Needs met, plan complete"));
        CHECK(ended.says("Mornings work now"));
        CHECK(ended.link("End this help").empty());

        const auto again = town.fill_in("sam", page, address, {{"reason", "MOVED"}, {"words", "They moved"}});
        CHECK(again.status() == 422);
        CHECK(again.field("words") == "They moved");
        CHECK(town.get("sam", episode + "/state").status() == 404);

        const auto reads = [&](std::string_view who) {
            const auto reference = Reference::parse(episode.substr(episode.rfind('/') + 1)).value();
            return town.reading([&](db::Reader& reader) {
                return episodes::find_episode(reader, town.viewer(who), reference, town.clock().now())->shows_content();
            });
        };
        town.clock().forward(29 * days_ms);
        CHECK(reads("sam"));
        CHECK(reads("grace"));
        town.clock().forward(2 * days_ms);
        CHECK_FALSE(reads("sam"));
        CHECK_FALSE(reads("grace"));
    });
}

TEST_CASE("of a child who died the managers who see the help are told on Home, as long as it is read") {
    on_each_town([](Town& town) {
        const Fields died{{"reason", "DIED"}, {"words", "We are so sorry. We come whenever you want us to."}};
        const auto episode = help_led_by_sam(town);
        REQUIRE(send(town, "sam", episode + "/ending", died).status() == 303);
        REQUIRE(waiting(town, "grace").ended.count == 1);
        CHECK(waiting(town, "grace").ended.lines.front().address == episode);
        const auto home = town.get("grace", "/home");
        CHECK(home.says("Ended, as you should know (1)"));
        CHECK(home.says("A child died, 23 November 2026"));
        CHECK(town.get("grace", "/home/ended").says("A child died, 23 November 2026"));
        for (const auto* who : {"sam", "priya", "omar", "tom"}) {
            CAPTURE(who);
            CHECK(waiting(town, who).ended.count == 0);
            CHECK_FALSE(town.get(who, "/home").says("A child died"));
            CHECK(town.get(who, "/home/ended").says("Nothing is waiting"));
        }
        const auto id = id_of(town, episode);
        CHECK(newest_action(town, episode) == "home.viewed");

        town.writing([&](db::Writer& writer) {
            access::set_level(writer, id, access::Level::restricted);
            return true;
        });
        CHECK(waiting(town, "grace").ended.count == 0);
        CHECK_FALSE(town.get("grace", "/home").says("A child died"));
        town.writing([&](db::Writer& writer) {
            access::set_level(writer, id, access::Level::ordinary);
            return true;
        });
        CHECK(waiting(town, "grace").ended.count == 1);
        town.clock().forward(31 * days_ms);
        CHECK(waiting(town, "grace").ended.count == 0);
    });
}

TEST_CASE("a manager is not told of other endings, nor of their own") {
    on_each_town([](Town& town) {
        REQUIRE(send(town, "sam", help_led_by_sam(town) + "/ending", all_is_well).status() == 303);
        REQUIRE(send(town, "grace", help_led_by_sam(town) + "/ending", {{"reason", "DIED"}, {"words", "We are sorry"}})
                    .status() == 303);
        CHECK(waiting(town, "grace").ended.count == 0);
    });
}

TEST_CASE("help that begins again is a new period of help, by a new request, linked to the one before") {
    on_each_town([](Town& town) {
        const auto first = help_led_by_sam(town);
        REQUIRE(send(town, "sam", first + "/ending", all_is_well).status() == 303);
        const auto second = help_led_by_sam(town);
        CHECK(second != first);
        CHECK(town.get("sam", second).link("From 23 November 2026") == first);
        CHECK(town.get("sam", first).says("Ended"));
    });
}

TEST_CASE("help does not end while a step up waits, which whoever leads sees on Home with its time") {
    on_each_town([](Town& town) {
        const auto episode = help_led_by_sam(town);
        const auto request = ask(town, "shazia");
        say_same(town, request);
        decide(town, "priya", request, {{"decision", "STEP_UP"}, {"reason", "A bruise nobody explains"}});
        for (const auto* who : {"sam", "grace"}) {
            CAPTURE(who);
            REQUIRE(waiting(town, who).handed_over.count == 1);
            CHECK(waiting(town, who).handed_over.lines.front().address == episode);
            CHECK_FALSE(waiting(town, who).handed_over.lines.front().late);
        }
        CHECK(town.get("sam", "/home").says("Families waiting for MASH to accept (1)"));
        CHECK(town.get("sam", episode).says("Not accepted yet: 1 working day left"));
        const auto refused = send(town, "sam", episode + "/ending", all_is_well);
        CHECK(refused.status() == 422);
        CHECK(refused.says("has not accepted it yet"));

        town.clock().forward(3 * days_ms);
        CHECK(waiting(town, "sam").handed_over.lines.front().late);
        CHECK(waiting(town, "priya").step_ups.lines.front().late);
        CHECK(town.get("omar", "/home").says("2 days late"));
        CHECK(town.get("omar", "/requests?state=step_up").says("2 days late"));
        send(town, "omar", request + "/step-up",
             {{"outcome", "accepted"}, {"accepted_by", "Duty team"}, {"accepted_reference", "SC-1187"}});
        CHECK(waiting(town, "sam").handed_over.count == 0);
        CHECK(town.get("grace", episode).says("Accepted by Duty team, reference SC-1187"));
        CHECK(send(town, "grace", episode + "/ending", all_is_well).status() == 303);
    });
}

TEST_CASE("a step up that came back and is made again is chased from the day on which it was made again") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "shazia");
        const Fields step_up{{"decision", "STEP_UP"}, {"reason", "A bruise nobody explains"}};
        decide(town, "priya", request, step_up);
        town.clock().forward(2 * days_ms);
        REQUIRE(send(town, "omar", request + "/step-up", {{"outcome", "returned"}, {"returned_reason", "Ask the GP"}})
                    .status() == 303);
        REQUIRE(decide(town, "omar", request, step_up).status() == 303);
        REQUIRE(waiting(town, "priya").step_ups.count == 1);
        const auto line = waiting(town, "priya").step_ups.lines.front();
        CHECK(line.words.starts_with("asked 25 November 2026"));
        CHECK_FALSE(line.late);
    });
}

TEST_CASE("where no time is set for social care's answer, that is said and nothing is late") {
    on_each_town([](Town& town) {
        const auto profile = town.reading([](db::Reader& reader) { return profiles::current(reader); });
        auto unset = *profile;
        std::erase_if(unset.clocks, [](const auto& each) { return each.code == "step_up"; });
        const auto clock = episodes::clock_of_step_up(town.clock().now(), unset, town.clock().now() + 90 * days_ms);
        CHECK(clock.words.empty());
        CHECK_FALSE(clock.late);
    });
}

namespace {

Fields with_an_aunt(std::string given, std::string family) {
    auto fields = a_new_child(std::move(given), std::move(family));
    fields.insert(fields.end(), {{"adult_given_names", "Efua"},
                                 {"adult_family_name", "Marlow"},
                                 {"adult_relationship", "EXT"},
                                 {"adult_telephone", "07700 900123"}});
    return fields;
}

std::string begin_help(Town& town, Fields child) {
    const auto request = ask(town, "tom", std::move(child));
    REQUIRE(decide(town, "priya", request, to_sam(town, request)).status() == 303);
    return request;
}

} // namespace

TEST_CASE("links lead whoever leads from Home to what was asked for, and to how the family is safely reached") {
    on_each_town([](Town& town) {
        const auto request = begin_help(town, with_an_aunt("Orla", "Marlow"));
        const auto episode = town.get("sam", town.get("sam", "/home").link("Marlow family"));
        CHECK(episode.says("Phone Dana only, before 3pm"));
        CHECK(episode.says("from Tom Bell"));
        CHECK(episode.link("Request") == request);
        CHECK(town.get("sam", episode.link("Request")).says("She has missed twelve days since September"));

        const auto family = town.get("sam", episode.link("Marlow family"));
        CHECK(family.link("Request") == request);
        CHECK(family.says("Phone Dana only, before 3pm"));
        const auto aunt = town.get("sam", family.link("Efua Marlow"));
        CHECK(aunt.says("07700 900123"));
        CHECK(aunt.says("How: Phone Dana only, before 3pm"));
        CHECK(aunt.says("Told by a request. Recorded by Priya Nair on 23 November 2026"));
    });
}

TEST_CASE("what is known of safe contact is not replaced by what a request says") {
    on_each_town([](Town& town) {
        const auto notes = [&] {
            constexpr db::Sql sql = "select count(*) as many from person_safe_contacts";
            return town.reading([&](db::Reader& reader) {
                return reader.one(sql, {}, [](const db::Row& row) { return row.integer("many"); }).value();
            });
        };
        help_led_by_sam(town);
        const auto before = notes();
        auto agreement = agreed();
        agreement.back().second = "Through the school";
        const auto joined = ask(town, "shazia", a_new_child(), std::move(agreement));
        say_same(town, joined);
        REQUIRE(decide(town, "priya", joined, {{"decision", "OPEN_ELSEWHERE"}, {"reason", "Sam helps"}}).status() ==
                303);
        CHECK(notes() == before);
        const auto episode = town.get("sam", town.get("sam", "/home").link("Okafor-Reid family"));
        CHECK(episode.says("Phone Dana only, before 3pm"));
        CHECK(episode.says("Through the school"));
    });
}

TEST_CASE("what was asked for is shown to nobody who may not read it") {
    on_each_town([](Town& town) {
        begin_help(town, a_new_child("Orla", "Marlow"));
        const auto episode = town.get("sam", "/home").link("Marlow family");
        const auto family = town.get("sam", episode).link("Marlow family");
        for (const auto& page : {episode, family})
            for (const auto* who : {"priya", "nadia", "tom"}) {
                CAPTURE(page);
                CAPTURE(who);
                CHECK_FALSE(town.get(who, page).says("Phone Dana only"));
            }
    });
}
