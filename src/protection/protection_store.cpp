#include "protection/protection_store.h"

#include "access/register.h"
#include "access/users.h"
#include "base/text.h"
#include "db/database.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "protection/decision_row.h"

namespace kith::protection {

namespace {

using access::Action;

constexpr db::Sql newest_making = R"sql(
    select d.id, d.sealed_reason, u.name
    from protection_decisions d
    join postings p on p.id = d.decided_by_id
    join users u on u.id = p.user_id
    where d.restriction_id = :restriction
    and d.what = 'made'
)sql";

constexpr db::Sql worker_in_posting = R"sql(
    select p.id, p.reference, p.user_id, p.agency_id, p.role, u.name, t.name as agency_name,
           exists (select 1
                   from standing s
                   where s.posting_id = p.id
                   and s.starts_at <= :now
                   and s.ends_at > :now) as in_force
    from postings p
    join users u on u.id = p.user_id
    join agency_terms t on t.agency_id = p.agency_id
    where p.id = :posting
)sql";

constexpr db::Sql who_sees_it_or_could_change_it = R"sql(
    select p.id, p.reference, p.user_id, p.agency_id, p.role, u.name, t.name as agency_name, true as in_force
    from postings p
    join users u on u.id = p.user_id
    join agency_terms t on t.agency_id = p.agency_id
    where p.id in (select m.posting_id
                   from may_see m
                   where m.resource_id = :resource
                   and m.clearance = 1
                   and m.starts_at <= :now
                   and m.ends_at > :now
                   union
                   select s.posting_id
                   from standing s
                   where s.host = true
                   and s.role = 'team_manager'
                   and s.starts_at <= :now
                   and s.ends_at > :now)
    and u.ended_at is null
    and not exists (select 1 from blocked b where b.user_id = p.user_id and b.resource_id = :resource)
    order by u.name, p.id
)sql";

constexpr db::Sql who_signs_in_with = R"sql(
    select p.id, p.reference, p.user_id, p.agency_id, p.role, u.name, t.name as agency_name, true as in_force
    from users u
    join postings p on p.user_id = u.id
    join standing s on s.posting_id = p.id
    join agency_terms t on t.agency_id = p.agency_id
    where u.email = :email
    and u.ended_at is null
    and s.starts_at <= :now
    and s.ends_at > :now
    and not exists (select 1 from blocked b where b.user_id = u.id and b.resource_id = :resource)
    order by p.id
)sql";

// That one of these works with the family is itself private, but to who reads of its help, and among its own.
constexpr db::Sql agencies_not_to_be_named = R"sql(
    select t.agency_id
    from agency_terms t
    where t.confidential = true
    and t.agency_id <> :agency
    and not exists (select 1
                    from resource_cases c
                    join resources e on e.id = c.case_id and e.kind = 'episode'
                    join involvements i on i.case_id = e.id
                    where c.resource_id = :resource
                    and i.agency_id = t.agency_id
                    and exists (select 1
                                from may_see m
                                where m.resource_id = e.id
                                and m.posting_id = :posting
                                and m.clearance = 1
                                and m.starts_at <= :now
                                and m.ends_at > :now))
)sql";

constexpr db::Sql add_decision = R"sql(
    insert into protection_decisions (id, restriction_id, what, posting_id, sealed_reason, decided_at, decided_by_id)
    values (:id, :restriction, :what, :posting, :reason, :now, :by)
)sql";

Worker to_worker(const db::Row& row) {
    return {row.id<access::Posting>("id"),
            row.reference("reference"),
            row.id<access::User>("user_id"),
            row.id<agencies::Agency>("agency_id"),
            row.text("name"),
            row.text("agency_name"),
            access::to_role(row.text("role")).value(),
            row.flag("in_force")};
}

void in_order(std::vector<Worker>& workers) {
    std::stable_sort(workers.begin(), workers.end(), [](const Worker& left, const Worker& right) {
        return std::pair(left.name.empty(), left.name) < std::pair(right.name.empty(), right.name);
    });
}

// What an agency is that must not be known to help never leaves the store, nor who works there.
void hide_agencies(db::Reader& reader, const access::Viewer& viewer, std::string_view resource, Instant now,
                   std::vector<Worker>& workers) {
    const auto hidden =
        reader.all(agencies_not_to_be_named,
                   {{"agency", viewer.agency}, {"resource", resource}, {"posting", viewer.posting}, {"now", now}},
                   [](const db::Row& row) { return row.id<agencies::Agency>("agency_id"); });
    for (auto& worker : workers) {
        if (std::find(hidden.begin(), hidden.end(), worker.agency) == hidden.end()) continue;
        worker.name.clear();
        worker.agency_name = episodes::support_service;
    }
    in_order(workers);
}

std::optional<Protection> to_protection(db::Reader& reader, std::optional<access::Restriction> restriction,
                                        Instant now) {
    if (!restriction) return std::nullopt;
    Protection protection{*std::move(restriction), {}, {}, {}};
    for (const auto& posting : protection.restriction.named)
        protection.named.push_back(
            reader.one(worker_in_posting, {{"posting", posting}, {"now", now}}, to_worker).value());
    reader.for_each(newest_making, std::array<db::Parameter, 1>{{{"restriction", protection.restriction.id}}},
                    [&](const db::Row& row) {
                        protection.reason = opened_words(reader, row.blob("sealed_reason"), row.text("id"));
                        protection.decided_by = row.text("name");
                    });
    return protection;
}

const Problem nobody_could_change_it{
    "names", "nobody", "Name at least one team manager of the council, so that somebody can change this later"};

bool somebody_can_change_it(const std::vector<Worker>& names) {
    return std::any_of(names.begin(), names.end(), [](const Worker& each) { return each.can_change_it(); });
}

void keep(db::Writer& writer, const access::Viewer& viewer, Id<access::Restriction> restriction, std::string_view what,
          Id<access::Posting> posting, std::string_view reason) {
    const auto id = Id<Protection>::make(writer.now(), writer.random());
    const auto sealed = sealed_words(writer, reason, id.text());
    writer.run(add_decision, {{"id", id},
                              {"restriction", restriction},
                              {"what", what},
                              {"posting", posting},
                              {"reason", db::Blob{sealed}},
                              {"now", writer.now()},
                              {"by", viewer.posting}});
}

void tell_of_protection(db::Writer& writer, const access::Viewer& viewer, const Record& record, const char* action,
                        const std::vector<Worker>& names) {
    history::Line line{action, {subject_of(record)}};
    for (const auto& each : names)
        line.subjects.push_back({"user", std::string(each.user.text())});
    history::record(writer, viewer.actor(), line);
}

// As it stands in this transaction; Problem when the one seen is over.
Result<Protection> still_standing(db::Writer& writer, const Record& record, const Protection& seen) {
    const auto now = to_protection(writer, access::find_restriction(writer, record.id), writer.now());
    if (!now || now->restriction.id != seen.restriction.id) return changed_meanwhile();
    return *now;
}

std::optional<Protection> as_seen_by(db::Reader& reader, const access::Viewer& viewer, std::string_view resource,
                                     std::optional<access::Restriction> restriction, Instant now) {
    auto protection = to_protection(reader, std::move(restriction), now);
    if (protection) hide_agencies(reader, viewer, resource, now, protection->named);
    return protection;
}

} // namespace

std::optional<Protection> find_protection(db::Reader& reader, const access::Viewer& viewer, std::string_view resource,
                                          Instant now) {
    return as_seen_by(reader, viewer, resource, access::restriction_reaching(reader, resource), now);
}

std::optional<Protection> find_own_protection(db::Reader& reader, const access::Viewer& viewer,
                                              std::string_view resource, Instant now) {
    return as_seen_by(reader, viewer, resource, access::find_restriction(reader, resource), now);
}

std::vector<Worker> people_to_name(db::Reader& reader, const access::Viewer& viewer, std::string_view resource,
                                   Instant now) {
    auto people = reader.all(who_sees_it_or_could_change_it, {{"resource", resource}, {"now", now}}, to_worker);
    hide_agencies(reader, viewer, resource, now, people);
    return people;
}

std::vector<Worker> people_called(db::Reader& reader, std::string_view email, std::string_view resource, Instant now) {
    const auto user = access::find_user_by_email(reader, email);
    if (!user) return {};
    return reader.all(who_signs_in_with, {{"email", user->email}, {"resource", resource}, {"now", now}}, to_worker);
}

Reach reach_of(db::Reader& reader, const access::Viewer& viewer, const Record& record, Instant now) {
    const auto id = record.kind == access::Kind::family ? Id<families::Family>::parse(record.id) : std::nullopt;
    const auto seen = id ? families::find_family(reader, viewer, *id, now) : std::nullopt;
    if (!seen) return {};
    Reach reach;
    for (const auto& person : seen->people) {
        const auto& members = seen->family.members;
        const bool is_member = std::any_of(members.begin(), members.end(), [&](const families::Member& member) {
            return member.person == person.summary.id && families::holds(member, now.day());
        });
        (is_member && person.full ? reach.with : reach.without).push_back(person.summary);
    }
    return reach;
}

Result<Done> protect(db::Writer& writer, const access::Viewer& viewer, const Record& record,
                     const std::vector<Worker>& names, std::string_view reason) {
    require(writer, viewer, Action::protect, record);
    Problems problems;
    if (!somebody_can_change_it(names)) problems.push_back(nobody_could_change_it);
    if (trimmed(reason).empty()) problems.push_back({"reason", "missing", "Say why, for whoever looks at this later"});
    if (!problems.empty()) return problems;
    if (access::restriction_reaching(writer, record.id)) return changed_meanwhile();

    std::vector<Id<people::Person>> persons;
    for (const auto& person : reach_of(writer, viewer, record, writer.now()).with)
        persons.push_back(person.id);
    access::Restriction made{access::restrict_to_names(writer, record.id, persons), record.id, writer.now(), {}};
    keep(writer, viewer, made.id, "made", {}, trimmed(reason));
    for (const auto& each : names) {
        access::name_for(writer, made, each.posting, each.agency);
        keep(writer, viewer, made.id, "named", each.posting, {});
    }
    tell_of_protection(writer, viewer, record, "protection.made", names);
    return Done{};
}

Result<Done> add_names(db::Writer& writer, const access::Viewer& viewer, const Record& record,
                       const Protection& protection, const std::vector<Worker>& names) {
    require(writer, viewer, Action::manage_access, record);
    const auto now = still_standing(writer, record, protection);
    if (!now) return now.error();
    for (const auto& each : names) {
        access::name_for(writer, now.value().restriction, each.posting, each.agency);
        keep(writer, viewer, now.value().restriction.id, "named", each.posting, {});
    }
    tell_of_protection(writer, viewer, record, "protection.named", names);
    return Done{};
}

Result<Done> remove_name(db::Writer& writer, const access::Viewer& viewer, const Record& record,
                         const Protection& protection, const Worker& name) {
    require(writer, viewer, Action::manage_access, record);
    const auto now = still_standing(writer, record, protection);
    if (!now) return now.error();
    auto left = now.value().named;
    std::erase_if(left, [&](const Worker& each) { return each.posting == name.posting; });
    if (!somebody_can_change_it(left)) return nobody_could_change_it;
    access::unname_for(writer, now.value().restriction, name.posting, name.agency);
    keep(writer, viewer, now.value().restriction.id, "unnamed", name.posting, {});
    tell_of_protection(writer, viewer, record, "protection.unnamed", {name});
    return Done{};
}

Result<Done> end_protection(db::Writer& writer, const access::Viewer& viewer, const Record& record,
                            const Protection& protection, std::string_view reason) {
    require(writer, viewer, Action::manage_access, record);
    if (trimmed(reason).empty()) return Problem{"reason", "missing", "Say why the protection ends"};
    const auto now = still_standing(writer, record, protection);
    if (!now) return now.error();
    keep(writer, viewer, now.value().restriction.id, "ended", {}, trimmed(reason));
    access::lift_restriction(writer, now.value().restriction);
    tell_of_protection(writer, viewer, record, "protection.ended", {});
    return Done{};
}

} // namespace kith::protection
