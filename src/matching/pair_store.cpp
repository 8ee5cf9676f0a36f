#include "matching/pair_store.h"

#include "access/register.h"
#include "access/same_persons.h"
#include "access/users.h"
#include "db/database.h"
#include "history/record.h"
#include "matching/pair_row.h"
#include "matching/union.h"

namespace kith::matching {

namespace {

using access::Action;

constexpr db::Sql guarded_from_this_posting = R"sql(
    select g.person_id
    from guarded_whereabouts g
    where (g.person_id = :one or g.person_id = :other)
    and not exists (select 1
                    from location_list l
                    where l.person_id = g.protected_id
                    and l.posting_id = :posting
                    and l.starts_at <= :now
                    and l.ends_at > :now)
    limit 1
)sql";

constexpr db::Sql standing_decision = R"sql(
    select one_id, other_id, number, verdict, reason, decided_at, posting_id, user_id, saw_content, needs_second, confirms,
           until_at, pattern, entry_pattern
    from standing_pair_decisions
    where one_id = :one
    and other_id = :other
)sql";

constexpr db::Sql decisions_of_pair = R"sql(
    select one_id, other_id, number, verdict, reason, decided_at, posting_id, user_id, saw_content, needs_second, confirms,
           until_at, pattern, entry_pattern
    from pair_decisions
    where one_id = :one
    and other_id = :other
    order by number desc
)sql";

constexpr db::Sql standing_decisions_about = R"sql(
    select one_id, other_id, number, verdict, reason, decided_at, posting_id, user_id, saw_content, needs_second, confirms,
           until_at, pattern, entry_pattern
    from standing_pair_decisions
    where one_id = :person
    or other_id = :person
)sql";

constexpr db::Sql add_decision = R"sql(
    insert into pair_decisions (one_id, other_id, number, verdict, reason, decided_at, posting_id, user_id,
                                saw_content, needs_second, confirms, until_at, pattern, entry_pattern)
    values (:one, :other, :number, :verdict, :reason, :now, :posting, :user, :saw_content, :needs_second, :confirms,
            :until, :pattern, :entry_pattern)
)sql";

constexpr db::Sql told_to_be_one = R"sql(
    select other_id
    from same_persons
    where person_id = :one
    and other_id = :other
)sql";

constexpr db::Sql reason_for_adding = R"sql(
    select added_because, created_by, created_at
    from people
    where id = :person
    and added_because <> ''
)sql";

constexpr db::Sql requests_about_person = R"sql(
    select distinct r.id, r.reference, r.sent_at
    from request_persons p
    join requests r on r.id = p.request_id
    where p.person_id = :person
    and exists (select 1
                from may_see s
                where s.resource_id = r.id
                and s.posting_id = :posting
                and s.starts_at <= :now
                and s.ends_at > :now)
    order by r.sent_at desc, r.id
    limit 10
)sql";

// How much of both the viewer may compare; nothing: for them there is no such pair.
std::optional<people::Depth> depth_of(db::Reader& reader, const access::Viewer& viewer, const Pair& pair, Instant now) {
    auto depth = people::Depth::content;
    for (const auto& person : {pair.one, pair.other}) {
        const auto effect = access::decide_about(reader, viewer, Action::read_person, person.text(), now).effect;
        if (effect == access::Effect::hidden) return std::nullopt;
        if (effect != access::Effect::content) depth = people::Depth::entry;
    }
    if (reader.exists(guarded_from_this_posting,
                      {{"one", pair.one}, {"other", pair.other}, {"posting", viewer.posting}, {"now", now}}))
        return std::nullopt;
    return depth;
}

bool may_be_of_a_child(db::Reader& reader, const access::Viewer& viewer, const Pair& pair, Instant now) {
    const auto both = people::summaries(reader, viewer, {pair.one, pair.other}, now);
    return std::any_of(both.begin(), both.end(),
                       [&](const people::Summary& each) { return may_be_a_child(each.year_of_birth, now.day()); });
}

// What stands of everybody whom words of "same" connect with either.
class Around {
public:
    Around(db::Reader& reader, const Pair& pair) : reader_(reader) {
        reach(pair.one);
        reach(pair.other);
    }

    const std::set<Id<people::Person>>& records() const { return records_; }

    // As if nothing had been said of `but`.
    Unions unions(const std::optional<Pair>& but = {}) const {
        std::vector<PairDecision> all;
        for (const auto& [pair, decision] : standing_)
            if (pair != but) all.push_back(decision);
        return united(std::move(all));
    }

private:
    void reach(Id<people::Person> person) {
        if (!records_.insert(person).second) return;
        for (auto& each : reader_.all(standing_decisions_about, {{"person", person}}, to_decision)) {
            const auto& other = each.pair.one == person ? each.pair.other : each.pair.one;
            const bool joins = each.joins();
            standing_.try_emplace(each.pair, each);
            if (joins) reach(other);
        }
    }

    db::Reader& reader_;
    std::set<Id<people::Person>> records_;
    std::map<Pair, PairDecision> standing_;
};

std::optional<PairDecision> standing_of(db::Reader& reader, const Pair& pair) {
    return reader.one(standing_decision, {{"one", pair.one}, {"other", pair.other}}, to_decision);
}

// Two accounts of one person are one person (P10).
bool is_the_same_human(db::Reader& reader, const access::Viewer& viewer, Id<access::User> first) {
    if (viewer.user == first) return true;
    const auto user = access::find_user(reader, first);
    return user && !user->person.empty() && user->person == viewer.person;
}

void keep(db::Writer& writer, const PairDecision& decision) {
    writer.run(add_decision, {{"one", decision.pair.one},
                              {"other", decision.pair.other},
                              {"number", decision.number},
                              {"verdict", code(decision.verdict)},
                              {"reason", decision.reason},
                              {"now", decision.at},
                              {"posting", decision.posting},
                              {"user", decision.user},
                              {"saw_content", decision.saw_content},
                              {"needs_second", decision.needs_second},
                              {"confirms", decision.confirms},
                              {"until", decision.until},
                              {"pattern", to_number(decision.patterns.content)},
                              {"entry_pattern", to_number(decision.patterns.entry)}});
}

std::string_view action_of(const PairDecision& decision) {
    if (decision.verdict == Verdict::not_same) return "pair.said_not_same";
    if (decision.verdict == Verdict::unsure) return "pair.said_unsure";
    return decision.waits() ? "pair.said_same_by_one" : "pair.said_same";
}

} // namespace

std::optional<SeenPair> find_pair(db::Reader& reader, const access::Viewer& viewer, const Reference& one,
                                  const Reference& other, Instant now) {
    auto a = people::find_person(reader, viewer, one, now);
    auto b = people::find_person(reader, viewer, other, now);
    if (!a || !b || a->summary.id == b->summary.id) return std::nullopt;

    if (b->summary.id < a->summary.id) std::swap(a, b);
    SeenPair seen{*std::move(a), *std::move(b)};
    const auto pair = seen.pair();
    if (!depth_of(reader, viewer, pair, now)) return std::nullopt;

    seen.standing = standing_of(reader, pair);
    seen.is_united = reader.exists(told_to_be_one, {{"one", pair.one}, {"other", pair.other}});
    if (!seen.is_united && !(seen.standing && seen.standing->joins())) return seen;

    const Around around(reader, pair);
    seen.is_united_by_others = seen.is_united && around.unions(pair).hold(pair);
    seen.against = around.unions().against(pair);
    return seen;
}

std::vector<PairDecision> said_of(db::Reader& reader, const Pair& pair) {
    return reader.all(decisions_of_pair, {{"one", pair.one}, {"other", pair.other}}, to_decision);
}

std::optional<AddedBecause> added_because(db::Reader& reader, const access::Viewer& viewer, const SeenPair& pair) {
    auto why = reader.one(reason_for_adding, {{"person", pair.other.summary.id}}, [](const db::Row& row) {
        return AddedBecause{row.text("added_because"), row.id<access::Posting>("created_by"),
                            row.instant("created_at")};
    });
    const bool may_read = pair.depth() == people::Depth::content || (why && why->by == viewer.posting);
    return may_read ? why : std::nullopt;
}

std::optional<Patterns> patterns_of(db::Reader& reader, const Pair& pair) {
    const auto content = people::compared(reader, pair.one, pair.other, people::Depth::content);
    const auto entry = people::compared(reader, pair.one, pair.other, people::Depth::entry);
    if (!content || !entry) return std::nullopt;
    return Patterns{content->pattern, entry->pattern};
}

std::vector<RequestAbout> requests_about(db::Reader& reader, const access::Viewer& viewer, Id<people::Person> person,
                                         Instant now) {
    return reader.all(requests_about_person, {{"person", person}, {"posting", viewer.posting}, {"now", now}},
                      [](const db::Row& row) {
                          return RequestAbout{row.text("id"), row.reference("reference"), row.instant("sent_at")};
                      });
}

Result<Saved> save_decision(db::Writer& writer, const access::Viewer& viewer, const Pair& pair, const Said& said,
                            Patterns patterns) {
    const auto depth = depth_of(writer, viewer, pair, writer.now());
    if (!depth) return Problem{"verdict", "changed_meanwhile", "One of these records is no longer there for you"};

    const auto standing = standing_of(writer, pair);
    const bool sees_content = depth == people::Depth::content;
    const Speaker speaker{.user = viewer.user,
                          .is_the_first = standing && is_the_same_human(writer, viewer, standing->user),
                          .may_be_second = may_be_second(viewer),
                          .sees_content = sees_content};
    auto decision = say(standing, said, speaker, may_be_of_a_child(writer, viewer, pair, writer.now()), writer.now());
    if (!decision) return decision.error();

    decision->pair = pair;
    decision->posting = viewer.posting;
    // Whoever saw the entries alone has said nothing of the rest.
    decision->patterns = {sees_content ? patterns.content : std::nullopt, patterns.entry};
    keep(writer, *decision);
    const Around around(writer, pair);
    const auto unions = around.unions();
    access::say_who_is_one(writer, around.records(), unions.sets);
    history::record(
        writer, viewer.actor(),
        {.action = std::string(action_of(*decision)),
         .subjects = {{"person", std::string(pair.one.text())}, {"person", std::string(pair.other.text())}}});
    Saved saved{*std::move(decision)};
    saved.is_set_aside = unions.against(pair).has_value();
    saved.sets_aside_others = std::any_of(unions.set_aside.begin(), unions.set_aside.end(),
                                          [&](const SetAside& each) { return each.said_not_same == pair; });
    return saved;
}

} // namespace kith::matching
