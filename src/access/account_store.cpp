#include "access/account_store.h"

#include "db/database.h"

namespace kith::access {

namespace {

constexpr db::Sql account_by_identity = R"sql(
    select u.id, u.name, u.email, w.hash
    from identities i
    join users u on u.id = i.user_id
    join passwords w on w.user_id = u.id
    where i.issuer = 'kith'
    and i.subject = :email
    and u.ended_at is null
)sql";

constexpr db::Sql account_by_user = R"sql(
    select u.id, u.name, u.email, w.hash
    from users u
    join passwords w on w.user_id = u.id
    where u.id = :user
    and u.ended_at is null
)sql";

constexpr db::Sql save_password_row = R"sql(
    insert into passwords (user_id, hash, set_at, to_be_changed)
    values (:user, :hash, :now, :to_be_changed)
    on conflict (user_id) do update
    set hash = excluded.hash,
        set_at = excluded.set_at,
        to_be_changed = excluded.to_be_changed
)sql";

Account to_account(const db::Row& row) {
    return {row.id<User>("id"), row.text("name"), row.text("email"), row.text("hash")};
}

} // namespace

std::optional<Account> find_account(db::Reader& reader, std::string_view email) {
    return reader.one(account_by_identity, {{"email", email}}, to_account);
}

std::optional<Account> find_account(db::Reader& reader, Id<User> user) {
    return reader.one(account_by_user, {{"user", user}}, to_account);
}

void save_password(db::Writer& writer, Id<User> user, std::string_view hash, bool to_be_changed) {
    writer.run(save_password_row,
               {{"user", user}, {"hash", hash}, {"now", writer.now()}, {"to_be_changed", to_be_changed}});
}

} // namespace kith::access
