#include "access/second_factor_store.h"

#include "access/session.h"
#include "db/database.h"

namespace kith::access {

namespace {

constexpr db::Sql second_factor_of_user = R"sql(
    select sealed_seed, confirmed_at, last_step
    from second_factors
    where user_id = :user
)sql";

constexpr db::Sql save_second_factor = R"sql(
    insert into second_factors (user_id, sealed_seed, confirmed_at, last_step)
    values (:user, :seed, :confirmed_at, 0)
    on conflict (user_id) do update
    set sealed_seed = excluded.sealed_seed,
        confirmed_at = excluded.confirmed_at,
        last_step = excluded.last_step
)sql";

constexpr db::Sql save_step = R"sql(
    update second_factors
    set last_step = :step,
        confirmed_at = coalesce(confirmed_at, :now)
    where user_id = :user
    and last_step < :step
)sql";

constexpr db::Sql remove_factor = R"sql(
    delete from second_factors
    where user_id = :user
)sql";

std::string context_of(Id<User> user) {
    return "second factor of " + std::string(user.text());
}

void save(db::Writer& writer, const Cipher& cipher, Id<User> user, std::string_view seed,
          std::optional<Instant> confirmed_at) {
    const std::string sealed = cipher.seal(seed, context_of(user), writer.random());
    writer.run(save_second_factor, {{"user", user}, {"seed", db::Blob{sealed}}, {"confirmed_at", confirmed_at}});
}

} // namespace

std::optional<SecondFactor> find_second_factor(db::Reader& reader, const Cipher& cipher, Id<User> user) {
    return reader.one(second_factor_of_user, {{"user", user}}, [&](const db::Row& row) {
        auto seed = cipher.open(row.blob("sealed_seed"), context_of(user));
        if (!seed) throw std::runtime_error("a second factor does not open: is this the database's own key file?");
        return SecondFactor{std::move(*seed), row.optional_instant("confirmed_at").has_value(),
                            row.integer("last_step")};
    });
}

bool take_step(db::Writer& writer, Id<User> user, std::int64_t step) {
    return writer.run(save_step, {{"user", user}, {"step", step}, {"now", writer.now()}}) == 1;
}

std::string begin_second_factor(db::Writer& writer, const Cipher& cipher, Id<User> user) {
    if (const auto begun = find_second_factor(writer, cipher, user)) {
        if (begun->confirmed) throw std::logic_error("the user has a second factor already");
        return begun->seed;
    }
    const std::string seed = new_seed(writer.random());
    save(writer, cipher, user, seed, std::nullopt);
    return seed;
}

void install_second_factor(db::Writer& writer, const Cipher& cipher, Id<User> user, std::string_view seed) {
    save(writer, cipher, user, seed, writer.now());
}

void remove_second_factor(db::Writer& writer, const history::Actor& actor, Id<User> user) {
    writer.run(remove_factor, {{"user", user}});
    history::record(writer, actor,
                    {.action = "second-factor.removed", .subjects = {{"user", std::string(user.text())}}});
    end_sessions_of(writer, actor, user);
}

bool has_second_factor(db::Reader& reader, Id<User> user) {
    return reader
        .one(second_factor_of_user, {{"user", user}},
             [](const db::Row& row) { return row.optional_instant("confirmed_at").has_value(); })
        .value_or(false);
}

} // namespace kith::access
