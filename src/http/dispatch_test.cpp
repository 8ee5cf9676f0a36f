#include "http/notice.h"
#include "http/submission_store.h"
#include "http/toy_site_test.h"

#include <barrier>
#include <future>

using namespace kith;
using namespace kith::http;

namespace {

bool says(const Response& response, std::string_view words) {
    return response.body.find(words) != std::string::npos;
}

const std::vector<std::string_view> on_every_answer = {
    "content-security-policy",    "x-content-type-options",       "referrer-policy", "x-frame-options",
    "cross-origin-opener-policy", "cross-origin-resource-policy", "cache-control",   "permissions-policy"};

// Without what differs from one answer to the next: tokens and submission keys.
std::string comparable(const Response& response) {
    auto body = response.body;
    for (const auto name : {token_field, submission_field})
        for (auto value = value_of_hidden(body, name); !value.empty() && value != "-";
             value = value_of_hidden(body, name))
            body.replace(body.find(value), value.size(), "-");
    return body;
}

} // namespace

TEST_CASE("every answer of every route carries the security headers, whatever it says") {
    on_each_toy_site([](ToySite& site) {
        auto nobody = Browser(site);
        auto priya = Browser::of(site, site.priya);
        std::set<int> statuses;
        const auto check = [&](const Response& response) {
            statuses.insert(response.status);
            for (const auto header : on_every_answer) {
                CAPTURE(header);
                CHECK_FALSE(response.header(header).empty());
            }
            CHECK(response.header("content-security-policy").starts_with("default-src 'none'; script-src 'self'"));
            CHECK(response.header("cache-control") == "no-store");
        };
        for (const auto& route : site.router.routes()) {
            CAPTURE(route.path);
            for (auto* browser : {&nobody, &priya}) {
                check(browser->get(route.path));
                check(browser->post_raw(route.path, {}));
            }
        }
        check(priya.get("/things/new"));
        check(priya.post("/things", {{"words", "wrong"}}));
        CHECK(statuses == std::set{200, 303, 403, 404, 405, 422, 500, 503});
    });
}

TEST_CASE("a form of another site, or without a token of this one, changes nothing") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        const auto token = priya.hidden(token_field);
        const auto key = priya.hidden(submission_field);
        auto tom = Browser::of(site, site.tom);
        tom.get("/things/new");
        auto altered = token;
        altered[20] = altered[20] == 'A' ? 'B' : 'A';

        const auto status = [&](Fields fields, Fields headers = {}) {
            fields.emplace_back("submission", key);
            fields.emplace_back("words", "toy");
            return priya.post_raw("/things", fields, headers).status;
        };
        CHECK(status({}) == 403);
        CHECK(status({{"form-token", ""}}) == 403);
        CHECK(status({{"form-token", altered}}) == 403);
        CHECK(status({{"form-token", token}}, {{"sec-fetch-site", "cross-site"}}) == 403);
        CHECK(status({{"form-token", token}}, {{"sec-fetch-site", "same-site"}}) == 403);
        CHECK(status({{"form-token", token}}, {{"origin", "https://evil.example"}}) == 403);
        CHECK(status({{"form-token", token}}, {{"origin", "http://127.0.0.1.evil.example"}}) == 403);
        CHECK(priya.post_raw("/things", {{"words", "toy"}}, {}).body.find("This form could not be taken") !=
              std::string::npos);
        CHECK(site.ran == 0);
        CHECK(site.saved("toy") == 0);

        CHECK(status({{"form-token", token}}, {{"origin", "http://127.0.0.1"}, {"sec-fetch-site", "same-origin"}}) ==
              303);
        CHECK(site.saved("toy") == 1);
    });
}

TEST_CASE("somebody else's form token is not taken: what it carries waits for its owner") {
    on_each_toy_site([](ToySite& site) {
        auto tom = Browser::of(site, site.tom);
        tom.get("/things/new");
        auto priya = Browser::of(site, site.priya);
        priya.page = tom.page;

        const auto response = priya.post("/things", {{"words", "toy"}});

        CHECK(response.status == 303);
        CHECK(site.ran == 0);
        CHECK(site.saved("toy") == 0);
        CHECK(priya.follow(response).status == 404);
        CHECK(tom.get(std::string(response.header("location"))).status == 200);
    });
}

TEST_CASE("a browser that hides where a form comes from can still send ours") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        const Fields fields = {{"form-token", priya.hidden(token_field)},
                               {"submission", priya.hidden(submission_field)},
                               {"words", "toy"}};
        CHECK(priya.post_raw("/things", fields, {{"origin", "null"}, {"sec-fetch-site", "same-origin"}}).status == 303);
    });
}

TEST_CASE("who may not do what a route asks never reaches its handler") {
    on_each_toy_site([](ToySite& site) {
        const auto path = "/things/" + site.thing.text();
        auto tom = Browser::of(site, site.tom);

        const auto refused = tom.get(path);
        CHECK(refused.status == 403);
        CHECK_FALSE(says(refused, "Secret words"));
        CHECK(site.ran == 0);
        CHECK(site.lines("toy.viewed", "refused") == 1);

        tom.get("/things/new");
        const auto before = site.lines("form.refused", "refused");
        CHECK(tom.post(path + "/decision", {{"words", "not mine to say"}}).status == 403);
        CHECK(site.lines("form.refused", "refused") == before + 1);

        const auto asked = Browser(site).get(path);
        CHECK(asked.status == 303);
        CHECK(asked.header("location") == "/sign-in?to=%2Fthings%2F" + site.thing.text());
        CHECK(site.ran == 0);
    });
}

TEST_CASE("a page leaves only when its line is in the history") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        const auto path = "/things/" + site.thing.text();

        CHECK(says(priya.get(path), "Secret words"));
        CHECK(site.lines("toy.viewed") == 1);
        const auto told = site.database().reading(
            [&](db::Reader& reader) { return history::lines_about(reader, "toy", site.subject("the thing"), 10); });
        REQUIRE(told.size() == 1);
        CHECK(told[0].actor.user == site.priya.user.text());

        site.trouble.history = true;
        const auto response = priya.get(path);
        CHECK(response.status == 503);
        CHECK_FALSE(says(response, "Secret words"));
        CHECK_FALSE(response.header("retry-after").empty());
        CHECK(site.lines("toy.viewed") == 1);
        CHECK(priya.get("/home").status == 200); // shows nobody's data
    });
}

TEST_CASE("what cannot be saved comes back with every word, and is saved once when it is sent again") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        const auto check = [&](bool& trouble, const std::string& words) {
            priya.get("/things/new");
            trouble = true;
            const auto refused = priya.post("/things", {{"words", words}, {"note", "The <stairs>\nand the cold"}});
            CHECK(refused.status == 503);
            CHECK_FALSE(refused.header("retry-after").empty());
            CHECK(says(refused, "Everything you wrote is still here"));
            CHECK(value_of_hidden(refused.body, "words") == words);
            CHECK(says(refused, "The &lt;stairs&gt;"));
            trouble = false;
            CHECK(site.saved(words) == 0);
            for (int presses = 0; presses < 2; ++presses)
                CHECK(priya.post("/things", {{"words", words}, {"note", "The <stairs>\nand the cold"}}).status == 303);
            CHECK(site.saved(words) == 1);
        };
        check(site.trouble.saving, "the disk is full");
        check(site.trouble.gone, "the database is away");
    });
}

TEST_CASE("what there is no time for comes back with every word and no look at the database") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        site.trouble.gone = true;
        Request form;
        form.method = Method::post;
        form.path = "/things";
        form.form = Answers({{"form-token", priya.hidden(token_field)},
                             {"submission", priya.hidden(submission_field)},
                             {"words", "every word"}});
        const auto away = answer_when_busy(site.site(), form);
        REQUIRE(away);
        CHECK(away->status == 503);
        CHECK_FALSE(away->header("retry-after").empty());
        CHECK(says(*away, "More is asked of Kith just now"));
        CHECK(value_of_hidden(away->body, "words") == "every word");
        auto long_form = form;
        long_form.form.set("words", std::string(300'000, 'w'));
        CHECK_FALSE(answer_when_busy(site.site(), long_form));
        site.clock.forward(2 * days_ms);
        CHECK_FALSE(answer_when_busy(site.site(), form));
        site.clock.forward(-2 * days_ms);
        form.headers.emplace_back("sec-fetch-site", "cross-site");
        CHECK_FALSE(answer_when_busy(site.site(), form));

        Browser visitor(site);
        site.trouble.gone = false;
        visitor.get("/sign-in");
        form.headers.clear();
        form.form.set("form-token", visitor.hidden(token_field));
        CHECK_FALSE(answer_when_busy(site.site(), form));
    });
}

TEST_CASE("a form with a mistake comes back with every word though its line cannot be written") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        site.trouble.history = true;
        const auto refused = priya.post("/found", {{"q", "every word"}});
        CHECK(refused.status == 503);
        CHECK(value_of_hidden(refused.body, "q") == "every word");
        const auto pressed = priya.post("/found", {{"version", "3"}, {"verb", "take"}});
        CHECK(value_of_hidden(pressed.body, "verb") == "take");
        CHECK_FALSE(says(pressed, "<dl"));
    });
}

TEST_CASE("when it is Kith that broke, every word comes back too") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        const auto broken = priya.post("/things", {{"words", "broken"}});
        CHECK(broken.status == 500);
        CHECK(says(broken, "our mistake"));
        CHECK(value_of_hidden(broken.body, "words") == "broken");
    });
}

TEST_CASE("what another site sends, and passwords, never come back") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        site.trouble.gone = true;
        const Fields fields = {{"form-token", priya.hidden(token_field)},
                               {"submission", priya.hidden(submission_field)},
                               {"words", "every word"}};
        CHECK_FALSE(says(priya.post_raw("/things", fields, {{"sec-fetch-site", "cross-site"}}), "every word"));
        CHECK_FALSE(says(priya.post_raw("/things", {{"words", "every word"}}), "every word"));
        CHECK_FALSE(says(priya.post("/sign-in", {{"email", "a@b.example"}, {"password", "every word"}}), "every word"));
    });
}

TEST_CASE("what was searched for is in the history, erasable, also when the terms were posted") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        CHECK(priya.post("/found", {{"q", "Okafor"}}).status == 200);
        CHECK(site.lines("toy.searched") == 1);
    });
}

TEST_CASE("hidden and absent are the same answer, and trying is noted") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        auto other = site.thing.text();
        other[0] = other[0] == 'A' ? 'B' : 'A'; // no reference at all: its check character is wrong

        const auto absent = priya.get("/things/" + other);
        const auto made_up = Reference::make(site.database().random());
        const auto hidden = priya.get("/things/" + made_up.text());

        CHECK(absent.status == 404);
        CHECK(hidden.status == 404);
        CHECK(comparable(absent) == comparable(hidden));
        CHECK(absent.headers == hidden.headers);
        CHECK(site.lines("toy.viewed", "refused") == 2);
    });
}

TEST_CASE("what is sent about something hidden or absent, or not one's own to say, comes back with every word") {
    on_each_toy_site([](ToySite& site) {
        const auto decision = [](const std::string& thing) { return "/things/" + thing + "/decision"; };
        const Fields fields{{"why", "The <stairs>\nand the cold"}};
        auto tom = Browser::of(site, site.tom);
        tom.get("/things/new");
        const auto refused = tom.post(decision(site.thing.text()), fields);
        CHECK(refused.status == 403);
        CHECK(says(refused, "You cannot do this"));
        CHECK(says(refused, "The &lt;stairs&gt;"));

        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        const auto absent = priya.post(decision("no-reference"), fields);
        const auto hidden = priya.post(decision(Reference::make(site.database().random()).text()), fields);
        CHECK(hidden.status == 404);
        CHECK(says(hidden, "Page not found"));
        CHECK(says(hidden, "The &lt;stairs&gt;"));
        CHECK(comparable(absent) == comparable(hidden));
        CHECK(absent.headers == hidden.headers);
        CHECK_FALSE(says(priya.post(decision("no-reference"), {{"version", "3"}, {"verb", "take"}}), "What you wrote"));
        CHECK_FALSE(says(priya.post_raw(decision("no-reference"), fields), "The &lt;stairs&gt;"));
        CHECK_FALSE(says(priya.post("/no-such-page", fields), "The &lt;stairs&gt;"));
    });
}

TEST_CASE("pressing Save twice saves once and leads to the same place") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");

        const auto first = priya.post("/things", {{"words", "toy"}});
        const auto second = priya.post("/things", {{"words", "toy"}});

        CHECK(first.status == 303);
        CHECK(second.status == 303);
        CHECK(first.header("location") == second.header("location"));
        CHECK(site.saved("toy") == 1);
        CHECK(site.ran == 1); // its handler might wonder why its work is done already
    });
}

TEST_CASE("pressing Save many times at once saves once") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        constexpr int presses = 8;
        std::barrier together(presses);
        std::vector<std::string> led(presses);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < presses; ++i)
                threads.emplace_back([&, i, mine = priya]() mutable {
                    together.arrive_and_wait();
                    led[static_cast<std::size_t>(i)] = mine.post("/things", {{"words", "toy"}}).header("location");
                });
        }
        CHECK(site.saved("toy") == 1);
        CHECK(std::set(led.begin(), led.end()).size() == 1);
        CHECK(led[0].starts_with("/things/"));
    });
}

TEST_CASE("what was changed after Save is neither lost nor saved twice") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        const auto form = priya.page;
        CHECK(priya.post("/things", {{"words", "toy"}}).status == 303);

        priya.page = form; // Back
        const auto again = priya.post("/things", {{"words", "toy and more"}});

        CHECK(again.status == 422);
        CHECK(says(again, "already saved"));
        CHECK(says(again, "toy and more"));
        CHECK(site.saved("toy and more") == 0);
        CHECK(priya.post("/things", {{"words", "toy and more"}}).status == 303);
        CHECK(site.saved("toy and more") == 1);
    });
}

TEST_CASE("submission keys are forgotten when no page that holds one can be open any more") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        priya.post("/things", {{"words", "toy"}});
        const auto dropped = [&] {
            return site.database().writing([](db::Writer& writer) { return drop_old_submissions(writer); });
        };
        dropped();
        site.clock.forward(2 * days_ms);
        CHECK(dropped() == 0);
        site.clock.forward(1);
        CHECK(dropped() == 1);
    });
}

TEST_CASE("one person's submission key is of no use to another") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        const auto first = priya.post("/things", {{"words", "toy"}});
        auto tom = Browser::of(site, site.tom);
        tom.get("/things/new");

        const auto response = tom.post_raw("/things", {{"form-token", tom.hidden(token_field)},
                                                       {"submission", priya.hidden(submission_field)},
                                                       {"words", "toy"}});
        CHECK(response.status == 422);
        CHECK(response.header("location") != first.header("location"));
    });
}

TEST_CASE("a form without a submission key is not saved") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        CHECK(priya.post_raw("/things", {{"form-token", priya.hidden(token_field)}, {"words", "toy"}}).status == 400);
        CHECK(site.saved("toy") == 0);
    });
}

TEST_CASE("problems and mistakes of ours change nothing") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");

        const auto wrong = priya.post("/things", {{"words", "wrong"}});
        CHECK(wrong.status == 422);
        CHECK(says(wrong, "Write something else"));
        CHECK(site.saved("wrong") == 0);

        const auto broken = priya.post("/things", {{"words", "broken"}});
        CHECK(broken.status == 500);
        CHECK_FALSE(says(broken, "the toy broke"));
        CHECK(says(broken, "test")); // the request's id
        CHECK(site.saved("broken") == 0);
        CHECK(site.logged.back().find("the toy broke") != std::string::npos);
    });
}

TEST_CASE("a posting that ends between page and Save saves nothing, and what was written waits") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        site.database().write([&](db::Writer& writer) { access::end_posting(writer, {}, site.priya.posting); });

        const auto response = priya.post("/things", {{"words", "toy"}});

        CHECK(response.status == 303);
        CHECK(response.header("location").starts_with("/sign-in?to=%2Fheld%2F"));
        CHECK(site.saved("toy") == 0);
    });
}

TEST_CASE("a right that ends while a form is handled saves nothing any more") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        site.meanwhile = [&] {
            site.database().write([&](db::Writer& writer) { access::end_posting(writer, {}, site.priya.posting); });
        };

        const auto response = priya.post("/things", {{"words", "toy"}});

        CHECK(site.ran == 1);
        CHECK(site.saved("toy") == 0);
        CHECK(response.status == 303);
        CHECK(response.header("location").starts_with("/held/"));
    });
}

TEST_CASE("a notice is shown once, and only as Kith wrote it") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        priya.post("/things", {{"words", "toy"}});

        auto thief = Browser::of(site, site.tom);
        thief.cookies["kith-notice"] = priya.cookies["kith-notice"];
        CHECK_FALSE(says(thief.get("/home"), "Saved"));
        CHECK(says(priya.get("/home"), "Saved"));
        CHECK_FALSE(says(priya.get("/home"), "Saved"));
        priya.cookies["kith-notice"] = "U2F2ZWQ";
        CHECK_FALSE(says(priya.get("/home"), "Saved"));
    });
}

TEST_CASE("a notice may lead to what it is about") {
    CHECK(drawn_notice("Saved & sent").markup() == "Saved &amp; sent");
    const auto drawn = drawn_notice(notice_with_link("Recorded", "/requests/K7MX4PQR", "Open <it>"));
    CHECK(says({.body = drawn.markup()}, "Recorded. <a "));
    CHECK(says({.body = drawn.markup()}, "href=\"/requests/K7MX4PQR\""));
    CHECK(says({.body = drawn.markup()}, "Open &lt;it&gt;</a>"));
}

TEST_CASE("a database that is gone is told as such; nothing of its words leaves") {
    on_each_toy_site([](ToySite& site) {
        const auto lost = Browser(site).get("/lost");
        CHECK(lost.status == 503);
        CHECK(lost.header("retry-after") == "30");
        CHECK_FALSE(says(lost, "the database is gone"));
        CHECK_FALSE(says(Browser(site).get("/broken"), "a secret of Kith's"));
    });
}

TEST_CASE("an address asked in a way it does not have says which it has") {
    on_each_toy_site([](ToySite& site) {
        const auto response = Browser(site).post_raw("/public", {});
        CHECK(response.status == 405);
        CHECK(response.header("allow") == "GET, HEAD");
    });
}

TEST_CASE("a script saves a draft with its token in a header, and is told plainly when signed out") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        const auto put = [&](std::string token) {
            Request request;
            request.method = Method::put;
            request.path = "/drafts/one";
            request.body = R"({"words":"toy"})";
            request.headers = {{"x-csrf", std::move(token)}};
            return priya.send(request);
        };

        CHECK(put(priya.hidden(token_field)).body == "kept");
        CHECK(put("").status == 403);
        site.clock.forward(access::session_lasts);
        CHECK(put(priya.hidden(token_field)).status == 401);
    });
}

TEST_CASE("keeping a draft of a form does not use up the form's own key") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        for (int i = 0; i < 2; ++i) {
            Request request;
            request.method = Method::put;
            request.path = "/drafts/one";
            request.form = Answers(Fields{{"form-token", priya.hidden(token_field)},
                                          {"submission", priya.hidden(submission_field)},
                                          {"words", "to"}});
            CHECK(priya.send(request).body == "kept");
        }
        CHECK(priya.post("/things", {{"words", "toy"}}).status == 303);
        CHECK(site.saved("toy") == 1);
    });
}

TEST_CASE("over TLS cookies are locked to the host, and plain requests are refused") {
    const FreshDatabase fresh(db::Engine::sqlite);
    ToySite site(fresh.url(), "https://toy.example");
    Request request;
    request.path = "/public";
    CHECK(answer(site.site(), request).status == 403);
    CHECK(answer(site.site(), request).body.find("needs a secure address") != std::string::npos);
    request.secure = true;

    const auto response = answer(site.site(), request);

    CHECK(response.status == 200);
    CHECK(response.header("strict-transport-security") == "max-age=31536000");
    CHECK(response.header("set-cookie").starts_with("__Host-kith-visitor="));
    CHECK(response.header("set-cookie").ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"));
}

TEST_CASE("a line of the log holds the route's pattern, never what stands in it") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/" + site.thing.text() + "?q=Okafor");

        const auto& line = site.logged.back();
        CHECK(line.find(R"("route":"/things/{thing}","status":200)") != std::string::npos);
        CHECK(line.find(site.priya.user.text()) != std::string::npos);
        for (const std::string& secret :
             {site.thing.text(), std::string("Okafor"), std::string("Priya"), priya.cookies["kith"]}) {
            CAPTURE(secret);
            CHECK(line.find(secret) == std::string::npos);
        }
        CHECK(line.ends_with("}\n"));
        CHECK(std::ranges::count(line, '\n') == 1);
    });
}

TEST_CASE("before a site goes, the answers that wait for the history have left") {
    on_each_toy_site([](ToySite& site) {
        auto priya = Browser::of(site, site.priya);
        Request request;
        request.path = "/things/" + site.thing.text();
        request.headers.emplace_back("cookie", "kith=" + priya.cookies["kith"]);
        std::promise<void> go_on;
        site.database().write_soon([held = go_on.get_future().share()](db::Writer&) { held.wait(); },
                                   [](const std::exception_ptr&) {});
        std::atomic<bool> left = false;
        dispatch(site.site(), request, [&](const Response& response) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            left = response.status == 200;
        });
        CHECK_FALSE(left);
        go_on.set_value();
        wait_for_answers(site.site());
        CHECK(left);
    });
}

TEST_CASE("a visitor's token, with a cookie that was planted beside it, sends no form inside a session") {
    on_each_toy_site([](ToySite& site) {
        Browser stranger(site);
        stranger.get("/public");
        auto priya = Browser::of(site, site.priya);
        priya.get("/things/new");
        priya.cookies["kith-visitor"] = stranger.cookies["kith-visitor"];
        const Fields forged{{"words", "forged"},
                            {std::string(submission_field), priya.hidden(submission_field)},
                            {std::string(token_field), stranger.hidden(token_field)}};
        CHECK(priya.post_raw("/things", forged).status == 403);
        CHECK(site.saved("forged") == 0);
    });
}
