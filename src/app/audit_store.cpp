#include "app/audit_store.h"

#include "base/day.h"
#include "base/reference.h"
#include "db/database.h"

namespace kith::app {

namespace {

constexpr int lines_at_a_time = 200;

constexpr db::Sql newest_lines = R"sql(
    select l.seq, l.at, l.actor_user, l.actor_posting, l.actor_agency, l.request, l.action, l.outcome,
           u.name as who, u.reference, t.name as agency, t.confidential
    from history_lines l
    left join users u on u.id = l.actor_user
    left join agency_terms t on t.agency_id = l.actor_agency
    where l.lane = 0
    and l.seq < :before
    and l.seq >= :from
    order by l.seq desc
    limit :limit
)sql";

constexpr db::Sql newest_lines_by = R"sql(
    select l.seq, l.at, l.actor_user, l.actor_posting, l.actor_agency, l.request, l.action, l.outcome,
           u.name as who, u.reference, t.name as agency, t.confidential
    from history_lines l
    left join users u on u.id = l.actor_user
    left join agency_terms t on t.agency_id = l.actor_agency
    where l.lane = 0
    and l.actor_user = :user
    and l.seq < :before
    and l.seq >= :from
    order by l.seq desc
    limit :limit
)sql";

constexpr db::Sql newest_lines_about = R"sql(
    select l.seq, l.at, l.actor_user, l.actor_posting, l.actor_agency, l.request, l.action, l.outcome,
           u.name as who, u.reference, t.name as agency, t.confidential
    from history_lines l
    left join users u on u.id = l.actor_user
    left join agency_terms t on t.agency_id = l.actor_agency
    where l.lane = 0
    and l.seq in (select distinct about.seq
                  from history_subjects s
                  cross join history_lines about
                  where s.kind = :kind
                  and s.subject_id = :id
                  and about.subjects = s.list
                  and about.seq < :before
                  and about.seq >= :from
                  order by about.seq desc
                  limit :limit)
    order by l.seq desc
)sql";

constexpr db::Sql newest_place = R"sql(
    select seq
    from history_heads
    where lane = 0
)sql";

constexpr db::Sql moment_of_line = R"sql(
    select at
    from history_lines
    where lane = 0
    and seq = :seq
)sql";

constexpr db::Sql thing_called = R"sql(
    select 'person' as kind, id from people where reference = :reference
    union all
    select 'family', id from families where reference = :reference
    union all
    select 'request', id from requests where reference = :reference
    union all
    select 'episode', id from episodes where reference = :reference
)sql";

AuditLine to_line(const db::Row& row) {
    return {{row.integer("seq"),
             row.instant("at"),
             {row.text("actor_user"), row.text("actor_posting"), row.text("actor_agency"), row.text("request")},
             {.action = row.text("action"), .outcome = row.text("outcome")}},
            row.text("who"),
            row.text("reference"),
            row.text("agency"),
            row.optional_flag("confidential").value_or(false)};
}

std::int64_t newest(db::Reader& reader) {
    return reader.one(newest_place, {}, [](const db::Row& row) { return row.integer("seq"); }).value_or(0);
}

// The first line at that moment or later: lines stand in the order of their moments.
std::int64_t first_line_from(db::Reader& reader, Instant at) {
    std::int64_t low = 1, high = newest(reader) + 1;
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        const auto moment =
            reader.one(moment_of_line, {{"seq", middle}}, [](const db::Row& row) { return row.instant("at"); });
        if (moment && *moment < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::vector<AuditLine> some_lines(db::Reader& reader, const AuditQuestion& question, std::int64_t from,
                                  std::int64_t before) {
    const auto& about = question.about;
    if (about.id.empty() && !question.user.empty())
        return reader.all(newest_lines_by,
                          {{"user", question.user}, {"before", before}, {"from", from}, {"limit", lines_at_a_time}},
                          to_line);
    if (about.id.empty())
        return reader.all(newest_lines, {{"before", before}, {"from", from}, {"limit", lines_at_a_time}}, to_line);
    return reader.all(
        newest_lines_about,
        {{"kind", about.kind}, {"id", about.id}, {"before", before}, {"from", from}, {"limit", lines_at_a_time}},
        to_line);
}

bool answers(const AuditLine& line, const AuditQuestion& question) {
    if (!question.user.empty() && line.told.actor.user != question.user) return false;
    return !question.deed || words_of(line.told.line.action).deed == *question.deed;
}

} // namespace

AuditAnswer audit_lines(db::Reader& reader, const AuditQuestion& question) {
    std::int64_t from = 1, before = newest(reader) + 1;
    if (question.before > 0) before = std::min(before, question.before);
    if (question.day) {
        from = first_line_from(reader, england_time(*question.day, 0));
        before = std::min(before, first_line_from(reader, england_time(*question.day + 1, 0)));
    }
    AuditAnswer answer;
    for (int looked_through = 0; looked_through < question.looks_through; looked_through += lines_at_a_time) {
        const auto lines = some_lines(reader, question, from, before);
        for (const auto& line : lines) {
            before = line.told.seq;
            if (!answers(line, question)) continue;
            answer.lines.push_back(line);
            if (answer.lines.size() == static_cast<std::size_t>(question.limit)) break;
        }
        answer.further = before;
        if (answer.lines.size() == static_cast<std::size_t>(question.limit)) break;
        if (lines.size() < lines_at_a_time) {
            answer.further = 0;
            break;
        }
    }
    if (answer.further > 0 && some_lines(reader, question, from, answer.further).empty()) answer.further = 0;
    for (auto& line : answer.lines)
        line.told.line.subjects = history::subjects_of(reader, line.told.seq);
    return answer;
}

AuditAnswer newest_audit_lines(db::Database& database, db::Reader& page, const AuditQuestion& question) {
    // There every state is the newest, and connections are counted.
    if (database.engine() == db::Engine::postgres) return audit_lines(page, question);
    return database.reading([&](db::Reader& newest) { return audit_lines(newest, question); });
}

std::optional<history::Subject> subject_called(db::Reader& reader, const Reference& reference) {
    return reader.one(thing_called, {{"reference", reference}}, [](const db::Row& row) {
        return history::Subject{row.text("kind"), row.text("id")};
    });
}

} // namespace kith::app
