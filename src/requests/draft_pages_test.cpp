#include "access/register.h"
#include "access/users.h"
#include "agencies/school_store.h"
#include "db/database.h"
#include "profiles/profile_store.h"
#include "requests/draft_store.h"
#include "requests/request_store.h"
#include "requests/request_views.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

std::int64_t requests_sent(Town& town) {
    return town.reading([](db::Reader& reader) {
        constexpr db::Sql how_many = "select count(*) as requests from requests";
        return reader.one(how_many, {}, [](const db::Row& row) { return row.integer("requests"); }).value();
    });
}

std::int64_t told_of(Town& town, std::string_view action) {
    return town.reading([&](db::Reader& reader) {
        constexpr db::Sql how_many = "select count(*) as lines from history_lines where action = :action";
        return reader.one(how_many, {{"action", action}}, [](const db::Row& row) { return row.integer("lines"); })
            .value();
    });
}

SeenPage autosave(Town& town, std::string_view who, const std::string& address, Fields fields) {
    http::Request request;
    request.method = http::Method::put;
    request.path = address;
    fields.emplace_back("form-token", town.get(who, "/display").field("form-token").value());
    request.form = http::Answers(std::move(fields));
    return town.send(who, std::move(request));
}

} // namespace

TEST_CASE("a draft is handed over by whoever wrote or holds it in that moment, and by nobody else") {
    on_each_town([](Town& town) {
        const auto address = begin_draft(town, "tom");
        save_page(town, "tom", address, 1, a_new_child());
        const auto tom = town.viewer("tom"), helen = town.viewer("helen");
        const auto draft = town.reading([&](db::Reader& reader) {
            return find_draft(reader, tom, Reference::parse(address.substr(address.rfind('/') + 1)).value()).value();
        });
        const auto hands = [&](const access::Viewer& viewer, Id<access::User> to) {
            return town.writing([&](db::Writer& writer) { return hand_over(writer, viewer, draft, to).has_value(); });
        };
        CHECK_FALSE(hands(helen, tom.user)); // it was never hers, or is hers no more
        CHECK(hands(tom, helen.user));
        CHECK(hands(helen, tom.user));
        CHECK_FALSE(hands(helen, tom.user));
    });
}

TEST_CASE("a school asks for support in four pages and hears what happens next") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        REQUIRE(draft.starts_with("/requests/drafts/"));
        CHECK(town.get("tom", draft + "/1").says("999"));
        CHECK(town.get("tom", draft + "/1").link("in danger") == ""); // what is typed goes on with the box below
        CHECK(save_page(town, "tom", draft, 1, a_new_child()).location() == draft + "/2");
        CHECK(save_page(town, "tom", draft, 2, a_worry()).location() == draft + "/3");
        CHECK(save_page(town, "tom", draft, 3, agreed()).location() == draft + "/4");

        const auto check = town.get("tom", draft + "/4");
        CHECK(check.says("Maya loves drawing"));
        CHECK(check.says("14 March 2017"));
        const auto sent = press_send(town, "tom", draft);
        REQUIRE(sent.status() == 303);
        const auto page = town.get("tom", sent.location());
        CHECK(page.heading() == "Your request is sent");
        CHECK(page.says("What happens next"));

        const auto request = sent.location().substr(0, sent.location().rfind('/'));
        CHECK(town.get("tom", request).says("waiting for a decision"));
        CHECK(town.get("tom", request + "/print").says("She has missed twelve days since September"));
        CHECK(town.get("priya", request).says("She has missed twelve days since September"));
        CHECK(town.get("tom", draft + "/1").location() == request);
    });
}

TEST_CASE("before it is sent each child and each adult is read under a heading of their own") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        auto fields = a_new_child();
        fields.emplace_back("add", "child");
        save_page(town, "tom", draft, 1, fields);
        town.fill_in("tom", town.get("tom", draft + "/1"), draft + "/1",
                     {{"child_given_names-2", "Tobi"}, {"adult_given_names", "Dana"}, {"adult_relationship", "MTH"}});
        const auto page = town.get("tom", draft + "/4");
        const auto& words = page.words();
        const auto at = [&](const char* text, std::size_t after = 0) { return words.find(text, after); };
        const auto first = at("Child 1 ");
        const auto second = at("Child 2 ", first);
        const auto adult = at("Parent or carer ", second);
        REQUIRE(adult != std::string::npos);
        CHECK(first < at("Maya"));
        CHECK(at("Maya") < second);
        CHECK(second < at("Tobi"));
        CHECK(at("Tobi") < adult);
        CHECK(adult < at("Dana"));
    });
}

TEST_CASE("before it is sent several answers are told apart, whatever commas stand in their words") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        auto fields = a_worry();
        fields.emplace_back("needs", "money");
        save_page(town, "tom", draft, 2, fields);
        CHECK(town.get("tom", draft + "/4").says("; Money, debt or work"));
    });
}

TEST_CASE("a postcode is checked as it will be kept, and stays in its field as it was typed") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        auto fields = a_new_child();
        for (auto& [name, value] : fields)
            if (name == "child_postcode") value = "nb41aa";
        save_page(town, "tom", draft, 1, std::move(fields));
        CHECK(town.get("tom", draft + "/4").says("NB4 1AA"));
        CHECK_FALSE(town.get("tom", draft + "/4").says("nb41aa"));
        CHECK(town.get("tom", draft + "/1").field("child_postcode") == "nb41aa");
    });
}

TEST_CASE("what is typed is kept even when it cannot be sent like this") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        const auto answered =
            save_page(town, "tom", draft, 1, {{"child_given_names", "Maya"}, {"child_postcode", "X"}});
        CHECK(answered.status() == 422);
        CHECK_FALSE(answered.problems().empty());
        CHECK(answered.field("child_given_names") == "Maya");
        CHECK(town.get("tom", draft + "/1").field("child_given_names") == "Maya");
        CHECK(town.get("tom", draft + "/1").field("child_postcode") == "X");
        CHECK(press_send(town, "tom", draft).status() == 422);
        CHECK(requests_sent(town) == 0);
    });
}

TEST_CASE("a note of three megabytes is too long, and every word of it stays") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        const std::string note(3 << 20, 'w');
        auto page = a_worry();
        page[1].second = note;
        const auto answered = save_page(town, "tom", draft, 2, page);
        CHECK(answered.status() == 422);
        REQUIRE(answered.problems().size() == 1);
        CHECK(answered.problems().front().find("characters or fewer") != std::string::npos);
        CHECK(answered.field("worries")->size() == note.size());
        CHECK(town.get("tom", draft + "/2").field("worries")->size() == note.size());
    });
}

TEST_CASE("of two windows the second is told, and nothing is overwritten") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        const auto page = draft + "/2";
        const auto other_window = town.get("tom", page);
        CHECK(save_page(town, "tom", draft, 2, {{"worries", "From the first window"}}).status() == 422);

        const auto told = town.fill_in("tom", other_window, page, {{"worries", "From the second window"}});
        CHECK(told.status() == 422);
        CHECK(told.says("saved meanwhile in another window"));
        CHECK(told.says("From the first window"));
        CHECK(told.field("worries") == "From the second window");
        CHECK(town.get("tom", page).field("worries") == "From the first window");

        town.fill_in("tom", told, page, {{"worries", "Both, put together"}});
        CHECK(town.get("tom", page).field("worries") == "Both, put together");
    });
}

TEST_CASE("two people on two pages of a draft are not in each other's way") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        const auto second = town.get("tom", draft + "/2");
        save_page(town, "tom", draft, 1, a_new_child());
        CHECK(town.fill_in("tom", second, draft + "/2", a_worry()).location() == draft + "/3");
    });
}

TEST_CASE("the browser saves while one types, and is told when somebody else did") {
    on_each_town([](Town& town) {
        const auto page = begin_draft(town, "tom") + "/2";
        const auto first = autosave(town, "tom", page, {{"worries", "One"}, {"version", "0"}});
        CHECK(first.status() == 200);
        CHECK(first.response().body.find("\"version\":1") != std::string::npos);
        CHECK(autosave(town, "tom", page, {{"worries", "Two"}, {"version", "1"}}).status() == 200);

        const auto late = autosave(town, "tom", page, {{"worries", "Three"}, {"version", "1"}});
        CHECK(late.status() == 409);
        CHECK(late.response().body.find("Two") != std::string::npos);
        CHECK(town.get("tom", page).field("worries") == "Two");
        CHECK(autosave(town, "tom", page, {{"worries", "Two"}, {"version", "0"}}).status() == 200);
        CHECK(autosave(town, "nadia", page, {{"worries", "Mine"}, {"version", "2"}}).status() == 404);
    });
}

TEST_CASE("a draft is its author's alone until it is handed to a colleague, who can finish it") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        const auto nowhere = "/requests/drafts/" + Reference::make(town.database().random()).text() + "/1";
        for (const auto* who : {"helen", "nadia", "priya", "grace"}) {
            const auto page = town.get(who, draft + "/1");
            CHECK(page.status() == 404);
            CHECK(page.words() == town.get(who, nowhere).words());
        }
        CHECK(town.post("tom", draft + "/holder", {{"colleague", "nadia.rahman@demo.example"}}).status() == 422);
        CHECK(town.get("nadia", draft + "/1").status() == 404);

        CHECK(town.post("tom", draft + "/holder", {{"colleague", "helen.marsh@demo.example"}}).status() == 303);
        CHECK(town.get("helen", "/home").says("Maya"));
        CHECK(town.get("helen", "/home").says("handed to you by Tom Bell"));
        CHECK(town.get("nadia", draft + "/1").status() == 404);
        save_page(town, "helen", draft, 2, a_worry());
        save_page(town, "helen", draft, 3, agreed());
        const auto sent = press_send(town, "helen", draft).location();
        CHECK(town.get("priya", sent.substr(0, sent.rfind('/'))).says("Tom Bell and Helen Marsh, St Aidan's"));
    });
}

TEST_CASE("a draft is thrown away by its author, who is shown first what is in it") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        save_page(town, "tom", draft, 2, a_worry());
        for (const auto* page : {"/1", "/2", "/3", "/4"})
            CHECK(town.get("tom", draft + page).says("Throw this draft away"));
        CHECK(town.get("tom", "/home").says("throw it away"));

        const auto asked = town.get("tom", draft + "/removal");
        CHECK(asked.heading() == "Throw this draft away?");
        CHECK(asked.says("Maya loves drawing"));
        CHECK_FALSE(asked.says("Not answered yet"));
        for (const auto* who : {"helen", "nadia"}) {
            CHECK(town.get(who, draft + "/removal").status() == 404);
            CHECK(town.post(who, draft + "/removal", {{"seen", asked.field("seen").value()}}).status() == 404);
        }

        // Words that were added since are read first.
        save_page(town, "tom", draft, 3, agreed());
        const auto again = town.fill_in("tom", asked, draft + "/removal", {});
        CHECK(again.status() == 422);
        CHECK(again.says("Phone Dana only"));
        CHECK(told_of(town, "draft.thrown_away") == 0);
        CHECK(town.fill_in("tom", again, draft + "/removal", {}).location() == "/home");
        CHECK(told_of(town, "draft.thrown_away") == 1);
        CHECK_FALSE(town.get("tom", "/home").says("Maya"));
        for (const auto* page : {"", "/1", "/removal"})
            CHECK(town.get("tom", draft + page).status() == 404);
    });
}

TEST_CASE("a blank draft is thrown away too") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        const auto asked = town.get("tom", draft + "/removal");
        CHECK(asked.says("Nothing is written in it"));
        CHECK(town.fill_in("tom", asked, draft + "/removal", {}).status() == 303);
        CHECK(begin_draft(town, "tom") != draft);
    });
}

TEST_CASE("whoever a draft was handed to gives it back, and destroys nobody's words") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        town.post("tom", draft + "/holder", {{"colleague", "helen.marsh@demo.example"}});
        save_page(town, "helen", draft, 2, a_worry());
        CHECK(town.get("tom", draft + "/removal").says("You handed it to Helen Marsh"));

        CHECK(town.get("helen", draft + "/2").says("Give this draft back"));
        const auto asked = town.get("helen", draft + "/removal");
        CHECK(asked.heading() == "Give this draft back?");
        CHECK(asked.says("Tom Bell began it"));
        CHECK(town.fill_in("helen", asked, draft + "/removal", {}).location() == "/home");
        CHECK(told_of(town, "draft.thrown_away") == 0);
        CHECK(told_of(town, "draft.handed_over") == 2);
        CHECK(town.get("helen", draft + "/2").status() == 404);
        CHECK(town.get("tom", draft + "/2").field("worries") == "She has missed twelve days since September");
        CHECK_FALSE(town.get("tom", draft + "/removal").says("You handed it to"));
    });
}

TEST_CASE("a draft whose author works here no more is thrown away by its holder") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        town.post("tom", draft + "/holder", {{"colleague", "helen.marsh@demo.example"}});
        town.writing([&](db::Writer& writer) {
            access::end_user(writer, {}, town.viewer("tom").user);
            return true;
        });
        const auto asked = town.get("helen", draft + "/removal");
        CHECK(asked.heading() == "Throw this draft away?");
        CHECK(town.fill_in("helen", asked, draft + "/removal", {}).status() == 303);
        CHECK(told_of(town, "draft.thrown_away") == 1);
    });
}

TEST_CASE("a draft is thrown away once, and one that was sent meanwhile is not") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        save_page(town, "tom", draft, 2, a_worry());
        save_page(town, "tom", draft, 3, agreed());
        const auto asked = town.get("tom", draft + "/removal");
        const auto request = press_send(town, "tom", draft).location();
        const auto late = town.fill_in("tom", asked, draft + "/removal", {});
        CHECK(late.location() == request.substr(0, request.rfind('/')));
        CHECK(requests_sent(town) == 1);
        CHECK(told_of(town, "draft.thrown_away") == 0);
    });
}

TEST_CASE("a draft is picked up on the first page on which something is missing") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 2, {{"going_well", "Maya loves drawing"}});
        CHECK(town.get("tom", draft).location() == draft + "/1");
        save_page(town, "tom", draft, 1, a_new_child());
        CHECK(town.get("tom", draft).location() == draft + "/2");
        save_page(town, "tom", draft, 2, a_worry());
        CHECK(town.get("tom", draft).location() == draft + "/3");
        save_page(town, "tom", draft, 3, agreed());
        CHECK(town.get("tom", draft).location() == draft + "/4");
        CHECK(town.get("tom", "/home").response().body.find("href=\"" + draft + "\"") != std::string::npos);
        CHECK(town.get("helen", draft).status() == 404);
        const auto request = press_send(town, "tom", draft).location();
        CHECK(town.get("tom", draft).location() == request.substr(0, request.rfind('/')));
    });
}

TEST_CASE("pressing Send twice sends once") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        save_page(town, "tom", draft, 2, a_worry());
        save_page(town, "tom", draft, 3, agreed());
        const auto seen = town.get("tom", draft + "/4").field("seen").value();
        const auto first = town.post_again("tom", draft + "/4", {{"seen", seen}}, "one-and-the-same-key");
        const auto again = town.post_again("tom", draft + "/4", {{"seen", seen}}, "one-and-the-same-key");
        const auto other = town.post("tom", draft + "/4", {{"seen", seen}});
        REQUIRE(first.status() == 303);
        CHECK(first.location().starts_with(again.location()));
        CHECK(first.location().starts_with(other.location()));
        CHECK(requests_sent(town) == 1);
    });
}

TEST_CASE("words typed into a draft that was sent meanwhile stay, and can be added to the request or begin a new one") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        save_page(town, "tom", draft, 2, a_worry());
        save_page(town, "tom", draft, 3, agreed());
        const auto open = town.get("tom", draft + "/2");
        const auto sent = press_send(town, "tom", draft).location();
        const auto request = sent.substr(0, sent.rfind('/'));

        const auto told = town.fill_in("tom", open, draft + "/2", {{"worries", "He was not fed today"}});
        CHECK(told.status() == 409);
        CHECK(told.heading() == "This draft is not here any more");
        CHECK(told.says("He was not fed today"));
        CHECK(town.fill_in("tom", told, request + "/additions", {}).status() == 303);
        CHECK(town.get("priya", request).says("He was not fed today"));

        const auto anew = town.fill_in("tom", told, "/requests/drafts", {});
        REQUIRE(anew.status() == 303);
        CHECK(town.get("tom", anew.location()).field("worries") == "He was not fed today");
        CHECK(anew.location().ends_with("/2"));

        // Nothing new: the request holds it all.
        CHECK(town.fill_in("tom", open, draft + "/2", {}).location() == request);
    });
}

TEST_CASE("words typed into a draft that is gone stay, and begin a new one") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        const auto open = town.get("tom", draft + "/2");
        const auto reference = Reference::parse(draft.substr(draft.rfind('/') + 1)).value();
        town.writing([&](db::Writer& writer) {
            drop_draft(writer, find_draft(writer, town.viewer("tom"), reference)->id);
            return true;
        });
        const auto told = town.fill_in("tom", open, draft + "/2", {{"worries", "Typed over a month"}});
        CHECK(told.status() == 404);
        CHECK(told.says("Typed over a month"));
        const auto anew = town.fill_in("tom", told, "/requests/drafts", {});
        REQUIRE(anew.status() == 303);
        CHECK(town.get("tom", anew.location()).field("worries") == "Typed over a month");

        // To somebody else's draft the answer is the same as to none.
        const auto toms = anew.location();
        const auto nowhere = "/requests/drafts/" + Reference::make(town.database().random()).text() + "/2";
        const auto theirs = town.post("nadia", toms, {{"worries", "Mine"}, {"version", "0"}});
        CHECK(theirs.status() == 404);
        CHECK(theirs.words() == town.post("nadia", nowhere, {{"worries", "Mine"}, {"version", "0"}}).words());
        CHECK(town.get("tom", toms).field("worries") == "Typed over a month");
    });
}

TEST_CASE("the browser keeps what is typed of a child in danger, and of the next one under another key") {
    on_each_town([](Town& town) {
        const auto key = [&](std::string_view who) { return browser_key_on(town.get(who, "/requests/danger")); };
        const auto first = key("shazia");
        CHECK(from_base64url(first).value_or("").size() == 32);
        CHECK(key("shazia") == first);
        CHECK(key("tom") != first);
        CHECK(town.post("shazia", "/requests/danger", {{"danger_reason", "Screams next door"}}).status() == 303);
        CHECK(key("shazia") != first);
    });
}

TEST_CASE("what a referrer adds or answers is kept by the browser until it is sent") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto key = browser_key_on(town.get("tom", request));
        CHECK(from_base64url(key).value_or("").size() == 32);
        const auto helens =
            town.fill_in("helen", town.get("helen", request), request + "/additions", {{"words", "He ran"}});
        CHECK(helens.status() == 303);
        CHECK(browser_key_on(town.get("tom", request)) == key); // what a colleague adds is not what Tom sent
        CHECK(
            town.fill_in("tom", town.get("tom", request), request + "/additions", {{"words", "He is home"}}).status() ==
            303);
        CHECK(browser_key_on(town.get("tom", request)) != key);
    });
}

TEST_CASE("a child in danger takes no draft away that is open") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "shazia");
        const auto open = town.get("shazia", draft + "/2");
        CHECK(town.post("shazia", "/requests/danger", {{"danger_reason", "Screams next door"}}).status() == 303);
        town.fill_in("shazia", open, draft + "/2", {{"worries", "About another family"}});
        CHECK(town.get("shazia", draft + "/2").field("worries") == "About another family");
        CHECK(requests_sent(town) == 1);
    });
}

TEST_CASE("what changed after the last look is looked at again before it is sent") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        save_page(town, "tom", draft, 2, a_worry());
        save_page(town, "tom", draft, 3, agreed());
        const auto seen = town.get("tom", draft + "/4").field("seen").value();
        auto changed = a_worry();
        changed[1].second = "Something else";
        save_page(town, "tom", draft, 2, changed);
        const auto told = town.post("tom", draft + "/4", {{"seen", seen}});
        CHECK(told.status() == 422);
        CHECK(told.says("Something else"));
        CHECK(requests_sent(town) == 0);
    });
}

TEST_CASE("a child in danger: one sentence sends it, whatever else is missing or wrong") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "shazia");
        const auto saved =
            save_page(town, "shazia", draft, 1,
                      {{"danger", "yes"}, {"danger_reason", "He has locked them in"}, {"child_postcode", "?"}});
        CHECK(saved.location() == draft + "/4");
        const auto sent = press_send(town, "shazia", draft);
        REQUIRE(sent.status() == 303);
        CHECK(town.get("shazia", sent.location()).says("ring now"));

        CHECK(town.post("shazia", "/requests/danger", {}).status() == 422);
        CHECK(town.post("shazia", "/requests/danger", {{"danger_reason", "Screams next door"}}).status() == 303);
        CHECK(requests_sent(town) == 2);
        CHECK(town.get("priya", "/requests").says("Danger now"));
    });
}

TEST_CASE("a child this agency asked about before is chosen, not typed again") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        const auto draft = begin_draft(town, "tom");
        const auto page = town.get("tom", draft + "/1");
        const auto known = page.offered("children_known");
        REQUIRE(known.size() == 1);
        CHECK(page.says("Maya Okafor-Reid"));
        CHECK(town.get("nadia", begin_draft(town, "nadia") + "/1").offered("children_known").empty());

        save_page(town, "tom", draft, 1, {{"children_known", known.front()}});
        save_page(town, "tom", draft, 2, a_worry());
        save_page(town, "tom", draft, 3, agreed());
        const auto sent = press_send(town, "tom", draft);
        REQUIRE(sent.status() == 303);
        const auto request = sent.location().substr(0, sent.location().rfind('/'));
        CHECK(town.get("tom", request + "/print").says("14 March 2017"));
        CHECK(town.get("tom", request + "/print").says("NB4 1AA"));
    });
}

TEST_CASE("a child whom a colleague asked about is on no list, and found by the beginning of a name") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        const auto draft = begin_draft(town, "helen");
        const auto page = town.get("helen", draft + "/1");
        CHECK(page.offered("children_known").empty());
        CHECK_FALSE(page.says("Maya"));
        CHECK(page.field("known_name") == "");

        const auto find = [&](std::string_view who, const std::string& of, const std::string& typed) {
            return town.fill_in(who, town.get(who, of + "/1"), of + "/1", {{"known_name", typed}, {"find", "yes"}});
        };
        CHECK(find("helen", draft, "m").offered("children_known").empty());
        CHECK(find("helen", draft, "maya smith").says("asked about nobody of that name"));
        const auto found = find("helen", draft, "okaf MA");
        CHECK(found.status() == 200);
        CHECK(found.says("Born 14 March 2017"));
        CHECK(found.chosen("children_known").empty());
        const auto known = found.offered("children_known");
        REQUIRE(known.size() == 1);

        save_page(town, "helen", draft, 1, {{"children_known", known.front()}});
        CHECK(town.get("helen", draft + "/1").chosen("children_known") == known);
        save_page(town, "helen", draft, 2, a_worry());
        save_page(town, "helen", draft, 3, agreed());
        CHECK(town.get("helen", draft + "/4").says("Maya Okafor-Reid"));
        const auto sent = press_send(town, "helen", draft);
        REQUIRE(sent.status() == 303);
        const auto request = sent.location().substr(0, sent.location().rfind('/'));
        CHECK(town.get("helen", request + "/print").says("NB4 1AA"));
        CHECK(town.get("helen", begin_draft(town, "helen") + "/1").offered("children_known").size() ==
              1); // her own now

        // Another agency asked about nobody.
        const auto nadias = begin_draft(town, "nadia");
        CHECK_FALSE(town.get("nadia", nadias + "/1").field("known_name"));
        CHECK(find("nadia", nadias, "maya").offered("children_known").empty());
    });
}

TEST_CASE("the Enter key in the field looks for the child, and takes nobody on to the next page") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        const auto draft = begin_draft(town, "helen");
        const auto found = save_page(town, "helen", draft, 1, {{"known_name", "maya"}});
        CHECK(found.status() == 200);
        CHECK(found.offered("children_known").size() == 1);
        CHECK(save_page(town, "helen", draft, 1, {{"find", "yes"}}).location() == draft + "/1");
    });
}

TEST_CASE("what a council asks besides about each child, and a birthday that is no date, stand with the child") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "shazia");
        save_page(town, "shazia", draft, 1,
                  {{"danger", "yes"},
                   {"danger_reason", "He has locked them in"},
                   {"child_given_names", "Lina"},
                   {"child_born-day", "40"},
                   {"child_born-month", "13"},
                   {"child_born-year", "2017"}});
        const auto sent = press_send(town, "shazia", draft).location();
        const auto request = sent.substr(0, sent.rfind('/'));
        CHECK(town.get("priya", request).says("40 13 2017"));

        const auto seen = town.reading([&](db::Reader& reader) {
            return find_request(reader, town.viewer("priya"), Reference::parse(request.substr(10)).value(),
                                town.clock().now())
                .value();
        });
        auto profile = *town.reading([](db::Reader& reader) { return profiles::current(reader); });
        for (auto& form : profile.request_forms) {
            profiles::Question words, postcode;
            words.key = "own_words";
            postcode.key = "own_postcode";
            postcode.kind = profiles::QuestionKind::postcode;
            for (const auto& each : {words, postcode})
                form.pages.front().sections.front().questions.push_back(each);
        }
        const auto shown = [&](const access::Decision& decision) {
            auto other = seen;
            other.decision = decision;
            other.request.answers.push_back({1, "own_words", "What do they like?", "", "Trains"});
            other.request.answers.push_back({1, "own_postcode", "Where do they sleep?", "", "ZQ8 7QX"});
            return town.reading([&](db::Reader& reader) { return people_named(reader, other, profile).markup(); });
        };
        CHECK(shown(seen.decision).find("Trains") != std::string::npos);
        CHECK(shown(seen.decision).find("ZQ8 7QX") != std::string::npos);
        CHECK(shown({}).find("Trains") != std::string::npos);
        CHECK(shown({}).find("ZQ8 7QX") == std::string::npos);
    });
}

TEST_CASE("a child asked about long ago is found, ticked and sent, however long the list") {
    on_each_town([](Town& town) {
        for (int i = 0; i < 24; ++i) {
            town.clock().forward(minutes_ms);
            town.post("shazia", "/requests/danger",
                      {{"danger_reason", "Screams next door"},
                       {"child_given_names", fmt::format("Number{}", i)},
                       {"child_family_name", "Lane"}});
        }
        const auto draft = begin_draft(town, "shazia");
        const auto page = town.get("shazia", draft + "/1");
        CHECK(page.offered("children_known").size() == 20);
        CHECK(page.says("Number23 Lane"));
        CHECK_FALSE(page.says("Number0 Lane"));
        const auto found = save_page(town, "shazia", draft, 1, {{"known_name", "number0"}, {"find", "yes"}});
        const auto known = found.offered("children_known");
        REQUIRE(known.size() == 21);
        CHECK(save_page(town, "shazia", draft, 1, {{"children_known", known.front()}}).location() == draft + "/2");
        save_page(town, "shazia", draft, 2, a_worry());
        save_page(town, "shazia", draft, 3, agreed());
        const auto sent = press_send(town, "shazia", draft).location();
        CHECK(town.get("shazia", sent.substr(0, sent.rfind('/'))).says("Number0 Lane"));
    });
}

TEST_CASE("a ticked child that is not there any more is said, and never leaves the request in silence") {
    on_each_town([](Town& town) {
        const auto earlier = ask(town, "tom");
        const auto draft = begin_draft(town, "tom");
        const auto known = town.get("tom", draft + "/1").offered("children_known");
        save_page(town, "tom", draft, 1, {{"children_known", known.front()}});
        save_page(town, "tom", draft, 2, a_worry());
        save_page(town, "tom", draft, 3, agreed());
        const auto check = town.get("tom", draft + "/4");
        town.writing([&](db::Writer& writer) {
            constexpr db::Sql which = "select id from requests where reference = :reference";
            const auto id = writer.one(which, {{"reference", earlier.substr(earlier.rfind('/') + 1)}},
                                       [](const db::Row& row) { return row.text("id"); });
            access::seal(writer, *id);
            return true;
        });

        const auto pressed = town.fill_in("tom", check, draft + "/4", {});
        CHECK(pressed.status() == 422);
        REQUIRE(pressed.problems().size() == 1);
        CHECK(pressed.problems().front().starts_with("A child you ticked cannot be chosen any more"));
        CHECK(requests_sent(town) == 1);
        CHECK(town.get("tom", draft + "/1").says("A child you ticked cannot be chosen any more"));
        CHECK(save_page(town, "tom", draft, 1, {{"children_known", known.front()}}).status() == 422);
        CHECK(save_page(town, "tom", draft, 1, {{"children_known", "no box of this form"}}).status() == 422);

        // Danger waits for nothing.
        save_page(town, "tom", draft, 1,
                  {{"children_known", known.front()}, {"danger", "yes"}, {"danger_reason", "Alone at home"}});
        CHECK(press_send(town, "tom", draft).status() == 303);
    });
}

TEST_CASE("a page that is saved in the moment in which its draft goes keeps the words before whoever wrote them") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        const auto open = town.get("tom", draft + "/2");
        const auto reference = Reference::parse(draft.substr(draft.rfind('/') + 1)).value();
        const auto viewer = town.viewer("tom");
        const auto told = sent_while(
            town, [&](db::Writer& writer) { drop_draft(writer, find_draft(writer, viewer, reference)->id); },
            [&] {
                return town.fill_in("tom", open, draft + "/2", {{"worries", "Typed in the last moment"}});
            });
        CHECK(told.status() == 404);
        CHECK(told.heading() == "This draft is not here any more");
        CHECK(told.says("Typed in the last moment"));
        CHECK(town.fill_in("tom", told, "/requests/drafts", {}).status() == 303);
    });
}

TEST_CASE("nobody can learn by asking whether somebody helps a child already") {
    on_each_town([](Town& town) {
        const auto second_page = [&](const std::string& given) {
            const auto draft = begin_draft(town, "nadia");
            save_page(town, "nadia", draft, 1, a_new_child(given));
            const auto words = town.get("nadia", draft + "/2").words();
            save_page(town, "nadia", draft, 2, a_worry());
            save_page(town, "nadia", draft, 3, agreed());
            press_send(town, "nadia", draft);
            return words;
        };
        CHECK(second_page("Maya") == second_page("Nobody"));
        CHECK(second_page("Maya").find("We cannot tell you here whether somebody helps") != std::string::npos);
    });
}

TEST_CASE("somebody who is not in a register is still at a school, by its name") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        CHECK(save_page(town, "tom", draft, 1, a_new_child()).status() == 303);
        CHECK(town.get("tom", draft + "/1").field("child_school") == "Forest nursery");
    });
}

TEST_CASE("a school picked before is forgotten when the text is changed to another, or taken out") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        const auto kept = [&](const char* part) { return town.get("tom", draft + "/1").field(part).value_or(""); };
        const auto change_to = [&](const std::string& school) {
            return town.fill_in("tom", town.get("tom", draft + "/1"), draft + "/1", {{"child_school", school}});
        };
        auto child = a_new_child();
        std::erase_if(child, [](const auto& field) { return field.first == "child_school"; });
        child.emplace_back("child_school", "St Aidan's Primary School");
        REQUIRE(save_page(town, "tom", draft, 1, child).status() == 303);
        const auto number = kept("child_school-code");
        REQUIRE(number != "");

        save_page(town, "tom", draft, 2, a_worry());
        save_page(town, "tom", draft, 3, agreed());
        CHECK(change_to("Forest nursery").status() == 303);
        const auto sent = press_send(town, "tom", draft).location();
        const auto request = Reference::parse(sent.substr(10, 8)).value();
        town.reading([&](db::Reader& reader) {
            const auto seen = find_request(reader, town.viewer("priya"), request, town.clock().now()).value();
            const auto named = named_in(reader, seen.request.id);
            CHECK(named.front().whereabouts.school_name == "Forest nursery");
            CHECK(named.front().whereabouts.school_urn == "");
            return true;
        });
    });
}

TEST_CASE("a school taken out of a draft is missing, whatever was picked before") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        auto child = a_new_child();
        child[6].second = "St Aidan's Primary School";
        REQUIRE(child[6].first == "child_school");
        REQUIRE(save_page(town, "tom", draft, 1, child).status() == 303);
        const auto page = town.fill_in("tom", town.get("tom", draft + "/1"), draft + "/1", {{"child_school", ""}});
        CHECK(page.status() == 422);
        CHECK(page.says("Enter the school, pre-school or college, or none"));
    });
}

TEST_CASE("a child who is at no school is asked for by the word that the hint names, whatever schools fit it") {
    on_each_town([](Town& town) {
        town.writing([&](db::Writer& writer) {
            const auto actor = town.viewer("alan").actor();
            agencies::SchoolEntry school;
            for (const auto* number : {"990881", "990882"}) {
                school.urn = number;
                school.council_number = "351";
                school.number_in_council = "2001";
                school.name = std::string("None Such School ") + number;
                agencies::save_school(writer, actor, school);
            }
            return true;
        });
        const auto draft = begin_draft(town, "tom");
        auto child = a_new_child();
        child[6].second = "None";
        CHECK(save_page(town, "tom", draft, 1, child).status() == 303);
    });
}

TEST_CASE("another child is added and taken out again without losing a word") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        auto fields = a_new_child();
        fields.emplace_back("add", "child");
        CHECK(save_page(town, "tom", draft, 1, fields).location() == draft + "/1");
        auto page = town.get("tom", draft + "/1");
        CHECK(page.field("child_given_names") == "Maya");
        REQUIRE(page.field("child_given_names-2"));
        CHECK(page.field("children") == "2");

        page = town.fill_in("tom", page, draft + "/1", {{"child_given_names-2", "Tobi"}, {"remove", "child-1"}});
        CHECK(page.status() == 303);
        CHECK(town.get("tom", draft + "/1").field("child_given_names") == "Tobi");
    });
}

TEST_CASE("an old draft is dropped after thirty days, and no sooner") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        town.clock().forward(29 * days_ms);
        CHECK(town.writing([](db::Writer& writer) { return drop_old_drafts(writer); }) == 0);
        town.clock().forward(2 * days_ms);
        CHECK(told_of(town, "draft.begun") == 1);
        CHECK(told_of(town, "draft.expired") == 0);
        drop_old_drafts(town.database());
        CHECK(told_of(town, "draft.expired") == 1);
        const auto reference = Reference::parse(draft.substr(draft.rfind('/') + 1)).value();
        CHECK_FALSE(town.reading(
            [&](db::Reader& reader) { return find_draft(reader, town.viewer("tom"), reference).has_value(); }));
    });
}

TEST_CASE("asking for a new request twice without typing leads to one blank draft") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        CHECK(begin_draft(town, "tom") == draft);
        save_page(town, "tom", draft, 1, {{"child_given_names", "Maya"}});
        CHECK(begin_draft(town, "tom") != draft);
        CHECK(begin_draft(town, "helen") != draft);
    });
}

} // namespace kith::requests
