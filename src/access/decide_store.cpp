#include "access/decide.h"
#include "access/kinds.h"
#include "access/register.h"
#include "db/database.h"

namespace kith::access {

namespace {

constexpr db::Sql posting_in_force = R"sql(
    select p.starts_at,
           p.ends_at,
           t.starts_at as agreed_from,
           t.ends_at as agreed_until
    from postings p
    join agency_terms t on t.agency_id = p.agency_id
    where p.id = :posting
    and p.user_id = :user
    and p.agency_id = :agency
)sql";

// A posting that is not the viewer's, or none, is in force at no time.
Facts facts_of(db::Reader& reader, const Viewer& viewer) {
    Facts facts;
    // Only a session whose second factor was met acts in a posting (session.h).
    facts.second_factor_met = !viewer.posting.empty();
    reader.for_each(
        posting_in_force,
        std::array<db::Parameter, 3>{{{"posting", viewer.posting}, {"user", viewer.user}, {"agency", viewer.agency}}},
        [&](const db::Row& row) {
            facts.posting = {row.instant("starts_at"), row.instant("ends_at")};
            facts.agency = {row.instant("agreed_from"), row.instant("agreed_until")};
        });
    return facts;
}

constexpr db::Sql resource_by_id = R"sql(
    select kind, owner_agency_id, maker_posting_id, locality, level, category, discoverable, sealed,
           agency_private, waiting_until
    from resources
    where id = :resource
)sql";

ResourceFacts to_resource(const db::Row& row, std::string_view id) {
    return {.kind = to_kind(row.text("kind")),
            .id = std::string(id),
            .owner_agency = row.text("owner_agency_id"),
            .locality = row.text("locality"),
            .level = static_cast<Level>(row.integer("level")),
            .category = row.text("category"),
            .discoverable = row.flag("discoverable"),
            .sealed = row.flag("sealed"),
            .agency_private = row.flag("agency_private"),
            .maker = row.text("maker_posting_id"),
            .waiting_until = row.optional_instant("waiting_until")};
}

// Everything else that the rule asks about one resource and one viewer, in one journey to the database. Each part
// begins with the resource, and "cross join" keeps SQLite to that: it takes a list made by "with" for a long one, and
// reads every family there is instead.
constexpr db::Sql facts_about_resource = R"sql(
    with kin as (
        select person_id
        from resource_persons
        where resource_id = :resource
        union
        select s.other_id
        from resource_persons a
        join same_persons s on s.person_id = a.person_id
        where a.resource_id = :resource
        union
        select o.person_id
        from resource_persons a
        join resource_persons m on m.person_id = a.person_id
        join resources f on f.id = m.resource_id and f.kind = 'family'
        join resource_persons o on o.resource_id = f.id
        where a.resource_id = :resource
        union
        select o.person_id
        from resource_persons a
        cross join same_persons s
        cross join resource_persons m
        cross join resources f
        cross join resource_persons o
        where a.resource_id = :resource
        and s.person_id = a.person_id
        and m.person_id = s.other_id
        and f.id = m.resource_id
        and f.kind = 'family'
        and o.resource_id = f.id
    ),
    reached as (
        select person_id
        from kin
        union
        select s.other_id
        from kin k
        cross join same_persons s
        where s.person_id = k.person_id
    )
    select 'case' as what, case_id as one, '' as two, 0 as starts_at, 0 as ends_at
    from resource_cases
    where resource_id = :resource
    union all
    select 'person', person_id, '', 0, 0
    from reached
    union all
    select 'protected', p.person_id, '', 0, 0
    from reached r
    join protected_persons p on p.person_id = r.person_id
    union all
    select 'listed', l.person_id, '', l.starts_at, l.ends_at
    from reached r
    join location_list l on l.person_id = r.person_id
    where l.posting_id = :posting
    union all
    select 'involvement', i.case_id, coalesce(i.posting_id, ''), i.starts_at, i.ends_at
    from resource_cases c
    join involvements i on i.case_id = c.case_id
    where c.resource_id = :resource
    and i.agency_id = :agency
    union all
    select 'scope', s.case_id, s.category, s.starts_at, s.ends_at
    from resource_cases c
    join scopes s on s.case_id = c.case_id
    where c.resource_id = :resource
    and s.agency_id = :agency
    union all
    select 'withheld', w.case_id, w.category, 0, 0
    from resource_cases c
    join withholdings w on w.case_id = c.case_id
    where c.resource_id = :resource
    and w.agency_id = :agency
    and w.lifted_at is null
    union all
    select 'named', n.case_id, '', n.starts_at, n.ends_at
    from resource_cases c
    join named_lists n on n.case_id = c.case_id
    where c.resource_id = :resource
    and n.posting_id = :posting
    union all
    select 'block', b.about_id, '', 0, 0
    from blocks b
    where b.user_id = :user
    and b.lifted_at is null
    union all
    select 'block', b.about_id, '', 0, 0
    from blocks b
    where b.person_id = :person
    and b.lifted_at is null
)sql";

void add_fact(const db::Row& row, const Viewer& viewer, Instant now, Facts& facts, ResourceFacts& resource) {
    const std::string what = row.text("what");
    const std::string one = row.text("one");
    const Window window{row.instant("starts_at"), row.instant("ends_at")};
    const std::string agency(viewer.agency.text());
    if (what == "case") {
        resource.cases.push_back(one);
    } else if (what == "person") {
        resource.persons.push_back(one);
    } else if (what == "protected") {
        resource.protected_persons.push_back(one);
    } else if (what == "listed") {
        if (window.covers(now)) facts.location_list.insert(one);
    } else if (what == "involvement") {
        facts.involvements.push_back({one, row.text("two"), agency, window});
    } else if (what == "withheld") {
        facts.withheld.push_back({one, agency, row.text("two")});
    } else if (what == "named") {
        if (window.covers(now)) facts.named_in.insert(one);
    } else if (what == "scope") {
        facts.scopes.push_back({one, agency, {row.text("two")}, window});
    } else {
        facts.blocks.push_back({std::string(viewer.user.text()), {}, one});
    }
}

struct Known {
    Facts facts;
    ResourceFacts resource;
};

// Nothing when there is no such resource.
std::optional<Known> known_about(db::Reader& reader, const Facts& in_force, const Viewer& viewer,
                                 std::string_view resource_id, Instant now) {
    auto resource = reader.one(resource_by_id, {{"resource", resource_id}},
                               [&](const db::Row& row) { return to_resource(row, resource_id); });
    if (!resource) return std::nullopt;
    Known known{in_force, *std::move(resource)};
    reader.for_each(facts_about_resource,
                    std::array<db::Parameter, 5>{{{"resource", resource_id},
                                                  {"posting", viewer.posting},
                                                  {"agency", viewer.agency},
                                                  {"user", viewer.user},
                                                  {"person", viewer.person}}},
                    [&](const db::Row& row) { add_fact(row, viewer, now, known.facts, known.resource); });
    return known;
}

Decision decided(const std::optional<Known>& known, const Viewer& viewer, Action action, Instant now) {
    if (!known) return {.reason = "no relationship"};
    return decide(known->facts, viewer, action, known->resource, now);
}

} // namespace

Decision decide_about(db::Reader& reader, const Viewer& viewer, Action action, std::string_view resource, Instant now) {
    return decided(known_about(reader, facts_of(reader, viewer), viewer, resource, now), viewer, action, now);
}

std::vector<Decision> decide_about(db::Reader& reader, const Viewer& viewer, const std::vector<Action>& actions,
                                   std::string_view resource, Instant now) {
    const auto known = known_about(reader, facts_of(reader, viewer), viewer, resource, now);
    std::vector<Decision> decisions;
    for (const Action action : actions)
        decisions.push_back(decided(known, viewer, action, now));
    return decisions;
}

std::vector<Decision> decide_about_each(db::Reader& reader, const Viewer& viewer, Action action,
                                        const std::vector<std::string>& resources, Instant now) {
    const Facts in_force = facts_of(reader, viewer);
    std::vector<Decision> decisions;
    decisions.reserve(resources.size());
    for (const std::string& resource : resources)
        decisions.push_back(decided(known_about(reader, in_force, viewer, resource, now), viewer, action, now));
    return decisions;
}

} // namespace kith::access
