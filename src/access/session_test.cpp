#include "access/session.h"

#include "access/office_test.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

void note(Office& office, const std::string& token) {
    const auto session = office.session(token);
    REQUIRE(session);
    office.write([&](db::Writer& writer) { note_use(writer, session->id, office.now()); });
}

// Sam, at work in the hub.
std::string sam_at_work(Office& office) {
    office.posting(office.user("sam"), office.hub, Role::early_help_worker);
    return office.sign_in_fully("sam");
}

} // namespace

TEST_CASE("a session locks after 15 minutes without use, and opens again with a code alone") {
    in_each_office([](Office& office) {
        const auto token = sam_at_work(office);
        const auto before = office.session(token);
        CHECK(before->stage == Stage::open);
        office.clock.move(10 * minutes_ms);
        CHECK(office.session(token)->to_note);
        note(office, token);
        CHECK_FALSE(office.session(token)->to_note);
        office.clock.move(15 * minutes_ms - 1);
        CHECK(office.session(token)->stage == Stage::open);
        office.clock.move(1);

        auto session = office.session(token);
        CHECK(session->stage == Stage::locked);
        CHECK(session->viewer.name == "sam");
        CHECK_FALSE(session->viewer.may(Action::find));
        note(office, token); // a page that was still open asks for something
        CHECK(office.session(token)->stage == Stage::locked);

        CHECK_FALSE(unlock(*office.database, office.cipher, *session, good_password).has_value());
        CHECK_FALSE(unlock(*office.database, office.cipher, *session, "123456").has_value());
        const auto by_code = unlock(*office.database, office.cipher, *session, office.code()).value().token;
        CHECK_FALSE(office.session(token));
        session = office.session(by_code);
        CHECK(session->stage == Stage::open);
        CHECK(session->id == before->id);
        CHECK(session->csrf == before->csrf); // what is typed in an open form can still be sent
    });
}

TEST_CASE("a session ends ten hours after sign-in, however much it is used") {
    in_each_office([](Office& office) {
        const auto token = sam_at_work(office);
        const Instant ends = office.session(token)->ends_at;
        while (office.now() + 10 * minutes_ms < ends) {
            office.clock.move(10 * minutes_ms);
            note(office, token);
        }
        CHECK(office.session(token)->stage == Stage::open);
        office.clock.move(ends - office.now() - 1);
        CHECK(office.session(token)->stage == Stage::open);
        const auto session = office.session(token);
        office.clock.move(1);
        CHECK_FALSE(office.session(token));
        CHECK_FALSE(unlock(*office.database, office.cipher, *session, office.code()).has_value());
        CHECK(office.write([&](db::Writer& writer) { return remove_old_sessions(writer, office.now()); }) == 1);
    });
}

TEST_CASE("a half sign-in that is left alone is over after 15 minutes") {
    in_each_office([](Office& office) {
        office.user("sam");
        const auto token = office.give_password("sam").value().token;
        office.clock.move(15 * minutes_ms);
        CHECK_FALSE(office.session(token));
    });
}

TEST_CASE("P23: one posting acts at a time, and switching ends the other's rights at once") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        const auto worker = office.posting(sam, office.hub, Role::early_help_worker);
        const auto governor = office.posting(sam, office.school, Role::partner);
        const auto others = office.posting(office.user("tom"), office.school, Role::partner);
        const auto token = office.sign_in_fully("sam");
        auto session = office.session(token);
        CHECK(session->stage == Stage::choose_posting);
        const auto choices =
            office.database->reading([&](db::Reader& reader) { return postings_to_choose(reader, sam, office.now()); });
        REQUIRE(choices.size() == 2);
        CHECK(choices[0].agency_name == "Family Hub");

        const auto choose = [&](Id<Posting> posting) {
            return office.write([&](db::Writer& writer) { return choose_posting(writer, *session, posting); })
                .has_value();
        };
        CHECK_FALSE(choose(others));
        CHECK_FALSE(choose({}));
        CHECK(choose(worker));
        CHECK(office.session(token)->viewer.may(Action::add_person));
        CHECK(choose(governor));
        CHECK(office.session(token)->viewer.posting == governor);
        CHECK_FALSE(office.session(token)->viewer.may(Action::add_person));
    });
}

TEST_CASE("P25: the next request after user, posting or agency has ended is refused") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        const auto posting = office.posting(sam, office.school, Role::partner);
        const auto token = office.sign_in_fully("sam");

        SUBCASE("the user's account") {
            office.write([&](db::Writer& writer) { end_user(writer, office.administrator, sam); });
            CHECK_FALSE(office.give_password("sam").has_value());
        }
        SUBCASE("the posting") {
            office.write([&](db::Writer& writer) { end_posting(writer, office.administrator, posting); });
            CHECK(office.session(office.sign_in_fully("sam"))->stage == Stage::choose_posting);
        }
        SUBCASE("the agency") {
            office.set_terms(office.school, false, {office.now() - days_ms, office.now()});
        }
        SUBCASE("its sharing agreement, by the passing of time") {
            office.set_terms(office.school, false, {office.now() - days_ms, office.now() + minutes_ms});
            CHECK(office.session(token));
            office.clock.move(minutes_ms);
        }
        CHECK_FALSE(office.session(token));
    });
}

TEST_CASE("somebody who signs out is out, here or everywhere") {
    in_each_office([](Office& office) {
        const auto token = sam_at_work(office);
        const auto elsewhere = office.sign_in_fully("sam");
        const Id<User> sam = office.session(token)->viewer.user;
        const auto open =
            office.database->reading([&](db::Reader& reader) { return sessions_of(reader, sam, office.now()); });
        CHECK(open.size() == 2);
        CHECK(open.front().client == "192.0.2.1");

        office.write([&](db::Writer& writer) { end_session(writer, *office.session(token)); });
        CHECK_FALSE(office.session(token));
        CHECK(office.session(elsewhere));
        CHECK(office.write([&](db::Writer& writer) { return end_sessions_of(writer, office.administrator, sam); }) ==
              1);
        CHECK_FALSE(office.session(elsewhere));
    });
}

TEST_CASE("a changed password ends the user's other sessions") {
    in_each_office([](Office& office) {
        const auto token = sam_at_work(office);
        const auto elsewhere = office.sign_in_fully("sam");
        CHECK(change_password(*office.database, *office.session(token), good_password, "marmalade tractor eleven", {})
                  .has_value());
        CHECK(office.session(token));
        CHECK_FALSE(office.session(elsewhere));
        CHECK_FALSE(office.give_password("sam").has_value());
        CHECK(office.give_password("sam", "marmalade tractor eleven").has_value());
    });
}

TEST_CASE("no token, no session") {
    in_each_office([](Office& office) {
        CHECK_FALSE(office.session(""));
        CHECK_FALSE(office.session("not a token"));
        CHECK_FALSE(office.session(std::string(100000, 'x')));
    });
}

} // namespace kith::access
