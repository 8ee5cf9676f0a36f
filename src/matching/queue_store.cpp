#include "matching/queue_store.h"

#include "db/database.h"
#include "db/of_many.h"
#include "matching/likely.h"
#include "matching/pair_row.h"

namespace kith::matching {

namespace {

// Of the pairs worth most by their entries, about which somebody is to be asked (nobody decided, or how they compare
// has changed, or a second person is waited for, or it is time again), those that are there for this posting.
constexpr db::Sql pairs_by_entry = R"sql(
    select l.one_id, l.other_id, l.likely_weight, l.likely_pattern, l.number, l.verdict, l.reason, l.decided_at,
           l.posting_id, l.user_id, l.saw_content, l.needs_second, l.confirms, l.until_at, l.pattern, l.entry_pattern
    from (select l.one_id, l.other_id, l.entry_weight as likely_weight, l.entry_pattern as likely_pattern,
                 l.entry_worth, d.number, d.verdict, d.reason, d.decided_at, d.posting_id, d.user_id, d.saw_content,
                 d.needs_second, d.confirms, d.until_at, d.pattern, d.entry_pattern
          from likely_pairs l
          left join standing_pair_decisions d on d.one_id = l.one_id and d.other_id = l.other_id
          where l.entry_worth > 0
          and (d.number is null
               or (d.verdict = 'same' and d.needs_second = true and d.confirms is null)
               or (d.verdict <> 'same' and d.entry_pattern is distinct from l.entry_pattern)
               or d.until_at <= :now)
          and not exists (select 1 from same_persons s where s.person_id = l.one_id and s.other_id = l.other_id)
          order by l.entry_worth desc, l.one_id, l.other_id
          limit 2000) l
    where exists (select 1
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
    select l.one_id, l.other_id, l.weight as likely_weight, l.pattern as likely_pattern, d.number, d.verdict, d.reason,
           d.decided_at, d.posting_id, d.user_id, d.saw_content, d.needs_second, d.confirms, d.until_at, d.pattern,
           d.entry_pattern
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
    select d.one_id, d.other_id, coalesce(l.entry_weight, 0) as likely_weight,
           coalesce(l.entry_pattern, 0) as likely_pattern, d.number, d.verdict, d.reason, d.decided_at, d.posting_id,
           d.user_id, d.saw_content, d.needs_second, d.confirms, d.until_at, d.pattern, d.entry_pattern
    from standing_pair_decisions d
    left join likely_pairs l on l.one_id = d.one_id and l.other_id = d.other_id
    where d.verdict = 'same'
    and d.needs_second = true
    and d.confirms is null
    and not exists (select 1 from same_persons s where s.person_id = d.one_id and s.other_id = d.other_id)
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

// Pairs that were said to be one person's and are shown apart, because another word stands against it: of those that
// this posting works with both of.
constexpr db::Sql pairs_set_aside = R"sql(
    with reached as (
        select distinct w.resource_id
        from within_reach w
        join people p on p.id = w.resource_id
        where w.posting_id = :posting
    )
    select d.one_id, d.other_id, coalesce(l.weight, 0) as likely_weight, coalesce(l.pattern, 0) as likely_pattern,
           d.number, d.verdict, d.reason, d.decided_at, d.posting_id, d.user_id, d.saw_content, d.needs_second,
           d.confirms, d.until_at, d.pattern, d.entry_pattern
    from reached r
    join standing_pair_decisions d on d.one_id = r.resource_id
    join reached o on o.resource_id = d.other_id
    left join likely_pairs l on l.one_id = d.one_id and l.other_id = d.other_id
    where d.verdict = 'same'
    and (d.needs_second = false or d.confirms is not null)
    and not exists (select 1 from same_persons s where s.person_id = d.one_id and s.other_id = d.other_id)
    and exists (select 1
                from may_see m
                where m.resource_id = d.one_id
                and m.posting_id = :posting
                and m.starts_at <= :now
                and m.ends_at > :now
                and m.clearance >= 1)
    and exists (select 1
                from may_see m
                where m.resource_id = d.other_id
                and m.posting_id = :posting
                and m.starts_at <= :now
                and m.ends_at > :now
                and m.clearance >= 1)
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

constexpr db::Sql people_with_open_help = R"sql(
    select distinct m.person_id
    from standing_members m
    join episodes e on e.family_id = m.family_id and e.closed_at is null
    where m.person_id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                          :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
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
)sql";

constexpr db::Sql guarded_people = R"sql(
    select distinct person_id
    from guarded_whereabouts
    where person_id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                        :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
)sql";

struct Drawn {
    people::Depth depth = people::Depth::entry;
    linkage::Bits weight = 0;
    linkage::Pattern pattern = 0;
    std::optional<PairDecision> standing;
};

using Pairs = std::map<Pair, Drawn>;

// What is drawn later takes the place of what was drawn before.
void draw(db::Reader& reader, db::Sql sql, const std::vector<db::Parameter>& parameters, people::Depth depth,
          Pairs& pairs) {
    reader.for_each(sql, parameters, [&](const db::Row& row) {
        Drawn drawn{depth,
                    static_cast<linkage::Bits>(row.integer("likely_weight")),
                    to_pattern(row.integer("likely_pattern")).value(),
                    {}};
        if (row.optional_integer("number")) drawn.standing = to_decision(row);
        pairs[{row.id<people::Person>("one_id"), row.id<people::Person>("other_id")}] = std::move(drawn);
    });
}

// What there is to know of all of them, asked together.
struct Known {
    Known(db::Reader& reader, const access::Viewer& viewer, const Pairs& pairs, Instant now) {
        std::set<Id<people::Person>> all;
        for (const auto& [pair, drawn] : pairs)
            all.insert({pair.one, pair.other});
        for (auto& each : people::listed(reader, viewer, {all.begin(), all.end()}, now))
            people.emplace(each.summary.id, std::move(each));

        std::vector<std::string_view> ids;
        for (const auto& [id, each] : people)
            ids.push_back(id.text());
        db::for_each_of(reader, people_with_open_help, ids,
                        {{"today", now.day()}, {"posting", viewer.posting}, {"now", now}},
                        [&](const db::Row& row) { with_open_help.insert(row.id<people::Person>("person_id")); });
        db::for_each_of(reader, guarded_people, ids, {},
                        [&](const db::Row& row) { guarded.insert(row.id<people::Person>("person_id")); });
    }

    std::map<Id<people::Person>, people::Listed> people;
    std::set<Id<people::Person>> with_open_help, guarded;
};

bool holds_either(const std::set<Id<people::Person>>& people, const Pair& pair) {
    return people.contains(pair.one) || people.contains(pair.other);
}

// Nothing: it is not there for this viewer, or they see all of both and are not asked because of the entries alone.
std::optional<QueuedPair> queued(const Pair& pair, const Drawn& drawn, const Known& known, Day today) {
    const auto one = known.people.find(pair.one), other = known.people.find(pair.other);
    if (one == known.people.end() || other == known.people.end()) return std::nullopt;
    const bool waits = drawn.standing && drawn.standing->waits();
    if (drawn.depth == people::Depth::entry && !waits && one->second.full && other->second.full) return std::nullopt;

    QueuedPair queued{one->second.summary, other->second.summary, drawn.depth, drawn.pattern, drawn.standing};
    queued.a_child =
        may_be_a_child(queued.one.year_of_birth, today) || may_be_a_child(queued.other.year_of_birth, today);
    queued.open_help = holds_either(known.with_open_help, pair);
    queued.worth = worth(drawn.weight, harm(queued.a_child, queued.open_help, holds_either(known.guarded, pair)));
    return queued;
}

// 2: waits for this viewer; 1: one word stands against another; 0: the rest, by what they are worth.
int urgency(const access::Viewer& viewer, const QueuedPair& pair) {
    if (pair.is_contradicted()) return 1;
    const bool waits = pair.standing && pair.standing->waits();
    return waits && may_be_second(viewer) && pair.standing->user != viewer.user ? 2 : 0;
}

} // namespace

std::vector<QueuedPair> queue_of_pairs(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    Pairs pairs;
    const std::vector<db::Parameter> parameters{{"posting", viewer.posting}, {"now", now}, {"most", most_queued}};
    if (may_be_second(viewer)) draw(reader, pairs_waiting, parameters, people::Depth::entry, pairs);
    draw(reader, pairs_by_entry, parameters, people::Depth::entry, pairs);
    draw(reader, pairs_by_content, parameters, people::Depth::content, pairs);
    draw(reader, pairs_set_aside, parameters, people::Depth::content, pairs);

    const Known known(reader, viewer, pairs, now);
    std::vector<QueuedPair> queue;
    for (const auto& [pair, drawn] : pairs)
        if (auto each = queued(pair, drawn, known, now.day())) queue.push_back(*std::move(each));
    std::stable_sort(queue.begin(), queue.end(), [&](const QueuedPair& l, const QueuedPair& r) {
        const int left = urgency(viewer, l), right = urgency(viewer, r);
        return left != right ? left > right : l.worth > r.worth;
    });
    while (queue.size() > most_queued)
        queue.pop_back();
    return queue;
}

} // namespace kith::matching
