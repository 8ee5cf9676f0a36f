#include "access/known_browser.h"

#include "base/crypto.h"
#include "db/database.h"

namespace kith::access {

namespace {

constexpr db::Sql browser_of_account = R"sql(
    select b.user_id
    from known_browsers b
    join identities i on i.user_id = b.user_id
    where b.token_hash = :hash
    and b.used_at > :old
    and i.issuer = 'kith'
    and i.subject = :email
)sql";

constexpr db::Sql browser_of_user = R"sql(
    select user_id
    from known_browsers
    where token_hash = :hash
    and used_at > :old
    and user_id = :user
)sql";

constexpr db::Sql change_token = R"sql(
    update known_browsers
    set token_hash = :new
    where token_hash = :old
)sql";

constexpr db::Sql add_browser = R"sql(
    insert into known_browsers (token_hash, user_id, used_at)
    values (:hash, :user, :now)
    on conflict (token_hash, user_id) do update
    set used_at = excluded.used_at
)sql";

constexpr db::Sql remove_browsers_of_user = R"sql(
    delete from known_browsers
    where user_id = :user
)sql";

constexpr db::Sql remove_unused_browsers = R"sql(
    delete from known_browsers
    where used_at <= :old
)sql";

std::string hash_of(std::string_view browser) {
    return hex(sha256(browser));
}

} // namespace

bool knows_browser(db::Reader& reader, std::string_view email, std::string_view browser, Instant now) {
    return reader.exists(browser_of_account,
                         {{"hash", hash_of(browser)}, {"email", email}, {"old", now - browser_known_for}});
}

bool knows_browser(db::Reader& reader, Id<User> user, std::string_view browser, Instant now) {
    return reader.exists(browser_of_user,
                         {{"hash", hash_of(browser)}, {"user", user}, {"old", now - browser_known_for}});
}

std::string know_browser(db::Writer& writer, Id<User> user, std::string_view browser) {
    std::string token = secret_token(writer.random());
    writer.run(change_token, {{"old", hash_of(browser)}, {"new", hash_of(token)}});
    writer.run(add_browser, {{"hash", hash_of(token)}, {"user", user}, {"now", writer.now()}});
    return token;
}

void forget_browsers_of(db::Writer& writer, Id<User> user) {
    writer.run(remove_browsers_of_user, {{"user", user}});
}

void remove_old_browsers(db::Writer& writer, Instant now) {
    writer.run(remove_unused_browsers, {{"old", now - browser_known_for}});
}

} // namespace kith::access
