#include "access/sign_in.h"

#include "access/account_store.h"
#include "access/known_browser.h"
#include "access/password.h"
#include "access/second_factor_store.h"
#include "access/session_store.h"
#include "access/throttle.h"
#include "base/text.h"
#include "db/database.h"

#include <semaphore>

namespace kith::access {

namespace {

using namespace std::chrono_literals;

constexpr auto longest_queue = 5s;

// One of the four places for hashing a password: each takes 32 MiB and a core.
class Place {
public:
    // False when none became free in time.
    bool found() { return held_ = places().try_acquire_for(longest_queue); }

    Place() = default;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    ~Place() {
        if (held_) places().release();
    }

private:
    static std::counting_semaphore<4>& places() {
        static std::counting_semaphore<4> four(4);
        return four;
    }

    bool held_ = false;
};

// Whether it is the password; nothing when too many are being hashed.
std::optional<bool> checked(std::string_view password, const std::string& hash) {
    Place place;
    if (!place.found()) return std::nullopt;
    return is_password(password, hash);
}

std::optional<std::string> newly_hashed(std::string_view password) {
    Place place;
    if (!place.found()) return std::nullopt;
    return hashed_password(password);
}

// What an unknown account is checked against, so that it costs what a known one does.
const std::string& nobodys_hash() {
    static const std::string hash = hashed_password("nobody's");
    return hash;
}

Problem wait_problem(std::int64_t milliseconds, std::string field) {
    const auto seconds = static_cast<std::size_t>((milliseconds + seconds_ms - 1) / seconds_ms);
    return {std::move(field), "sign-in.wait",
            fmt::format("Too many tries. Wait {} and try again", counted(seconds, "second", "seconds"))};
}

Problem busy_problem(std::string field) {
    return {std::move(field), "sign-in.busy", "Many people are signing in. Try again in a moment"};
}

Problem session_over(std::string field) {
    return {std::move(field), "session.over", "You have been signed out. Sign in again"};
}

history::Line line(std::string action, Id<User> user, std::string outcome = "done") {
    history::Line told{.action = std::move(action), .outcome = std::move(outcome)};
    if (!user.empty()) told.subjects.push_back({"user", std::string(user.text())});
    return told;
}

history::Actor actor_of(Id<User> user, const std::string& request) {
    return {.user = std::string(user.text()), .posting = {}, .agency = {}, .request = request};
}

std::int64_t begin(db::Database& database, const std::vector<Attempted>& attempts) {
    return database.writing([&](db::Writer& writer) { return begin_try(writer, attempts); });
}

std::vector<Attempted> attempts_on(db::Database& database, const std::string& email, const Credentials& credentials) {
    const bool known = database.reading(
        [&](db::Reader& reader) { return knows_browser(reader, email, credentials.browser, database.clock().now()); });
    if (known) return {known_attempt(email, credentials.browser)};
    return {pair_attempt(email, credentials.client), account_attempt(email), client_attempt(credentials.client)};
}

// The network address counts for passwords alone: whoever is asked for a code has given one.
Attempted attempt_on_factor(db::Reader& reader, Id<User> user, std::string_view browser, Instant now) {
    return knows_browser(reader, user, browser, now) ? known_factor_attempt(user.text(), browser)
                                                     : factor_attempt(user.text());
}

// Checking a password takes a while, in which somebody may have set another, or ended the account.
bool is_still(db::Reader& reader, const Account& account) {
    const auto now = find_account(reader, account.user);
    return now && now->password_hash == account.password_hash;
}

} // namespace

Result<SignedIn> sign_in(db::Database& database, const Cipher& cipher, const Credentials& credentials) {
    const std::string email = lower(trimmed(credentials.email));
    const auto attempts = attempts_on(database, email, credentials);
    if (const auto wait = begin(database, attempts); wait > 0) return wait_problem(wait, "");

    const auto account = database.reading([&](db::Reader& reader) { return find_account(reader, email); });
    const std::string& nobodys = nobodys_hash();
    const auto right = checked(credentials.password, account ? account->password_hash : nobodys);
    if (!right) return busy_problem("");

    return database.writing([&](db::Writer& writer) -> Result<SignedIn> {
        const Id<User> user = account ? account->user : Id<User>();
        if (!account || !*right || !is_still(writer, *account)) {
            history::record(writer, actor_of({}, credentials.request), line("sign-in.refused", user, "refused"));
            return Problem{"", "sign-in.wrong", "The email address or password is not right"};
        }
        try_succeeded(writer, attempts);
        history::record(writer, actor_of(user, credentials.request), line("session.begun", user));
        auto token = begin_session(writer, user, credentials.client);
        if (!has_second_factor(writer, user)) {
            const auto session = find_session(writer, token, writer.now(), credentials.request).value();
            offer_second_factor(writer, cipher, session.id);
            history::record(writer, actor_of(user, credentials.request), line("second-factor.offered", user));
        }
        return SignedIn{std::move(token)};
    });
}

namespace {

bool is_at_second_factor(const SessionState& session) {
    return session.stage == Stage::give_second_factor || session.stage == Stage::set_up_second_factor;
}

// Takes the code, once, if it is right.
bool take_code(db::Writer& writer, const Cipher& cipher, Id<User> user, std::string_view code) {
    const auto factor = find_second_factor(writer, cipher, user);
    if (!factor) return false;
    const auto step = matching_step(factor->seed, code, writer.now(), factor->last_step);
    return step && take_step(writer, user, *step);
}

// The first code of what this very session was offered.
bool take_first_code(db::Writer& writer, const Cipher& cipher, const SessionState& session, std::string_view code) {
    const auto seed = offered_seed(writer, cipher, session.id);
    const auto step = seed ? matching_step(*seed, code, writer.now(), 0) : std::nullopt;
    return step && confirm_second_factor(writer, cipher, session.viewer.user, *seed, *step);
}

Result<SignedIn> answer(std::optional<std::string> token, std::string field) {
    if (!token) return session_over(std::move(field));
    return SignedIn{std::move(*token)};
}

Problem wrong_code() {
    return {"code", "code.wrong", "The code is not right. Enter the 6 digits your app shows now"};
}

Result<SignedIn> prove_factor(db::Database& database, const Cipher& cipher, const SessionState& session,
                              std::string_view code, std::string_view browser, Stage stage) {
    const bool confirming = stage == Stage::set_up_second_factor;
    const Id<User> user = session.viewer.user;
    return database.writing([&](db::Writer& writer) -> Result<SignedIn> {
        const std::vector attempts{attempt_on_factor(writer, user, browser, writer.now())};
        const auto now = find_session(writer, session.id, writer.now(), session.viewer.request);
        if (!now || now->stage != stage) return session_over("code");
        if (const auto wait = begin_try(writer, attempts); wait > 0) return wait_problem(wait, "code");
        const bool right =
            confirming ? take_first_code(writer, cipher, *now, code) : take_code(writer, cipher, user, code);
        if (!right) {
            history::record(writer, session.viewer.actor(), line("second-factor.refused", user, "refused"));
            return wrong_code();
        }
        try_succeeded(writer, attempts);
        if (confirming) history::record(writer, session.viewer.actor(), line("second-factor.set-up", user));
        history::record(writer, session.viewer.actor(), line("session.opened", user));
        auto opened = answer(open_session(writer, session), "code");
        if (opened) opened->browser = know_browser(writer, user, browser);
        return opened;
    });
}

} // namespace

Result<SignedIn> give_code(db::Database& database, const Cipher& cipher, const SessionState& session,
                           std::string_view code, std::string_view browser) {
    return prove_factor(database, cipher, session, code, browser, Stage::give_second_factor);
}

Result<SignedIn> confirm_code(db::Database& database, const Cipher& cipher, const SessionState& session,
                              std::string_view code, std::string_view browser) {
    return prove_factor(database, cipher, session, code, browser, Stage::set_up_second_factor);
}

Result<SignedIn> unlock(db::Database& database, const Cipher& cipher, const SessionState& session,
                        std::string_view code) {
    const Id<User> user = session.viewer.user;
    const std::vector attempts{known_factor_attempt(user.text(), session.id.text())};
    return database.writing([&](db::Writer& writer) -> Result<SignedIn> {
        if (const auto wait = begin_try(writer, attempts); wait > 0) return wait_problem(wait, "code");
        const auto now = find_session(writer, session.id, writer.now(), session.viewer.request);
        if (!now || is_at_second_factor(*now)) return session_over("code");
        if (!take_code(writer, cipher, user, code)) {
            history::record(writer, session.viewer.actor(), line("unlock.refused", user, "refused"));
            return wrong_code();
        }
        try_succeeded(writer, attempts);
        history::record(writer, session.viewer.actor(), line("session.unlocked", user));
        return answer(renew_session(writer, session), "code");
    });
}

namespace {

// The account of a session, its password checked. The session has signed in to the end: it has failures of its own.
// Whoever knows the password may take as many tries as they like to find a good new one.
struct Checked {
    Account account;
    bool right = false;
};

Result<Checked> check_password(db::Database& database, const SessionState& session, std::string_view password) {
    auto account = database.reading([&](db::Reader& reader) { return find_account(reader, session.viewer.user); });
    if (!account) return session_over("old");
    const std::vector attempts{known_attempt(account->email, session.id.text())};
    if (const auto wait = begin(database, attempts); wait > 0) return wait_problem(wait, "old");
    const auto right = checked(password, account->password_hash);
    if (!right) return busy_problem("old");
    if (*right) database.write([&](db::Writer& writer) { try_succeeded(writer, attempts); });
    return Checked{std::move(*account), *right};
}

} // namespace

Result<Done> change_password(db::Database& database, const SessionState& session, std::string_view old_password,
                             std::string_view new_password, const std::vector<std::string>& council_words) {
    const Id<User> user = session.viewer.user;
    auto account = check_password(database, session, old_password);
    if (!account) return account.error();
    const std::string_view old = session.stage == Stage::change_password ? "you were given" : "you have now";
    if (!account->right) return Problem{"old", "password.wrong", fmt::format("That is not the password {}", old)};
    if (auto problems = password_problems(
            new_password, {.name = account->account.name, .email = account->account.email, .council = council_words});
        !problems.empty())
        return problems;
    if (new_password == old_password)
        return Problem{"password", "password.same", fmt::format("Choose a password that is not the one {}", old)};
    const auto hash = newly_hashed(new_password);
    if (!hash) return busy_problem("");

    return database.writing([&](db::Writer& writer) -> Result<Done> {
        const auto now = find_session(writer, session.id, writer.now(), session.viewer.request);
        if (!now || is_at_second_factor(*now) || now->stage == Stage::locked) return session_over("");
        save_password(writer, user, *hash, false);
        history::record(writer, session.viewer.actor(), line("password.changed", user));
        end_other_sessions(writer, session);
        return Done{};
    });
}

HashedPassword hashed(std::string_view password) {
    auto text = newly_hashed(password);
    if (!text) throw std::runtime_error("too many passwords are being hashed");
    return {std::move(*text)};
}

void set_password(db::Writer& writer, const history::Actor& actor, Id<User> user, const HashedPassword& password,
                  bool lasting) {
    save_password(writer, user, password.text, !lasting);
    forget_browsers_of(writer, user);
    history::record(writer, actor, line("password.set", user));
    end_sessions_of(writer, actor, user);
}

std::string first_password(Random& random) {
    const std::string letters = Reference::make(random).text() + Reference::make(random).text();
    return fmt::format("{}-{}-{}-{}", letters.substr(0, 4), letters.substr(4, 4), letters.substr(8, 4),
                       letters.substr(12, 4));
}

} // namespace kith::access
