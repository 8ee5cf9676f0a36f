#include "app/audit_store.h"

#include "db/database.h"

namespace kith::app {

namespace {

constexpr db::Sql newest_lines = R"sql(
    select l.seq, l.at, l.actor_user, l.actor_posting, l.actor_agency, l.request, l.action, l.outcome,
           u.name as who, t.name as agency
    from history_lines l
    left join users u on u.id = l.actor_user
    left join agency_terms t on t.agency_id = l.actor_agency
    where l.lane = 0
    and (:before = 0 or l.seq < :before)
    and (:user = '' or l.actor_user = :user)
    and (:action = '' or l.action = :action)
    order by l.seq desc
    limit :limit
)sql";

constexpr db::Sql subjects_of_line = R"sql(
    select kind, subject_id
    from history_subjects
    where lane = 0
    and seq = :seq
    order by position
)sql";

AuditLine to_line(const db::Row& row) {
    return {{row.integer("seq"),
             row.instant("at"),
             {row.text("actor_user"), row.text("actor_posting"), row.text("actor_agency"), row.text("request")},
             {.action = row.text("action"), .outcome = row.text("outcome")}},
            row.text("who"),
            row.text("agency")};
}

} // namespace

std::vector<AuditLine> audit_lines(db::Reader& reader, const AuditQuestion& question) {
    auto lines = reader.all(
        newest_lines,
        {{"before", question.before}, {"user", question.user}, {"action", question.action}, {"limit", question.limit}},
        to_line);
    for (auto& line : lines)
        line.told.line.subjects = reader.all(subjects_of_line, {{"seq", line.told.seq}}, [](const db::Row& row) {
            return history::Subject{row.text("kind"), row.text("subject_id")};
        });
    return lines;
}

} // namespace kith::app
