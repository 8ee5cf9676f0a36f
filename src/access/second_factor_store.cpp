#include "access/second_factor_store.h"

#include "access/known_browser.h"
#include "access/session.h"
#include "db/database.h"

namespace kith::access {

namespace {

constexpr db::Sql second_factor_of_user = R"sql(
    select sealed_seed, last_step
    from second_factors
    where user_id = :user
)sql";

constexpr db::Sql add_second_factor = R"sql(
    insert into second_factors (user_id, sealed_seed, confirmed_at, last_step)
    values (:user, :seed, :now, :step)
    on conflict do nothing
)sql";

constexpr db::Sql save_step = R"sql(
    update second_factors
    set last_step = :step
    where user_id = :user
    and last_step < :step
)sql";

constexpr db::Sql set_offer = R"sql(
    update sessions
    set offered_seed = :seed
    where id = :session
)sql";

constexpr db::Sql offer_to_session = R"sql(
    select offered_seed
    from sessions
    where id = :session
    and offered_seed is not null
)sql";

constexpr db::Sql withdraw_offers = R"sql(
    update sessions
    set offered_seed = null
    where user_id = :user
    and offered_seed is not null
)sql";

constexpr db::Sql remove_factor = R"sql(
    delete from second_factors
    where user_id = :user
)sql";

std::string context_of(Id<User> user) {
    return "second factor of " + std::string(user.text());
}

std::string context_of(Id<Session> session) {
    return "second factor offered to " + std::string(session.text());
}

std::string opened(const Cipher& cipher, std::string_view sealed, const std::string& context) {
    auto seed = cipher.open(sealed, context);
    if (!seed) throw std::runtime_error("a second factor does not open: is this the database's own key file?");
    return std::move(*seed);
}

} // namespace

std::optional<SecondFactor> find_second_factor(db::Reader& reader, const Cipher& cipher, Id<User> user) {
    return reader.one(second_factor_of_user, {{"user", user}}, [&](const db::Row& row) {
        return SecondFactor{opened(cipher, row.blob("sealed_seed"), context_of(user)), row.integer("last_step")};
    });
}

bool take_step(db::Writer& writer, Id<User> user, std::int64_t step) {
    return writer.run(save_step, {{"user", user}, {"step", step}}) == 1;
}

void offer_second_factor(db::Writer& writer, const Cipher& cipher, Id<Session> session) {
    const std::string sealed = cipher.seal(new_seed(writer.random()), context_of(session), writer.random());
    writer.run(set_offer, {{"session", session}, {"seed", db::Blob{sealed}}});
}

std::optional<std::string> offered_seed(db::Reader& reader, const Cipher& cipher, Id<Session> session) {
    return reader.one(offer_to_session, {{"session", session}}, [&](const db::Row& row) {
        return opened(cipher, row.blob("offered_seed"), context_of(session));
    });
}

bool confirm_second_factor(db::Writer& writer, const Cipher& cipher, Id<User> user, std::string_view seed,
                           std::int64_t step) {
    const std::string sealed = cipher.seal(seed, context_of(user), writer.random());
    const auto added = writer.run(add_second_factor,
                                  {{"user", user}, {"seed", db::Blob{sealed}}, {"now", writer.now()}, {"step", step}});
    if (added == 0) return false;
    writer.run(withdraw_offers, {{"user", user}});
    return true;
}

void install_second_factor(db::Writer& writer, const Cipher& cipher, Id<User> user, std::string_view seed) {
    writer.run(remove_factor, {{"user", user}});
    confirm_second_factor(writer, cipher, user, seed, 0);
}

void remove_second_factor(db::Writer& writer, const history::Actor& actor, Id<User> user) {
    writer.run(remove_factor, {{"user", user}});
    history::record(writer, actor,
                    {.action = "second-factor.removed", .subjects = {{"user", std::string(user.text())}}});
    forget_browsers_of(writer, user);
    end_sessions_of(writer, actor, user);
}

bool has_second_factor(db::Reader& reader, Id<User> user) {
    return reader.exists(second_factor_of_user, {{"user", user}});
}

} // namespace kith::access
