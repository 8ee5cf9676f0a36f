#include "access/throttle.h"
#include "db/database.h"

namespace kith::access {

namespace {

constexpr std::int64_t forgotten_after = days_ms;

constexpr db::Sql failures_of_key = R"sql(
    select failures, last_at
    from sign_in_failures
    where key = :key
)sql";

constexpr db::Sql add_failure = R"sql(
    insert into sign_in_failures (key, failures, last_at)
    values (:key, 1, :now)
    on conflict (key) do update
    set failures = case when sign_in_failures.last_at < :old then 1 else sign_in_failures.failures + 1 end,
        last_at = :now
)sql";

constexpr db::Sql take_back_failure = R"sql(
    update sign_in_failures
    set failures = failures - 1
    where key = :key
    and failures > 0
)sql";

constexpr db::Sql forget_failures = R"sql(
    delete from sign_in_failures
    where key = :key
)sql";

constexpr db::Sql forget_old_failures = R"sql(
    delete from sign_in_failures
    where last_at < :old
)sql";

std::int64_t wait_for(db::Reader& reader, const Attempted& attempt, Instant now) {
    return reader
        .one(failures_of_key, {{"key", attempt.key}},
             [&](const db::Row& row) {
                 if (row.instant("last_at") < now - forgotten_after) return std::int64_t{0};
                 const auto pause = pause_after(static_cast<int>(row.integer("failures")), attempt.pace);
                 return std::max(row.instant("last_at") + pause - now, std::int64_t{0});
             })
        .value_or(0);
}

} // namespace

std::int64_t begin_try(db::Writer& writer, const std::vector<Attempted>& attempts) {
    const Instant now = writer.now();
    std::int64_t wait = 0;
    for (const Attempted& attempt : attempts)
        wait = std::max(wait, wait_for(writer, attempt, now));
    if (wait > 0) return wait;
    for (const Attempted& attempt : attempts)
        writer.run(add_failure, {{"key", attempt.key}, {"now", now}, {"old", now - forgotten_after}});
    return 0;
}

void try_succeeded(db::Writer& writer, const std::vector<Attempted>& attempts) {
    for (const Attempted& attempt : attempts)
        if (attempt.key.starts_with("client:"))
            writer.run(take_back_failure, {{"key", attempt.key}});
        else
            writer.run(forget_failures, {{"key", attempt.key}});
}

void remove_old_failures(db::Writer& writer, Instant now) {
    writer.run(forget_old_failures, {{"old", now - forgotten_after}});
}

} // namespace kith::access
