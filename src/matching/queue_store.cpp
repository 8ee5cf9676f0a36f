#include "matching/queue_store.h"

#include "access/register.h"
#include "db/database.h"
#include "matching/likely.h"
#include "matching/pair_row.h"

namespace kith::matching {

namespace {

// Of the pairs worth most by their entries, those that are there for this posting and about which somebody is to be
// asked: nobody decided, or how they compare has changed, or a second person is waited for, or it is time again.
constexpr db::Sql pairs_by_entry = R"sql(
    select l.one_id, l.other_id, l.entry_weight as weight, l.entry_pattern as pattern, d.number, d.verdict, d.reason,
           d.decided_at, d.posting_id, d.user_id, d.needs_second, d.confirms, d.until_at, d.entry_pattern
    from (select one_id, other_id, entry_weight, entry_pattern, entry_worth
          from likely_pairs
          where entry_worth > 0
          order by entry_worth desc, one_id, other_id
          limit 2000) l
    left join standing_pair_decisions d on d.one_id = l.one_id and d.other_id = l.other_id
    where (d.number is null
           or (d.verdict = 'same' and d.needs_second = true and d.confirms is null)
           or (d.verdict <> 'same' and d.entry_pattern is distinct from l.entry_pattern)
           or d.until_at <= :now)
    and not exists (select 1 from same_persons s where s.person_id = l.one_id and s.other_id = l.other_id)
    and exists (select 1
                from may_see m
                where m.resource_id = l.one_id
                and m.posting_id = :posting
                and m.starts_at <= :now
                and m.ends_at > :now)
    and exists (select 1
                from may_see m
                where m.resource_id = l.other_id
                and m.posting_id = :posting
                and m.starts_at <= :now
                and m.ends_at > :now)
    and not exists (select 1
                    from guarded_whereabouts g
                    where g.person_id in (l.one_id, l.other_id)
                    and not exists (select 1
                                    from location_list a
                                    where a.person_id = g.protected_id
                                    and a.posting_id = :posting
                                    and a.starts_at <= :now
                                    and a.ends_at > :now))
    order by l.entry_worth desc, l.one_id, l.other_id
    limit :most
)sql";

// The same by all that is held, of the pairs of which this posting works with both.
constexpr db::Sql pairs_by_content = R"sql(
    with reached as (
        select distinct w.resource_id
        from within_reach w
        join people p on p.id = w.resource_id
        where w.posting_id = :posting
    )
    select l.one_id, l.other_id, l.weight, l.pattern, d.number, d.verdict, d.reason, d.decided_at, d.posting_id,
           d.user_id, d.needs_second, d.confirms, d.until_at, d.entry_pattern
    from reached r
    join likely_pairs l on l.one_id = r.resource_id
    join reached o on o.resource_id = l.other_id
    left join standing_pair_decisions d on d.one_id = l.one_id and d.other_id = l.other_id
    where l.worth > 0
    and (d.number is null
         or (d.verdict = 'same' and d.needs_second = true and d.confirms is null)
         or (d.verdict <> 'same' and d.pattern is distinct from l.pattern)
         or d.until_at <= :now)
    and not exists (select 1 from same_persons s where s.person_id = l.one_id and s.other_id = l.other_id)
    and exists (select 1
                from may_see m
                where m.resource_id = l.one_id
                and m.posting_id = :posting
                and m.starts_at <= :now
                and m.ends_at > :now
                and m.clearance >= 1)
    and exists (select 1
                from may_see m
                where m.resource_id = l.other_id
                and m.posting_id = :posting
                and m.starts_at <= :now
                and m.ends_at > :now
                and m.clearance >= 1)
    and not exists (select 1
                    from guarded_whereabouts g
                    where g.person_id in (l.one_id, l.other_id)
                    and not exists (select 1
                                    from location_list a
                                    where a.person_id = g.protected_id
                                    and a.posting_id = :posting
                                    and a.starts_at <= :now
                                    and a.ends_at > :now))
    order by l.worth desc, l.one_id, l.other_id
    limit :most
)sql";

// Pairs that wait for a second person, however alike they are, for a posting that may be that person.
constexpr db::Sql pairs_waiting = R"sql(
    select d.one_id, d.other_id, coalesce(l.entry_weight, 0) as weight, coalesce(l.entry_pattern, 0) as pattern,
           d.number, d.verdict, d.reason, d.decided_at, d.posting_id, d.user_id, d.needs_second, d.confirms, d.until_at,
           d.entry_pattern
    from standing_pair_decisions d
    left join likely_pairs l on l.one_id = d.one_id and l.other_id = d.other_id
    where d.verdict = 'same'
    and d.needs_second = true
    and d.confirms is null
    and exists (select 1
                from may_see m
                where m.resource_id = d.one_id
                and m.posting_id = :posting
                and m.starts_at <= :now
                and m.ends_at > :now)
    and exists (select 1
                from may_see m
                where m.resource_id = d.other_id
                and m.posting_id = :posting
                and m.starts_at <= :now
                and m.ends_at > :now)
    and not exists (select 1
                    from guarded_whereabouts g
                    where g.person_id in (d.one_id, d.other_id)
                    and not exists (select 1
                                    from location_list a
                                    where a.person_id = g.protected_id
                                    and a.posting_id = :posting
                                    and a.starts_at <= :now
                                    and a.ends_at > :now))
    order by d.decided_at, d.one_id, d.other_id
    limit :most
)sql";

constexpr db::Sql open_help_for_either = R"sql(
    select e.id
    from standing_members m
    join episodes e on e.family_id = m.family_id and e.closed_at is null
    where m.person_id in (:one, :other)
    and (m.until_on is null or m.until_on >= :today)
    and exists (select 1
                from may_see s
                where s.resource_id = m.family_id
                and s.posting_id = :posting
                and s.starts_at <= :now
                and s.ends_at > :now)
    and exists (select 1
                from may_see s
                where s.resource_id = e.id
                and s.posting_id = :posting
                and s.starts_at <= :now
                and s.ends_at > :now)
    limit 1
)sql";

constexpr db::Sql protected_of_pair = R"sql(
    select person_id
    from guarded_whereabouts
    where person_id in (:one, :other)
    limit 1
)sql";

struct Drawn {
    people::Depth depth = people::Depth::entry;
    linkage::Bits weight = 0;
    linkage::Pattern pattern = 0;
    std::optional<PairDecision> standing;
};

Drawn to_drawn(const db::Row& row, const Pair& pair, people::Depth depth) {
    Drawn drawn{
        depth, static_cast<linkage::Bits>(row.integer("weight")), to_pattern(row.integer("pattern")).value(), {}};
    const auto number = row.optional_integer("number");
    if (!number) return drawn;
    drawn.standing = PairDecision{.pair = pair,
                                  .number = static_cast<int>(*number),
                                  .verdict = to_verdict(row.text("verdict")).value(),
                                  .reason = row.text("reason"),
                                  .at = row.instant("decided_at"),
                                  .posting = row.id<access::Posting>("posting_id"),
                                  .user = row.id<access::User>("user_id"),
                                  .needs_second = row.flag("needs_second"),
                                  .until = row.optional_instant("until_at")};
    return drawn;
}

using Pairs = std::map<Pair, Drawn>;

// What is drawn later takes the place of what was drawn before.
void draw(db::Reader& reader, db::Sql sql, const access::Viewer& viewer, people::Depth depth, Instant now,
          Pairs& pairs) {
    reader.for_each(sql,
                    std::array<db::Parameter, 3>{{{"posting", viewer.posting}, {"now", now}, {"most", most_queued}}},
                    [&](const db::Row& row) {
                        const Pair pair{row.id<people::Person>("one_id"), row.id<people::Person>("other_id")};
                        pairs[pair] = to_drawn(row, pair, depth);
                    });
}

// Whoever sees all of both is not asked because of the entries alone.
bool is_denied_by_content(db::Reader& reader, const access::Viewer& viewer, const Pair& pair, const Drawn& drawn,
                          Instant now) {
    if (drawn.depth == people::Depth::content || (drawn.standing && drawn.standing->waits())) return false;
    const auto sees = access::decide_about_each(reader, viewer, access::Action::read_person,
                                                {std::string(pair.one.text()), std::string(pair.other.text())}, now);
    return std::all_of(sees.begin(), sees.end(),
                       [](const access::Decision& each) { return each.effect == access::Effect::content; });
}

bool waits_for(const access::Viewer& viewer, const QueuedPair& pair) {
    return pair.standing && pair.standing->waits() && may_be_second(viewer) && pair.standing->user != viewer.user;
}

} // namespace

std::vector<QueuedPair> queue_of_pairs(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    Pairs pairs;
    if (may_be_second(viewer)) draw(reader, pairs_waiting, viewer, people::Depth::entry, now, pairs);
    draw(reader, pairs_by_entry, viewer, people::Depth::entry, now, pairs);
    draw(reader, pairs_by_content, viewer, people::Depth::content, now, pairs);

    const Day today = now.day();
    std::vector<QueuedPair> queue;
    for (const auto& [pair, drawn] : pairs) {
        if (is_denied_by_content(reader, viewer, pair, drawn, now)) continue;
        const auto both = people::summaries(reader, viewer, {pair.one, pair.other}, now);
        if (both.size() != 2) continue;
        QueuedPair queued{both[0], both[1], drawn.depth, drawn.weight, drawn.pattern, drawn.standing};
        queued.a_child =
            may_be_a_child(queued.one.year_of_birth, today) || may_be_a_child(queued.other.year_of_birth, today);
        queued.open_help = reader.exists(
            open_help_for_either,
            {{"one", pair.one}, {"other", pair.other}, {"today", today}, {"posting", viewer.posting}, {"now", now}});
        const bool guarded = reader.exists(protected_of_pair, {{"one", pair.one}, {"other", pair.other}});
        queued.worth = static_cast<double>(worth(queued.weight, harm(queued.a_child, queued.open_help, guarded)));
        queue.push_back(std::move(queued));
    }
    std::stable_sort(queue.begin(), queue.end(), [&](const QueuedPair& l, const QueuedPair& r) {
        const bool left = waits_for(viewer, l), right = waits_for(viewer, r);
        return left != right ? left : l.worth > r.worth;
    });
    while (queue.size() > most_queued)
        queue.pop_back();
    return queue;
}

} // namespace kith::matching
