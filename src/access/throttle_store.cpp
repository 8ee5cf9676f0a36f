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

constexpr db::Sql save_failures = R"sql(
    insert into sign_in_failures (key, failures, last_at)
    values (:key, :failures, :at)
    on conflict (key) do update
    set failures = excluded.failures,
        last_at = excluded.last_at
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

// How many there are; `at`, the last one, or where they are forgotten one by one, when one last was.
struct Failures {
    std::int64_t count = 0;
    Instant at;
};

Failures failures_of(db::Reader& reader, const Attempted& attempt, Instant now) {
    auto failures = reader
                        .one(failures_of_key, {{"key", attempt.key}},
                             [](const db::Row& row) {
                                 return Failures{row.integer("failures"), row.instant("last_at")};
                             })
                        .value_or(Failures{0, now});
    if (failures.at < now - forgotten_after) return {0, now};
    const auto every = attempt.pace.forgets_one_every;
    if (every == 0) return failures;
    const auto forgotten = (now - failures.at) / every;
    if (forgotten >= failures.count) return {0, now};
    return {failures.count - forgotten, failures.at + forgotten * every};
}

std::int64_t wait_after(const Failures& failures, const Pace& pace, Instant now) {
    if (pace.forgets_one_every == 0)
        return std::max(failures.at + pause_after(static_cast<int>(failures.count), pace) - now, std::int64_t{0});
    return failures.count > pace.free ? failures.at + pace.forgets_one_every - now : 0;
}

void add_failure(db::Writer& writer, const Attempted& attempt, Failures failures, Instant now) {
    if (attempt.pace.forgets_one_every == 0) failures.at = now;
    writer.run(save_failures, {{"key", attempt.key}, {"failures", failures.count + 1}, {"at", failures.at}});
}

} // namespace

std::int64_t begin_try(db::Writer& writer, const std::vector<Attempted>& attempts) {
    const Instant now = writer.now();
    std::vector<Failures> failures;
    std::int64_t wait = 0;
    for (const Attempted& attempt : attempts) {
        failures.push_back(failures_of(writer, attempt, now));
        wait = std::max(wait, wait_after(failures.back(), attempt.pace, now));
    }
    if (wait > 0) return wait;
    for (std::size_t i = 0; i < attempts.size(); ++i)
        add_failure(writer, attempts[i], failures[i], now);
    return 0;
}

void try_succeeded(db::Writer& writer, const std::vector<Attempted>& attempts) {
    for (const Attempted& attempt : attempts)
        if (attempt.pace.forgets_one_every > 0)
            writer.run(take_back_failure, {{"key", attempt.key}});
        else
            writer.run(forget_failures, {{"key", attempt.key}});
}

void remove_old_failures(db::Writer& writer, Instant now) {
    writer.run(forget_old_failures, {{"old", now - forgotten_after}});
}

} // namespace kith::access
