#include "access/known_browser.h"
#include "http/held_post_store.h"
#include "http/toy_site_test.h"

using namespace kith;
using namespace kith::http;

namespace {

bool says(const Response& response, std::string_view words) {
    return response.body.find(words) != std::string::npos;
}

std::string code_at(Instant now) {
    return access::one_time_code(toy_seed, access::step_at(now));
}

// The key to type into an authenticator app.
std::string key_on(const Response& page) {
    const auto at = page.body.find("secret=");
    REQUIRE(at != std::string::npos);
    return page.body.substr(at, page.body.find("issuer", at) - at);
}

void give_password(ToySite& site, const ToyPerson& person, bool lasting = true) {
    const auto hash = access::hashed(toy_password);
    site.database().write([&](db::Writer& writer) { access::set_password(writer, {}, person.user, hash, lasting); });
}

Response sign_in(Browser& browser, const ToyPerson& person, std::string_view password = toy_password) {
    browser.get("/sign-in");
    return browser.follow(browser.post("/sign-in", {{"email", person.email}, {"password", std::string(password)}}));
}

} // namespace

TEST_CASE("an empty form is told what is missing, and is no try at a password") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        Browser browser(site);
        browser.get("/sign-in");
        for (int i = 0; i < 10; ++i) {
            const auto refused =
                browser.post("/sign-in", {{"email", i % 2 == 0 ? "" : site.priya.email}, {"password", ""}});
            CHECK(refused.status == 422);
            CHECK(says(refused, "Enter your password"));
            CHECK(says(refused, "Enter your email address") == (i % 2 == 0));
        }
        CHECK(sign_in(browser, site.priya).status == 200);
    });
}

TEST_CASE("signing in takes a password and a code, and leads where one wanted to go") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        Browser browser(site);

        const auto asked = browser.follow(browser.get("/things/" + site.thing.text()));
        CHECK(says(asked, "<h1"));
        CHECK(says(asked, "Sign in"));
        CHECK(value_of_hidden(asked.body, "to") == "/things/" + site.thing.text());
        const auto to = browser.hidden("to");

        const auto half = browser.follow(browser.post(
            "/sign-in", {{"email", site.priya.email}, {"password", std::string(toy_password)}, {"to", to}}));
        CHECK(says(half, "Enter your code"));
        CHECK_FALSE(says(half, "Priya"));
        CHECK(browser.get("/home").status == 303); // half signed in is not signed in
        const auto before = browser.cookies["kith"];

        browser.get("/sign-in/code?to=" + percent_encoded(to));
        const auto there =
            browser.follow(browser.post("/sign-in/code", {{"code", code_at(site.clock.now())}, {"to", to}}));
        CHECK(there.status == 200);
        CHECK(says(there, "Secret words"));
        CHECK(browser.cookies["kith"] != before);
        CHECK(browser.cookies["kith"].size() == 43);

        // The browser is known from now on; signing out does not change that.
        const auto mark = browser.cookies["kith-browser"];
        CHECK(mark.size() == 43);
        browser.post("/sign-out", {});
        CHECK(browser.cookies["kith-browser"] == mark);
        CHECK(site.database().reading([&](db::Reader& reader) {
            return access::knows_browser(reader, site.priya.user, mark, site.clock.now());
        }));
    });
}

TEST_CASE("while strangers guess a password, its owner signs in as ever in the usual browser") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        Browser usual(site);
        sign_in(usual, site.priya);
        usual.follow(usual.post("/sign-in/code", {{"code", code_at(site.clock.now())}}));
        usual.post("/sign-out", {});

        Browser stranger(site);
        Response last;
        for (int i = 0; i < 12 && last.status != 429; ++i)
            last = sign_in(stranger, site.priya, "a wrong password");
        CHECK(last.status == 429);
        CHECK(says(sign_in(usual, site.priya), "Enter your code"));
    });
}

TEST_CASE("a wrong password and an unknown address are told apart by nobody") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        Browser browser(site);
        const auto wrong = sign_in(browser, site.priya, "a wrong password");
        const auto unknown = sign_in(browser, {.email = "nobody@toy.example", .user = {}, .posting = {}}, "x");

        CHECK(wrong.status == 422);
        CHECK(unknown.status == 422);
        CHECK(browser.get("/home").status == 303);
        CHECK_FALSE(says(wrong, "a wrong password"));
        const auto words = [](const Response& response) {
            const auto at = response.body.find("error-summary");
            return response.body.substr(at, response.body.find("</ul>", at) - at);
        };
        CHECK(words(wrong) == words(unknown));
    });
}

TEST_CASE("who tries too often must wait, and is told how long") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        Browser browser(site);
        Response last;
        for (int i = 0; i < 12 && last.status != 429; ++i)
            last = sign_in(browser, site.priya, "a wrong password");

        CHECK(last.status == 429);
        CHECK(says(last, "again"));
        CHECK(says(last, "name=\"email\"")); // the form is there to try again
    });
}

TEST_CASE("the first time, a second factor is set up") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        site.database().write([&](db::Writer& writer) { access::remove_second_factor(writer, {}, site.priya.user); });
        Browser browser(site);

        const auto page = sign_in(browser, site.priya);
        CHECK(says(page, "Set up your second step"));
        const auto link = page.body.find("otpauth://totp/");
        REQUIRE(link != std::string::npos);
        CHECK(page.body.find("secret=", link) != std::string::npos);

        const auto wrong = browser.post("/sign-in/set-up", {{"code", "000000"}});
        CHECK(wrong.status == 422);
        const auto key = key_on(page);
        CHECK(key_on(browser.get("/sign-in/set-up")) == key);
        CHECK(key_on(wrong) == key);

        // Another browser with the same password is shown another key.
        Browser another(site);
        CHECK(key_on(sign_in(another, site.priya)) != key);

        const auto seed = site.database().reading([&](db::Reader& reader) {
            const auto session =
                access::find_session(reader, browser.cookies["kith"], site.clock.now(), "test").value().id;
            return access::offered_seed(reader, site.cipher, session).value();
        });
        const auto code = access::one_time_code(seed, access::step_at(site.clock.now()));
        CHECK(says(browser.follow(browser.post("/sign-in/set-up", {{"code", code}})), "Home"));
    });
}

TEST_CASE("a password that somebody else set is changed first") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya, false);
        Browser browser(site);
        sign_in(browser, site.priya);
        const auto page = browser.follow(browser.post("/sign-in/code", {{"code", code_at(site.clock.now())}}));
        CHECK(says(page, "Choose your password"));
        CHECK(browser.get("/home").status == 303);

        const auto wrong =
            browser.post("/sign-in/password",
                         {{"old", "x"}, {"password", "three green ponds sing"}, {"again", "three green ponds sing"}});
        CHECK(wrong.status == 422);
        CHECK(says(wrong, "That is not the password you were given"));
        CHECK_FALSE(says(wrong, "three green ponds sing"));
        const auto empty = browser.post("/sign-in/password", {{"old", ""}, {"password", ""}, {"again", ""}});
        CHECK(says(empty, "Enter the password you were given"));
        CHECK(says(empty, "Enter your new password</a>"));
        CHECK(says(empty, "Enter your new password again</a>"));
        CHECK_FALSE(says(empty, "you have now"));
        const auto done = browser.follow(browser.post("/sign-in/password", {{"old", std::string(toy_password)},
                                                                            {"password", "three green ponds sing"},
                                                                            {"again", "three green ponds sing"}}));
        CHECK(says(done, "Home"));
    });
}

TEST_CASE("somebody changes their own password, and is signed out everywhere else") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        auto browser = Browser::of(site, site.priya);
        auto elsewhere = Browser::of(site, site.priya);
        auto toms = Browser::of(site, site.tom);
        CHECK(says(browser.get("/sign-in/posting"), "href=\"/sign-in/password\""));
        CHECK(says(browser.get("/sign-in/password"), "Change your password"));

        const auto change = [&](std::string old, std::string chosen, std::string again) {
            return browser.post(
                "/sign-in/password",
                {{"old", std::move(old)}, {"password", std::move(chosen)}, {"again", std::move(again)}});
        };
        const std::string now(toy_password), wanted = "three green ponds sing";
        for (const auto& refused :
             {change("a wrong password", wanted, wanted), change(now, wanted, "three green ponds sink"),
              change(now, "priya", "priya"), change(now, now, now), change("", wanted, wanted)}) {
            CHECK(refused.status == 422);
            CHECK_FALSE(says(refused, wanted));
        }
        CHECK(says(change("a wrong password", wanted, wanted), "That is not the password you have now"));
        CHECK(site.lines("password.changed") == 0);
        CHECK(elsewhere.get("/home").status == 200);

        const auto changed = change(now, wanted, wanted);
        CHECK(changed.header("location").starts_with("/home"));
        CHECK(site.lines("password.changed") == 1);
        CHECK(says(browser.follow(changed), "Home"));
        CHECK(elsewhere.get("/home").status == 303);
        CHECK(toms.get("/home").status == 200);
        Browser later(site);
        CHECK_FALSE(says(sign_in(later, site.priya), "Enter your code"));
        CHECK(says(sign_in(later, site.priya, wanted), "Enter your code"));
    });
}

TEST_CASE("at a desk that was left nobody guesses the password by changing it") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        auto browser = Browser::of(site, site.priya);
        auto usual = Browser::of(site, site.priya);
        const auto change = [](Browser& by, std::string old) {
            by.get("/sign-in/password");
            return by.post(
                "/sign-in/password",
                {{"old", std::move(old)}, {"password", "three green ponds sing"}, {"again", "three green ponds sing"}});
        };
        Response last;
        for (int i = 0; i < 12 && last.status != 429; ++i)
            last = change(browser, "a wrong password");
        CHECK(last.status == 429);
        CHECK(change(browser, std::string(toy_password)).status == 429);
        CHECK(change(usual, std::string(toy_password)).status == 303); // who guesses there holds up nobody here
        CHECK(browser.get("/home").status == 303);

        auto locked = Browser::of(site, site.tom);
        site.clock.forward(20 * minutes_ms);
        CHECK(locked.get("/sign-in/password").header("location").starts_with("/locked"));
    });
}

TEST_CASE("who has two roles chooses one, and can change it") {
    on_each_toy_site([](ToySite& site) {
        site.database().write([&](db::Writer& writer) {
            const auto posting = access::find_posting(writer, site.priya.posting);
            (void)access::add_posting(writer, {},
                                      {.user = site.priya.user,
                                       .agency = posting->agency,
                                       .role = access::Role::system_administrator,
                                       .from = posting->from,
                                       .to = posting->to})
                .value();
        });
        auto browser = Browser::of(site, site.priya);

        const auto page = browser.follow(browser.get("/things/new"));
        CHECK(says(page, "What are you working as?"));
        CHECK(browser.post("/sign-in/posting", {}).status == 422);
        const auto choices = site.database().reading(
            [&](db::Reader& reader) { return access::postings_to_choose(reader, site.priya.user, site.clock.now()); });
        REQUIRE(choices.size() == 2);
        const auto choose = [&](access::Role role) {
            browser.get("/sign-in/posting");
            for (const auto& choice : choices)
                if (choice.posting.role == role)
                    browser.post("/sign-in/posting", {{"posting", choice.posting.reference.text()}});
        };
        choose(access::Role::system_administrator);
        CHECK(browser.get("/things/" + site.thing.text()).status == 403);
        choose(access::Role::triage);
        CHECK(browser.get("/things/" + site.thing.text()).status == 200);

        const auto others = site.database().reading(
            [&](db::Reader& reader) { return access::postings_to_choose(reader, site.tom.user, site.clock.now()); });
        browser.get("/sign-in/posting");
        CHECK(browser.post("/sign-in/posting", {{"posting", others[0].posting.reference.text()}}).status == 422);
    });
}

TEST_CASE("whatever hashes a password is costly, and nothing else") {
    const auto costs = [](Method method, const std::string& path) {
        Request request;
        request.method = method;
        request.path = path;
        return is_costly(request);
    };
    for (const auto* path :
         {"/sign-in", "/sign-in/password", "/admin/users/K7MX4PQR/password", "/admin/agencies/K7MX4PQR/users"}) {
        CHECK(costs(Method::post, path));
        CHECK_FALSE(costs(Method::get, path));
    }
    for (const auto* path : {"/sign-in/code", "/sign-in/posting", "/locked", "/requests/K7MX4PQR", "/find"})
        CHECK_FALSE(costs(Method::post, path));
}

TEST_CASE("after signing out nothing opens any more, and the browser forgets") {
    on_each_toy_site([](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        browser.get("/home");
        auto copy = browser; // somebody kept the cookie

        const auto response = browser.post("/sign-out", {});

        CHECK(response.header("location") == "/sign-in?signed-out=yes");
        CHECK(says(browser.follow(response), "You are signed out."));
        CHECK_FALSE(says(browser.get("/sign-in"), "signed out"));
        CHECK(response.header("clear-site-data") == R"("cache", "storage")");
        CHECK_FALSE(browser.cookies.contains("kith"));
        CHECK(copy.get("/home").status == 303);
    });
}

TEST_CASE("who was signed out while typing is told that the words are kept") {
    constexpr std::string_view kept = "What you had typed is kept and comes back after you sign in.";
    constexpr std::string_view ended = "You were signed out.";
    on_each_toy_site([&](ToySite& site) {
        give_password(site, site.priya);
        auto browser = Browser::of(site, site.priya);
        browser.get("/things/new");
        Browser stranger(site);
        CHECK(says(stranger.get("/sign-in?typed=kept&to=%2Fthings%2Fnew"), kept)); // signed out in another window
        CHECK_FALSE(says(stranger.get("/sign-in?typed=else&to=%2Fthings%2Fnew"), "signed out"));
        CHECK_FALSE(says(stranger.get("/sign-in?to=%2Fheld%2FK7MX4PQR"), "signed out"));
        CHECK(browser.get("/sign-in?typed=kept&to=%2Fthings%2Fnew").header("location") == "/things/new");
        browser.get("/things/new");

        site.clock.forward(access::session_lasts);
        const auto looked = browser.follow(browser.get("/things/new")); // nothing was typed
        CHECK(says(looked, ended));
        CHECK_FALSE(says(looked, kept));
        CHECK_FALSE(says(browser.get("/sign-in?typed=%3Cb%3Eall%20of%20it"), "all of it"));

        const auto led = browser.get("/sign-in?typed=kept&to=%2Fthings%2Fnew"); // by the script
        CHECK(says(led, kept));
        CHECK(value_of_hidden(led.body, "typed") == "kept");
        const auto refused = browser.post("/sign-in", {{"email", ""}, {"password", ""}, {"typed", "kept"}});
        CHECK(refused.status == 422);
        CHECK(says(refused, kept));
    });
}

TEST_CASE("what was sent too late is said to be kept by the page that asks to sign in, until it is no more") {
    constexpr std::string_view kept = "What you had typed is kept and comes back after you sign in.";
    on_each_toy_site([&](ToySite& site) {
        auto browser = Browser::of(site, site.priya);
        browser.get("/things/new");
        site.clock.forward(access::session_lasts);
        const auto sent = browser.post("/things", {{"words", "every word"}});
        const std::string address(sent.header("location"));
        const auto asked = browser.follow(sent);
        CHECK(says(asked, kept));
        CHECK_FALSE(says(asked, "every word"));

        CHECK(says(Browser(site).get(address), kept)); // in a browser that was closed and opened again too
        site.clock.forward(held_for);
        CHECK_FALSE(says(browser.get(address), kept));
    });
}

TEST_CASE("after signing in one stays on this site") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        for (const std::string away : {"//evil.example", "https://evil.example", "/\\evil.example",
                                       "javascript:alert(1)", "/a\tb", "/%0d%0aset-cookie:a=b", "evil"}) {
            CAPTURE(away);
            auto browser = Browser::of(site, site.priya);
            const auto response = browser.get("/sign-in?to=" + percent_encoded(away));
            const auto location = std::string(response.header("location"));
            CHECK((location == "/home" || location == "/%0d%0aset-cookie:a=b"));
        }
    });
}

TEST_CASE("no cookie of ours can be read by script, and none that opens anything outlives the browser") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        Browser browser(site);
        const auto first = browser.get("/sign-in");
        const auto second =
            browser.post("/sign-in", {{"email", site.priya.email}, {"password", std::string(toy_password)}});
        for (const auto* response : {&first, &second}) {
            CHECK(response->header("set-cookie").find("; HttpOnly; SameSite=Lax") != std::string::npos);
            CHECK(response->header("set-cookie").find("Max-Age") == std::string::npos);
        }
    });
}

TEST_CASE("neither password nor code nor token is in a line of the log") {
    on_each_toy_site([](ToySite& site) {
        give_password(site, site.priya);
        Browser browser(site);
        sign_in(browser, site.priya);
        const auto code = code_at(site.clock.now());
        browser.follow(browser.post("/sign-in/code", {{"code", code}}));
        REQUIRE(browser.get("/home").status == 200);
        for (const auto& line : site.logged)
            for (const std::string& secret :
                 {std::string(toy_password), "\"" + code, browser.cookies["kith"], site.priya.email}) {
                CAPTURE(line);
                CHECK(line.find(secret) == std::string::npos);
            }
    });
}
