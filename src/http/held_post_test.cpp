#include "http/held_post_store.h"
#include "http/toy_site_test.h"

using namespace kith;
using namespace kith::http;

namespace {

bool says(const Response& response, std::string_view words) {
    return response.body.find(words) != std::string::npos;
}

// What was sent into a session that is over, by somebody who signs in again.
Response sent_too_late(ToySite& site, Browser& browser, const std::string& words) {
    browser.get("/things/new");
    site.clock.forward(access::session_lasts);
    return browser.post("/things", {{"words", words}, {"what_worries_you", "The <stairs>\nand the cold"}});
}

// The same browser, signed in anew.
void sign_in_again(ToySite& site, Browser& browser, const ToyPerson& person) {
    browser.cookies["kith"] = Browser::of(site, person).cookies["kith"];
}

Id<access::Posting> begin_at_the_school(ToySite& site) {
    return site.database().writing([&](db::Writer& writer) {
        const auto school = access::find_posting(writer, site.tom.posting)->agency;
        return access::add_posting(writer, {},
                                   {.user = site.priya.user,
                                    .agency = school,
                                    .role = access::Role::partner,
                                    .from = writer.now() - days_ms,
                                    .to = writer.now() + 30 * days_ms})
            .value();
    });
}

// As in another tab.
void switch_to(ToySite& site, Browser& browser, Id<access::Posting> posting) {
    const auto reference = site.database().reading(
        [&](db::Reader& reader) { return access::find_posting(reader, posting)->reference.text(); });
    const auto open = browser.page;
    browser.get("/sign-in/posting");
    CHECK(browser.post("/sign-in/posting", {{"posting", reference}}).status == 303);
    browser.page = open;
}

// What such a button sends, beside the fields that every form has.
const Fields take_it{{"version", "3"}, {"verb", "take"}};

// The page's form as a release made it that did not say yet in which role a form was opened.
void forget_role_of_form(ToySite& site, Browser& browser) {
    constexpr std::string_view context = "form token";
    const auto token = browser.hidden(token_field);
    auto owner = *site.cipher.open(*from_base64url(token), context);
    const auto last = owner.rfind(' ');
    const auto before = owner.rfind(' ', last - 1);
    owner.erase(before, last - before);
    const auto old = base64url(site.cipher.seal(owner, context, site.database().random()));
    browser.page.replace(browser.page.find(token), token.size(), old);
}

std::string held_at(const Response& response) {
    const auto to = response.header("location").substr(std::string_view("/sign-in?to=").size());
    return *percent_decoded(to, false);
}

} // namespace

TEST_CASE("what is sent into a session that is over waits for its author, word by word") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        const auto sent = sent_too_late(site, browser, "every word");
        CHECK(sent.status == 303);
        CHECK(site.saved("every word") == 0);
        const auto held = held_at(sent);
        CHECK(held.starts_with("/held/"));
        CHECK(browser.get(held).status == 303); // not before signing in

        sign_in_again(site, browser, site.priya);
        const auto page = browser.get(held);
        CHECK(page.status == 200);
        CHECK(says(page, "Not saved yet"));
        CHECK(says(page, "every word"));
        CHECK(says(page, "The &lt;stairs&gt;"));
        CHECK(says(page, "What worries you"));

        CHECK(browser.post("/things", {{"words", "every word"}, {"what_worries_you", "The <stairs>\nand the cold"}})
                  .status == 303);
        CHECK(site.saved("every word") == 1);
        CHECK(browser.get(held).status == 404); // saved, and no longer kept
    });
}

TEST_CASE("a form is held over a long weekend, not for ever, and not for an account that has ended") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        browser.get("/things/new");
        const auto held = [&] { return browser.post("/things", {{"words", "late"}}).header("location") != "/sign-in"; };
        site.clock.forward(4 * days_ms);
        CHECK(held());
        site.clock.forward(1);
        CHECK_FALSE(held());

        auto her = Browser::of(site, site.priya);
        her.get("/things/new");
        site.database().write([&](db::Writer& writer) { access::end_user(writer, {}, site.priya.user); });
        CHECK(her.post("/things", {{"words", "late"}}).header("location") == "/sign-in");
    });
}

TEST_CASE("who signs in anew is led to what waits") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        const auto held = held_at(sent_too_late(site, browser, "words"));
        sign_in_again(site, browser, site.priya);
        CHECK(browser.get("/sign-in").header("location") == held);
    });
}

TEST_CASE("what waits is shown to nobody else") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        const auto held = held_at(sent_too_late(site, browser, "private words"));

        sign_in_again(site, browser, site.tom);
        const auto other = browser.get(held);
        CHECK(other.status == 404);
        CHECK_FALSE(says(other, "private words"));
        CHECK(browser.get("/sign-in").header("location") == "/home");
        browser.get("/home");
        CHECK(browser.post(held + "/deletion", {}).status == 404);
        CHECK(Browser::of(site, site.priya).get(held).status == 200);
    });
}

TEST_CASE("a locked session keeps what is sent to it, and forms opened before still work after") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        browser.get("/things/new");
        const auto form = browser.page;
        site.clock.forward(access::session_locks_after);

        const auto sent = browser.post("/things", {{"words", "while locked"}});
        CHECK(sent.header("location").starts_with("/locked?to=%2Fheld%2F"));
        CHECK(site.saved("while locked") == 0);
        const auto page = browser.follow(sent);
        CHECK(says(page, "Locked"));
        CHECK(says(page, "Priya Nair"));
        CHECK_FALSE(says(page, "while locked"));

        const auto to = browser.hidden("to");
        const auto wrong = browser.post("/locked", {{"code", "000000"}, {"to", to}});
        CHECK(wrong.status == 422);
        const auto code = access::one_time_code(toy_seed, access::step_at(site.clock.now()));
        const auto back = browser.follow(browser.post("/locked", {{"code", code}, {"to", to}}));
        CHECK(says(back, "while locked"));
        CHECK(browser.post("/things", {{"words", "while locked"}}).status == 303);
        CHECK(site.saved("while locked") == 1);

        browser.page = form; // in another tab, opened before the lock
        CHECK(browser.post("/things", {{"words", "other tab"}}).status ==
              422); // its key was the held form's: sent already
        CHECK(browser.post("/things", {{"words", "other tab"}}).status == 303);
    });
}

TEST_CASE("a page asked for while locked comes back after unlocking") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        site.clock.forward(access::session_locks_after);
        const auto asked = browser.get("/things/" + site.thing.text());
        CHECK(asked.header("location") == "/locked?to=%2Fthings%2F" + site.thing.text());
        CHECK_FALSE(says(browser.follow(asked), "Secret words"));
    });
}

TEST_CASE("a page says when it is to leave a desk that nobody is at, unless words stand on it alone") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        CHECK(says(browser.get("/things/new"), "data-locks-after=\"900\""));
        const auto mistaken = browser.post("/things", {{"words", "wrong"}});
        CHECK(mistaken.status == 422);
        CHECK_FALSE(says(mistaken, "data-locks-after"));
        CHECK_FALSE(says(Browser(site).get("/public"), "data-locks-after"));
    });
}

TEST_CASE("using a page keeps the session from locking") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        for (int minutes = 0; minutes < 60; minutes += 10) {
            site.clock.forward(10 * minutes_ms);
            CHECK(browser.get("/home").status == 200);
            site.database().write([](db::Writer&) {}); // what waits to be written has been, too
        }
    });
}

TEST_CASE("what waits is kept encrypted and for a day, however much comes") {
    on_each_toy_site([](ToySite& site) {
        const auto user = site.priya.user;
        std::vector<Reference> held;
        for (int i = 0; i < 4; ++i) {
            site.database().write([&](db::Writer& writer) {
                held.push_back(*hold(writer, site.cipher, user.text(), "/things", Answers(Fields{{"words", "w"}})));
            });
            site.clock.forward(1'000);
        }
        const auto there = [&](const Reference& reference, const Cipher& cipher) {
            return site.database().reading([&](db::Reader& reader) {
                return find_held_post(reader, cipher, user, reference, site.clock.now()).has_value();
            });
        };
        for (const auto& each : held)
            CHECK(there(each, site.cipher));
        CHECK_FALSE(there(held[3], Cipher(std::string(32, 'x'))));

        site.clock.forward(days_ms);
        CHECK_FALSE(there(held[3], site.cipher));
        CHECK(site.database().writing([](db::Writer& writer) { return drop_old_held_posts(writer); }) >= 4);
    });
}

TEST_CASE("what waits says on which page it was written, where there is one") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        const auto thing = "/things/" + site.thing.text();
        const auto link = fmt::format("ritten on <a class=\"govuk-link\" href=\"{0}\">{0}</a>", thing);
        const auto to_no_page = held_at(sent_too_late(site, browser, "words"));
        const auto to_the_thing = held_at(browser.post(thing + "/decision", {{"words", "other words"}}));
        sign_in_again(site, browser, site.priya);
        CHECK(says(browser.get(to_the_thing), "It was w" + link));
        CHECK_FALSE(says(browser.get(to_no_page), "ritten on"));
        CHECK(says(browser.get("/held"), ", w" + link));
    });
}

TEST_CASE("what waits can be deleted") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        const auto held = held_at(sent_too_late(site, browser, "words"));
        sign_in_again(site, browser, site.priya);
        browser.get(held);
        CHECK(browser.post(held + "/deletion", {}).status == 303);
        CHECK(browser.get(held).status == 404);
    });
}

TEST_CASE("deleting what waits is written down, once, however often the button is pressed") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        const auto held = held_at(sent_too_late(site, browser, "words"));
        sign_in_again(site, browser, site.priya);
        browser.get("/home");
        const auto first = browser.post(held + "/deletion", {});
        CHECK(first.status == 303);
        CHECK(first.header("location") == "/home");
        CHECK(browser.post(held + "/deletion", {}).header("location") == "/home");
        CHECK(site.lines("held-post.deleted") == 1);
    });
}

TEST_CASE("what is written in one role is not sent in another: it waits until its author has that role again") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        const auto school = begin_at_the_school(site);
        browser.get("/things/new");
        switch_to(site, browser, school);

        const auto sent = browser.post("/things", {{"words", "the council's"}});
        CHECK(sent.status == 303);
        CHECK(site.ran == 0);
        CHECK(site.saved("the council's") == 0);
        const std::string held(sent.header("location"));
        REQUIRE(held.starts_with("/held/"));
        const auto page = browser.get(held);
        CHECK(says(page, "You opened this form as"));
        CHECK(says(page, "Triage worker, Toy Council"));
        CHECK(says(page, "the council&#39;s"));
        CHECK_FALSE(says(page, "Save it now"));

        switch_to(site, browser, site.priya.posting);
        CHECK(says(browser.get(held), "Save it now"));
        CHECK(browser.post("/things", {{"words", "the council's"}}).status == 303);
        CHECK(site.saved("the council's") == 1);
        CHECK(browser.get(held).status == 404);
    });
}

TEST_CASE(
    "what waits since a session ended is saved in the role it was written in, and in another only where that is gone") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        const auto school = begin_at_the_school(site);
        const auto held = held_at(sent_too_late(site, browser, "words"));
        sign_in_again(site, browser, site.priya);
        switch_to(site, browser, school);
        CHECK_FALSE(says(browser.get(held), "Save it now"));

        site.database().write([&](db::Writer& writer) { access::end_posting(writer, {}, site.priya.posting); });
        const auto page = browser.get(held);
        CHECK(says(page, "a role that you do not have any more"));
        CHECK(says(page, "Save it now"));
    });
}

TEST_CASE("a form that was open while Kith was brought up to date is taken, and held, as before") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        browser.get("/things/new");
        forget_role_of_form(site, browser);
        CHECK(browser.post("/things", {{"words", "before the update"}}).status == 303);
        CHECK(site.saved("before the update") == 1);

        browser.get("/things/new");
        forget_role_of_form(site, browser);
        site.clock.forward(access::session_lasts);
        const auto held = held_at(browser.post("/things", {{"words", "too late"}}));
        sign_in_again(site, browser, site.priya);
        CHECK(says(browser.get(held), "too late"));
        CHECK(browser.post("/things", {{"words", "too late"}}).status == 303);
        CHECK(site.saved("too late") == 1);

        Browser visitor(site);
        visitor.get("/public");
        forget_role_of_form(site, visitor);
        CHECK(visitor.post("/sign-in", {}).status == 422);
    });
}

TEST_CASE("a button and a script of a page that was opened in another role change nothing, and say so") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        const auto school = begin_at_the_school(site);
        browser.get("/things/new");
        switch_to(site, browser, school);

        for (const auto& button :
             {take_it, Fields{{"q", "Okafor"}},
              Fields{{"about", "1"}, {"person", "K7MQ2X"}, {"verdict", "same"}, {"version", "3"}}}) {
            const auto pressed = browser.post("/things", button);
            CHECK(pressed.status == 403);
            CHECK(says(pressed, "You work in another role now"));
        }
        Request request;
        request.method = Method::put;
        request.path = "/drafts/one";
        request.form = Answers(Fields{{"form-token", browser.hidden(token_field)}, {"words", "to"}});
        CHECK(browser.send(request).status == 403);
        CHECK(site.ran == 0);
        CHECK(browser.post("/sign-out", {}).status == 303); // what needs no role is done from any page
    });
}

TEST_CASE("a button is not held for who signs in again, and of what is held only what somebody wrote is shown") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        browser.get("/things/new");
        site.clock.forward(access::session_lasts);
        CHECK(browser.post("/things", take_it).header("location") == "/sign-in");

        const auto held =
            held_at(browser.post("/things", {{"version", "v3"}, {"verdict", "same"}, {"reason", "Twins"}}));
        sign_in_again(site, browser, site.priya);
        const auto page = browser.get(held);
        CHECK(says(page, "Twins"));
        CHECK(says(page, "Verdict"));
        CHECK_FALSE(says(page, "Version"));
        CHECK(browser.hidden("version") == "v3");
        CHECK(says(browser.get("/held"), "Verdict: same"));
    });
}

TEST_CASE("who comes back to several things finds each on a list that says how long it is kept") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        sent_too_late(site, browser, "the first");
        for (const auto* words : {"the second", "the third", "the fourth"})
            browser.post("/things", {{"words", words}});
        sign_in_again(site, browser, site.priya);
        CHECK(browser.get("/sign-in").header("location") == "/held");
        const auto list = browser.get("/held");
        for (const auto* words : {"Words: the first", "Words: the second", "Words: the third", "Words: the fourth"})
            CHECK(says(list, words));
        CHECK(says(list, "Kept until"));

        sign_in_again(site, browser, site.tom);
        CHECK(says(browser.get("/held"), "Nothing waits"));
    });
}

TEST_CASE("what finds no room is shown at once to whoever sent it, and nothing else is dropped for it") {
    on_each_toy_site([](ToySite& site) {
        const auto user = site.priya.user;
        const auto large = Answers(Fields{{"words", std::string(3 * 1024 * 1024, 'w')}});
        const auto keep = [&] {
            return site.database().writing([&](db::Writer& writer) {
                return hold(writer, site.cipher, user.text(), "/things", large).has_value();
            });
        };
        auto browser = Browser::of(site, site.priya);
        browser.get("/things/new");
        site.clock.forward(access::session_lasts);
        int kept = 0;
        while (kept < 9 && keep())
            ++kept;
        CHECK(kept == 5);

        const std::string words(2 * 1024 * 1024, 'x');
        const auto refused = browser.post("/things", {{"words", words}, {"what_worries_you", "The <stairs>"}});
        CHECK(refused.status == 507);
        CHECK(says(refused, "This could not be kept"));
        CHECK(says(refused, "The &lt;stairs&gt;"));
        CHECK(says(refused, words));
        const auto waiting = site.database().reading(
            [&](db::Reader& reader) { return held_posts_of(reader, user, site.clock.now()).size(); });
        CHECK(waiting == 5);

        site.clock.forward(held_for);
        CHECK(keep()); // what is older than a day takes no room
    });
}
