#include "access/sign_in.h"

#include "access/known_browser.h"
#include "access/office_test.h"
#include "access/second_factor.h"
#include "access/throttle.h"
#include "history/record.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

template <typename T>
std::string problem(const Result<T>& result) {
    return result ? "none" : result.error().front().code;
}

std::optional<std::string> offered(Office& office, const SessionState& session) {
    return office.database->reading(
        [&](db::Reader& reader) { return offered_seed(reader, office.cipher, session.id); });
}

std::vector<std::string> actions_about(Office& office, Id<User> user) {
    const auto lines = office.database->reading(
        [&](db::Reader& reader) { return history::lines_about(reader, "user", user.text(), 50); });
    std::vector<std::string> actions;
    for (const auto& told : lines)
        actions.push_back(told.line.action);
    std::reverse(actions.begin(), actions.end());
    return actions;
}

} // namespace

// All other changes wait for one: nobody hands a password to it that is still to be hashed.
static_assert(
    !std::is_invocable_v<decltype(set_password), db::Writer&, const history::Actor&, Id<User>, std::string, bool>);

TEST_CASE("a new user sets up an app, chooses a password and is at work") {
    in_each_office([](Office& office) {
        SystemRandom random;
        const std::string first = first_password(random);
        const auto hash = hashed(first);
        const auto priya = office.write([&](db::Writer& writer) {
            const auto id = add_user(writer, office.administrator, {"Priya Nair", "Priya@hub.example "}).value();
            set_password(writer, office.administrator, id, hash);
            return id;
        });
        const auto posting = office.posting(priya, office.hub, Role::triage);

        auto token = office.give_password("priya", first).value().token;
        auto session = office.session(token);
        REQUIRE(session);
        CHECK(session->stage == Stage::set_up_second_factor);
        CHECK_FALSE(session->viewer.may(Action::find));
        CHECK(problem(give_code(*office.database, office.cipher, *session, "000000")) == "session.over");

        const std::string seed = offered(office, *session).value();
        CHECK(offered(office, *session) == seed);
        const std::string wrong = one_time_code(seed, step_at(office.now()) + 100);
        CHECK(problem(confirm_code(*office.database, office.cipher, *session, wrong)) == "code.wrong");
        const auto code = one_time_code(seed, step_at(office.now()));
        token = confirm_code(*office.database, office.cipher, *session, code).value().token;

        session = office.session(token);
        REQUIRE(session);
        CHECK(session->stage == Stage::change_password);
        CHECK(problem(change_password(*office.database, *session, "wrong", good_password, {})) == "password.wrong");
        CHECK(problem(change_password(*office.database, *session, first, "congratulations", {})) == "password.weak");
        CHECK(problem(change_password(*office.database, *session, first, first, {})) == "password.same");
        CHECK(problem(change_password(*office.database, *session, first, good_password, {})) == "none");

        session = office.session(token);
        REQUIRE(session);
        CHECK(session->stage == Stage::open);
        CHECK(session->viewer.posting == posting);
        CHECK(session->viewer.role == Role::triage);
        CHECK(session->viewer.host_agency);
        CHECK(session->viewer.name == "Priya Nair");
        CHECK(session->viewer.agency_name == "Family Hub");
        CHECK(actions_about(office, priya) == std::vector<std::string>{"user.added", "password.set", "posting.granted",
                                                                       "session.begun", "second-factor.offered",
                                                                       "second-factor.refused", "second-factor.set-up",
                                                                       "session.opened", "password.changed"});
        CHECK_FALSE(offered(office, *session));
    });
}

TEST_CASE("a second factor that is being set up is of one session alone, and gone with it") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        office.write([&](db::Writer& writer) { remove_second_factor(writer, office.administrator, sam); });
        // Somebody who knows the first password looks at the page first; Sam sets up a factor after that.
        const auto thief = office.session(office.give_password("sam").value().token).value();
        const auto sams = office.session(office.give_password("sam").value().token).value();
        const auto stolen = offered(office, thief).value();
        const auto seed = offered(office, sams).value();
        CHECK(stolen != seed);
        const auto code_of = [&](const std::string& from) { return one_time_code(from, step_at(office.now())); };

        CHECK(problem(confirm_code(*office.database, office.cipher, thief, code_of(seed))) == "code.wrong");
        CHECK(problem(confirm_code(*office.database, office.cipher, sams, code_of(seed))) == "none");

        // What the other session was offered is worth nothing now, and replaces nothing.
        CHECK_FALSE(offered(office, thief));
        CHECK(problem(confirm_code(*office.database, office.cipher, thief, code_of(stolen))) == "session.over");
        CHECK(problem(give_code(*office.database, office.cipher, thief, code_of(stolen))) == "code.wrong");
        office.clock.move(60 * seconds_ms);
        CHECK(problem(give_code(*office.database, office.cipher, thief, code_of(seed))) == "none");

        const auto lines = actions_about(office, sam);
        CHECK(std::count(lines.begin(), lines.end(), "second-factor.offered") == 2);
        CHECK(std::count(lines.begin(), lines.end(), "second-factor.set-up") == 1);
    });
}

TEST_CASE("a seed that was offered ends with its session") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        office.write([&](db::Writer& writer) { remove_second_factor(writer, office.administrator, sam); });
        const auto first = office.session(office.give_password("sam").value().token).value();
        const auto seed = offered(office, first).value();
        office.write([&](db::Writer& writer) { end_session(writer, first); });
        CHECK_FALSE(offered(office, first));
        const auto second = office.session(office.give_password("sam").value().token).value();
        CHECK(offered(office, second) != seed);
        CHECK(problem(confirm_code(*office.database, office.cipher, second,
                                   one_time_code(seed, step_at(office.now())))) == "code.wrong");
    });
}

TEST_CASE("unknown, ended and mistaken accounts get one and the same answer") {
    in_each_office([](Office& office) {
        office.user("sam");
        const auto left = office.user("left");
        office.write([&](db::Writer& writer) { end_user(writer, office.administrator, left); });
        const auto answer = [&](const std::string& name, const std::string& password) {
            const auto result = office.give_password(name, password);
            return result ? Problem{} : result.error().front();
        };
        const Problem wrong{"", "sign-in.wrong", "The email address or password is not right"};
        CHECK(answer("sam", "not the password") == wrong);
        CHECK(answer("nobody", good_password) == wrong);
        CHECK(answer("left", good_password) == wrong);
        CHECK(answer("", "") == wrong);
        CHECK(office.give_password("SAM").has_value());
    });
}

TEST_CASE("failures slow the next try down, for whoever it is, and lock nobody out") {
    in_each_office([](Office& office) {
        office.user("sam");
        for (const std::string name : {"sam", "nobody"}) {
            CAPTURE(name);
            for (int i = 0; i < 4; ++i)
                CHECK(problem(office.give_password(name, "wrong")) == "sign-in.wrong");
            const auto refused = office.give_password(name);
            CHECK(problem(refused) == "sign-in.wait");
            CHECK(refused.error().front().text == "Too many tries. Wait 2 seconds and try again");
            office.clock.move(1999);
            CHECK(problem(office.give_password(name, "wrong")) == "sign-in.wait");
            office.clock.move(1);
            CHECK(problem(office.give_password(name, "wrong")) == "sign-in.wrong");
            office.clock.move(3999);
            CHECK(problem(office.give_password(name, "wrong")) == "sign-in.wait");
            office.clock.move(1);
        }
        CHECK(office.give_password("sam").has_value());
        CHECK(problem(office.give_password("sam", "wrong")) == "sign-in.wrong"); // forgotten: no pause again
        CHECK(office.give_password("sam").has_value());
    });
}

namespace {

// Signs in to the end, in that browser; gives its cookie from now on.
std::string browser_of(Office& office, const std::string& name, const std::string& browser = {}) {
    const auto half = office.give_password(name, good_password, "192.0.2.1", browser).value();
    const auto whole = give_code(*office.database, office.cipher, *office.session(half.token), office.code(), browser);
    office.clock.move(31 * seconds_ms);
    return whole.value().browser;
}

// Wrong passwords for an account, each from an address of its own.
void guess_from_everywhere(Office& office, const std::string& name, int times) {
    office.write([&](db::Writer& writer) {
        for (int i = 0; i < times; ++i) {
            const auto client = "198.51.100." + std::to_string(i);
            const auto email = name + "@hub.example";
            CHECK(begin_try(writer, {pair_attempt(email, client), account_attempt(email), client_attempt(client)}) ==
                  0);
        }
    });
}

} // namespace

TEST_CASE("a stranger at one address does not hold up the user at another") {
    in_each_office([](Office& office) {
        office.user("sam");
        for (int i = 0; i < 4; ++i)
            CHECK(problem(office.give_password("sam", "wrong", "198.51.100.1")) == "sign-in.wrong");
        CHECK(problem(office.give_password("sam", "wrong", "198.51.100.1")) == "sign-in.wait");
        CHECK(problem(office.give_password("sam")) == "none");
    });
}

TEST_CASE("the addresses of one IPv6 network count as one") {
    const auto key = [](std::string_view client) { return client_attempt(client).key; };
    CHECK(key("2001:db8:1:2::1") == key("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    CHECK(key("2001:db8:1:2::1") != key("2001:db8:1:3::1"));
    CHECK(key("::ffff:192.0.2.1") == key("192.0.2.1"));
    CHECK(key("192.0.2.1") != key("192.0.2.2"));
    CHECK(pair_attempt("sam", "2001:db8::1").key == pair_attempt("sam", "2001:db8::2").key);
    CHECK(pair_attempt("sam", "2001:db8::1").key != pair_attempt("jo", "2001:db8::1").key);
}

TEST_CASE("many strangers together slow a new browser down, and never one that the user works with") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        office.posting(sam, office.hub, Role::early_help_worker);
        const auto browser = browser_of(office, "sam");
        CHECK(browser.size() == 43);
        guess_from_everywhere(office, "sam", 101);
        const auto held = office.give_password("sam", good_password, "192.0.2.9");
        CHECK(problem(held) == "sign-in.wait"); // for a minute at most
        CHECK(problem(office.give_password("sam", good_password, "192.0.2.9", std::string(43, 'x'))) == "sign-in.wait");
        CHECK(problem(office.give_password("sam", good_password, "192.0.2.9", browser)) == "none");

        // It is Sam's browser: for another account it is as new as any.
        office.user("jo");
        guess_from_everywhere(office, "jo", 101);
        CHECK(problem(office.give_password("jo", good_password, "192.0.2.9", browser)) == "sign-in.wait");

        // And guessing in it is slowed down like anywhere.
        for (int i = 0; i < 4; ++i)
            CHECK(problem(office.give_password("sam", "wrong", "192.0.2.9", browser)) == "sign-in.wrong");
        CHECK(problem(office.give_password("sam", good_password, "192.0.2.9", browser)) == "sign-in.wait");

        // Nobody is locked out: a minute is the longest pause.
        office.clock.move(minutes_ms);
        CHECK(problem(office.give_password("sam", good_password, "192.0.2.9")) == "none");
    });
}

TEST_CASE("a stranger who knows the password does not hold up the codes of a known browser") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        office.posting(sam, office.hub, Role::early_help_worker);
        const auto browser = browser_of(office, "sam");
        const auto thief = *office.session(office.give_password("sam", good_password, "198.51.100.1").value().token);
        const auto wrong = one_time_code(good_seed, step_at(office.now()) + 50);
        for (int i = 0; i < 6; ++i)
            CHECK(problem(give_code(*office.database, office.cipher, thief, wrong)) == "code.wrong");
        CHECK(problem(give_code(*office.database, office.cipher, thief, wrong)) == "sign-in.wait");
        CHECK_FALSE(browser_of(office, "sam", browser).empty());
    });
}

TEST_CASE("a browser's cookie is new with every sign-in, and one that was planted is worth nothing") {
    in_each_office([](Office& office) {
        for (const std::string name : {"sam", "jo"})
            office.posting(office.user(name), office.hub, Role::early_help_worker);
        const auto knows = [&](const std::string& name, const std::string& browser) {
            return office.database->reading([&](db::Reader& reader) {
                return knows_browser(reader, name + "@hub.example", browser, office.now());
            });
        };
        const std::string planted(43, 'p');
        const auto first = browser_of(office, "sam", planted);
        CHECK(first != planted);
        CHECK_FALSE(knows("sam", planted));
        CHECK(knows("sam", first));

        // Jo signs in at the same desk: it knows both from now on, under one new cookie.
        const auto second = browser_of(office, "jo", first);
        CHECK_FALSE(knows("sam", first));
        CHECK(knows("sam", second));
        CHECK(knows("jo", second));

        const auto sam =
            office.database->reading([&](db::Reader& reader) { return find_user_by_email(reader, "sam@hub.example"); });
        office.write([&](db::Writer& writer) { remove_second_factor(writer, office.administrator, sam->id); });
        CHECK_FALSE(knows("sam", second));
        CHECK(knows("jo", second));
        office.clock.move(browser_known_for);
        CHECK_FALSE(knows("jo", second));
    });
}

namespace {

void fail_at_many_accounts(Office& office, int times) {
    office.write([&](db::Writer& writer) {
        for (int i = 0; i < times; ++i)
            CHECK(begin_try(writer, {account_attempt("nobody" + std::to_string(i)), client_attempt("192.0.2.1")}) == 0);
    });
}

} // namespace

TEST_CASE("one network address that tries many accounts is slowed down") {
    in_each_office([](Office& office) {
        office.user("sam");
        fail_at_many_accounts(office, 31);
        CHECK(problem(office.give_password("sam")) == "sign-in.wait");
        CHECK(office.give_password("sam", good_password, "192.0.2.77").has_value());
        office.clock.move(days_ms + 1);
        office.write([&](db::Writer& writer) { remove_old_sessions(writer, office.now()); });
        CHECK(office.give_password("sam").has_value());
    });
}

TEST_CASE("typing mistakes at one network address do not add up, and who succeeds holds up nobody") {
    in_each_office([](Office& office) {
        office.user("sam");
        office.user("jo");
        for (int minute = 0; minute < 60; ++minute) {
            fail_at_many_accounts(office, 1);
            office.clock.move(1 * minutes_ms);
        }
        fail_at_many_accounts(office, 30);
        CHECK(problem(office.give_password("sam")) == "none");
        CHECK(problem(office.give_password("jo")) == "none");
        fail_at_many_accounts(office, 1);
        CHECK(problem(office.give_password("jo")) == "sign-in.wait");
        office.clock.move(59 * seconds_ms);
        CHECK(problem(office.give_password("jo")) == "sign-in.wait");
        office.clock.move(1 * seconds_ms);
        CHECK(problem(office.give_password("jo")) == "none");
        CHECK(problem(office.give_password("sam")) == "none");
    });
}

TEST_CASE("failures of a whole network address hold up no browser that is known, and no code") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        office.posting(sam, office.hub, Role::early_help_worker);
        office.posting(office.user("jo"), office.hub, Role::early_help_worker);
        const auto browser = browser_of(office, "sam");
        const auto half = office.give_password("jo").value();
        fail_at_many_accounts(office, 31);
        CHECK(problem(office.give_password("sam")) == "sign-in.wait");
        CHECK_FALSE(browser_of(office, "sam", browser).empty());
        CHECK(problem(give_code(*office.database, office.cipher, *office.session(half.token), office.code())) ==
              "none");
    });
}

namespace {

// Does something just before the second change, which comes after a password was checked.
class Meanwhile final : public db::Database {
public:
    Meanwhile(db::Database& database, std::function<void()> meanwhile)
        : database_(database), meanwhile_(std::move(meanwhile)) {}

    void read(const std::function<void(db::Reader&)>& question) override { database_.read(question); }

    void look(const std::function<void(db::Reader&)>& question) override { database_.look(question); }

    void write(db::Change change) override {
        if (++changes_ == 2) meanwhile_();
        database_.write(std::move(change));
    }

    void write_soon(db::Change change, std::function<void(std::exception_ptr)> done) override {
        database_.write_soon(std::move(change), std::move(done));
    }

    void apply(const db::Script& script, db::Change change) override { database_.apply(script, std::move(change)); }

    void not_before(Instant moment) override { database_.not_before(moment); }

    Clock& clock() override { return database_.clock(); }

    Random& random() override { return database_.random(); }

    db::Engine engine() const override { return database_.engine(); }

private:
    db::Database& database_;
    std::function<void()> meanwhile_;
    int changes_ = 0;
};

} // namespace

TEST_CASE("a password that is replaced, or an account that ends, while it is checked signs nobody in") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        const auto sign_in_while = [&](const std::function<void(db::Writer&)>& change) {
            Meanwhile database(*office.database, [&] { office.write([&](db::Writer& writer) { change(writer); }); });
            return problem(sign_in(database, office.cipher, {"sam@hub.example", good_password, "192.0.2.1", "r"}));
        };
        CHECK(sign_in_while([](db::Writer&) {}) == "none");
        const auto another = hashed("another lamp walks home");
        CHECK(sign_in_while([&](db::Writer& writer) { set_password(writer, office.administrator, sam, another); }) ==
              "sign-in.wrong");
        const auto good = hashed(good_password);
        office.write([&](db::Writer& writer) { set_password(writer, office.administrator, sam, good, true); });
        CHECK(sign_in_while([&](db::Writer& writer) { end_user(writer, office.administrator, sam); }) ==
              "sign-in.wrong");
    });
}

TEST_CASE("a code opens one session, once") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        office.posting(sam, office.hub, Role::early_help_worker);
        const auto first = office.session(office.give_password("sam").value().token);
        const auto second = office.session(office.give_password("sam").value().token);
        CHECK(first->stage == Stage::give_second_factor);

        std::atomic<int> opened = 0;
        std::vector<std::thread> tries;
        for (const auto* session : {&*first, &*second})
            tries.emplace_back([&, session] {
                if (give_code(*office.database, office.cipher, *session, office.code())) ++opened;
            });
        for (auto& one : tries)
            one.join();
        CHECK(opened == 1);
        office.clock.move(31 * seconds_ms);
        CHECK(give_code(*office.database, office.cipher,
                        office.session(office.give_password("sam").value().token).value(), office.code())
                  .has_value());
    });
}

TEST_CASE("guessing codes is slowed down") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        office.posting(sam, office.hub, Role::early_help_worker);
        const auto session = office.session(office.give_password("sam").value().token);
        const std::string wrong = one_time_code(good_seed, step_at(office.now()) + 50);
        for (int i = 0; i < 6; ++i)
            CHECK(problem(give_code(*office.database, office.cipher, *session, wrong)) == "code.wrong");
        CHECK(problem(give_code(*office.database, office.cipher, *session, office.code())) == "sign-in.wait");
        office.clock.move(2 * seconds_ms);
        CHECK(problem(give_code(*office.database, office.cipher, *session, office.code())) == "none");
    });
}

namespace {

constexpr db::Sql secrets = R"sql(
    select s.token_hash, f.sealed_seed, w.hash
    from sessions s
    join second_factors f on f.user_id = s.user_id
    join passwords w on w.user_id = s.user_id
)sql";

} // namespace

TEST_CASE("who reads the database can neither take over a session nor make codes") {
    in_each_office([](Office& office) {
        office.user("sam");
        const std::string token = office.give_password("sam").value().token;
        const auto stored = office.database->reading([&](db::Reader& reader) {
            return reader.one(secrets, {}, [](const db::Row& row) {
                return std::array{row.text("token_hash"), row.blob("sealed_seed"), row.text("hash")};
            });
        });
        REQUIRE(stored);
        CHECK((*stored)[0] == hex(sha256(token)));
        CHECK((*stored)[1].find(good_seed) == std::string::npos);
        CHECK((*stored)[2].starts_with("$argon2id$"));
        CHECK_FALSE(office.session((*stored)[0]));
        const Cipher another(std::string(32, 'x'));
        CHECK_THROWS_AS((void)give_code(*office.database, another, *office.session(token), office.code()),
                        std::runtime_error);
    });
}

TEST_CASE("a lost phone means setting up another, and ends what is open") {
    in_each_office([](Office& office) {
        const auto sam = office.user("sam");
        office.posting(sam, office.hub, Role::early_help_worker);
        const auto token = office.sign_in_fully("sam");
        office.write([&](db::Writer& writer) { remove_second_factor(writer, office.administrator, sam); });
        CHECK_FALSE(office.session(token));
        const auto session = office.session(office.give_password("sam").value().token);
        CHECK(session->stage == Stage::set_up_second_factor);
        CHECK_FALSE(give_code(*office.database, office.cipher, *session, office.code()).has_value());
    });
}

} // namespace kith::access
