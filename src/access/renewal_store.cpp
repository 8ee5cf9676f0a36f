#include "access/renewal.h"

#include "access/session_store.h"
#include "base/text.h"
#include "db/database.h"

namespace kith::access {

namespace {

const Problem over{"", "posting.over", "This posting ended too long ago to go on. Add a new one"};

constexpr db::Sql extend_posting = R"sql(
    update postings
    set ends_at = :to,
        renewed_at = :now
    where id = :posting
    and ends_at = :seen
)sql";

constexpr db::Sql add_renewal = R"sql(
    insert into posting_renewals (id, posting_id, renewed_at, renewed_by_id, ended_at, ends_at, reason)
    values (:id, :posting, :now, :by, :ended, :to, :reason)
)sql";

constexpr db::Sql renewals_of_posting = R"sql(
    select r.renewed_at, u.name, r.ended_at, r.ends_at, r.reason
    from posting_renewals r
    join users u on u.id = r.renewed_by_id
    where r.posting_id = :posting
    order by r.renewed_at desc, r.id desc
)sql";

constexpr db::Sql number_of_cases = R"sql(
    select count(distinct case_id) as cases
    from involvements
    where posting_id = :posting
    and starts_at <= :now
    and ends_at > :now
)sql";

constexpr db::Sql ids_of_postings_ending = R"sql(
    select p.id
    from postings p
    join users u on u.id = p.user_id
    where (p.agency_id = :agency or cast(:agency as text) is null)
    and p.ends_at > p.starts_at
    and p.ends_at > :since
    and p.ends_at < :until
    and u.ended_at is null
    and (p.ends_at > :now
         or exists (select 1
                    from involvements i
                    where i.posting_id = p.id
                    and i.starts_at <= :now
                    and i.ends_at > :now))
    order by p.ends_at, p.id
)sql";

Problems problems_of(const Posting& seen, const Term& term, Instant now) {
    Problems problems;
    if (term.to <= seen.to || term.to <= now)
        problems.push_back({"to", "to.order", "The last day must be later than it is now"});
    else if (term.to - now > longest_posting)
        problems.push_back({"to", "to.too-late", "A posting is renewed for 12 months at most"});
    if (trimmed(term.reason).empty())
        problems.push_back({"reason", "reason.missing", "Say why this person goes on in this role"});
    return problems;
}

bool gives(const Viewer& by, const Posting& posting) {
    return may_grant(
        by,
        {.user = posting.user, .agency = posting.agency, .role = posting.role, .from = posting.from, .to = posting.to});
}

bool can_go_on(const Posting& posting, Instant now) {
    return posting.from < posting.to && now < posting.to + renewable_for;
}

} // namespace

bool may_renew(const Viewer& by, const Posting& posting, Instant now) {
    return gives(by, posting) && can_go_on(posting, now);
}

Result<Done> renew_posting(db::Writer& writer, const Viewer& by, const Posting& seen, const Term& term) {
    const Instant now = writer.now();
    if (!gives(by, seen)) return Problem{"", "role.not-yours", "You cannot give this role. Ask a system administrator"};
    if (!can_go_on(seen, now)) return over;
    const auto user = find_user(writer, seen.user);
    if (!user || user->ended_at) return over;
    if (auto problems = problems_of(seen, term, now); !problems.empty()) return problems;
    if (writer.run(extend_posting, {{"posting", seen.id}, {"to", term.to}, {"now", now}, {"seen", seen.to}}) == 0)
        return Problem{"", "changed_meanwhile", "Somebody has ended or renewed this posting meanwhile. Look again"};

    // It ran out: a session left over from then does not come back to life.
    if (seen.to <= now) end_sessions_in(writer, seen.id);
    writer.run(add_renewal, {{"id", Id<Renewal>::make(now, writer.random())},
                             {"posting", seen.id},
                             {"now", now},
                             {"by", by.user},
                             {"ended", seen.to},
                             {"to", term.to},
                             {"reason", trimmed(term.reason)}});
    history::record(writer, by.actor(),
                    {.action = "posting.renewed",
                     .subjects = {{"user", std::string(seen.user.text())}, {"posting", std::string(seen.id.text())}}});
    return Done{};
}

std::vector<Renewal> renewals_of(db::Reader& reader, Id<Posting> posting) {
    return reader.all(renewals_of_posting, {{"posting", posting}}, [](const db::Row& row) {
        return Renewal{.renewed_at = row.instant("renewed_at"),
                       .by = row.text("name"),
                       .ended_at = row.instant("ended_at"),
                       .ends_at = row.instant("ends_at"),
                       .reason = row.text("reason")};
    });
}

std::int64_t cases_of(db::Reader& reader, Id<Posting> posting, Instant now) {
    return reader
        .one(number_of_cases, {{"posting", posting}, {"now", now}},
             [](const db::Row& row) { return row.integer("cases"); })
        .value_or(0);
}

std::vector<Posting> postings_ending(db::Reader& reader, std::optional<Id<agencies::Agency>> agency, Instant now,
                                     Instant until) {
    const auto ids = reader.all(ids_of_postings_ending,
                                {{"agency", agency.value_or(Id<agencies::Agency>())},
                                 {"since", now - renewable_for},
                                 {"now", now},
                                 {"until", until}},
                                [](const db::Row& row) { return row.id<Posting>("id"); });
    std::vector<Posting> postings;
    for (const auto& id : ids)
        postings.push_back(find_posting(reader, id).value());
    return postings;
}

} // namespace kith::access
