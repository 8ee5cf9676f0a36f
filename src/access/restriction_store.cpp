#include "access/register.h"
#include "access/restriction.h"
#include "db/database.h"

namespace kith::access {

namespace {

constexpr db::Sql add_restriction = R"sql(
    insert into restrictions (id, resource_id, made_at)
    values (:id, :resource, :now)
)sql";

constexpr db::Sql set_lifted = R"sql(
    update restrictions
    set lifted_at = :now
    where id = :restriction
    and lifted_at is null
)sql";

constexpr db::Sql restriction_of_resource = R"sql(
    select id, resource_id, made_at
    from restrictions
    where resource_id = :resource
    and lifted_at is null
)sql";

constexpr db::Sql restriction_that_reaches = R"sql(
    select r.id, r.resource_id, r.made_at
    from restricted_reach x
    join restrictions r on r.id = x.restriction_id
    where x.resource_id = :resource
)sql";

constexpr db::Sql restrictions_concerned = R"sql(
    select id, resource_id, made_at
    from restrictions
    where resource_id = :resource
    and lifted_at is null
    union
    select r.id, r.resource_id, r.made_at
    from resource_persons a
    join restricted_reach x on x.resource_id = a.person_id
    join restrictions r on r.id = x.restriction_id
    where a.resource_id = :resource
)sql";

constexpr db::Sql names_on_the_list = R"sql(
    select distinct posting_id
    from named_lists
    where case_id = :restriction
    and ends_at > :end
    order by posting_id
)sql";

constexpr db::Sql cut_name = R"sql(
    update named_lists
    set ends_at = :now
    where case_id = :restriction
    and posting_id = :posting
    and ends_at > :now
)sql";

// What is restricted in another way is left alone: it is not this restriction's to open.
constexpr db::Sql reach_one = R"sql(
    insert into restricted_reach (resource_id, restriction_id, level_before)
    select r.id, :restriction, r.level
    from resources r
    where r.id = :resource
    and r.level < 3
    and not exists (select 1 from restricted_reach x where x.resource_id = r.id)
)sql";

constexpr db::Sql reach_requests = R"sql(
    insert into restricted_reach (resource_id, restriction_id, level_before)
    select r.id, :restriction, r.level
    from resources r
    where r.kind = 'request'
    and r.level < 3
    and (r.waiting_until is null or r.waiting_until < :undecided)
    and r.id in (select a.resource_id
                 from restricted_reach p
                 join resource_persons a on a.person_id = p.resource_id
                 where p.restriction_id = :restriction)
    and not exists (select 1 from restricted_reach x where x.resource_id = r.id)
)sql";

constexpr db::Sql reach_help = R"sql(
    insert into restricted_reach (resource_id, restriction_id, level_before)
    select r.id, :restriction, r.level
    from resource_cases c
    join resources r on r.id = c.case_id
    where c.resource_id = :resource
    and r.kind = 'episode'
    and r.level < 3
    and not exists (select 1 from restricted_reach x where x.resource_id = r.id)
)sql";

constexpr db::Sql restrict_what_is_reached = R"sql(
    update resources
    set level = 3
    where level < 3
    and id in (select resource_id from restricted_reach where restriction_id = :restriction)
)sql";

constexpr db::Sql put_reached_on_the_list = R"sql(
    insert into resource_cases (resource_id, case_id)
    select resource_id, restriction_id
    from restricted_reach
    where restriction_id = :restriction
    on conflict do nothing
)sql";

// The person or family, and the records of people, are what is seen by being named.
constexpr db::Sql put_records_into_the_case = R"sql(
    insert into resource_cases (resource_id, case_id)
    select r.id, :resource
    from restricted_reach x
    join resources r on r.id = x.resource_id
    where x.restriction_id = :restriction
    and r.kind in ('person', 'family')
    on conflict do nothing
)sql";

constexpr db::Sql open_what_was_reached = R"sql(
    update resources
    set level = (select x.level_before from restricted_reach x where x.resource_id = resources.id)
    where id in (select resource_id from restricted_reach where restriction_id = :restriction)
)sql";

constexpr db::Sql take_off_the_list = R"sql(
    delete from resource_cases
    where case_id = :case
)sql";

constexpr db::Sql forget_reach = R"sql(
    delete from restricted_reach
    where restriction_id = :restriction
)sql";

constexpr db::Sql persons_reached = R"sql(
    select r.id
    from restricted_reach x
    join resources r on r.id = x.resource_id
    where x.restriction_id = :restriction
    and r.kind = 'person'
    order by r.id
)sql";

constexpr db::Sql others_about_the_person = R"sql(
    select r.id, r.resource_id, r.made_at
    from restrictions r
    join resource_persons a on a.resource_id = r.resource_id
    where a.person_id = :person
    and r.lifted_at is null
    order by r.made_at, r.id
)sql";

constexpr db::Sql agency_of_posting = R"sql(
    select agency_id
    from postings
    where id = :posting
)sql";

constexpr db::Sql number_without_manager = R"sql(
    select count(*) as restrictions
    from restrictions r
    where r.lifted_at is null
    and (cast(:posting as text) is null
         or exists (select 1
                    from named_lists n
                    where n.case_id = r.id
                    and n.posting_id = :posting
                    and n.ends_at > :end))
    and not exists (select 1
                    from named_lists n
                    join standing s on s.posting_id = n.posting_id
                    where n.case_id = r.id
                    and n.ends_at > :end
                    and s.role = 'team_manager'
                    and s.starts_at <= :at
                    and s.ends_at > :at)
)sql";

Restriction to_restriction(const db::Row& row) {
    return {row.id<Restriction>("id"), row.text("resource_id"), row.instant("made_at"), {}};
}

// A name stands until it is taken off: its entry has no other end.
void read_names(db::Reader& reader, Restriction& restriction) {
    restriction.named = reader.all(names_on_the_list, {{"restriction", restriction.id}, {"end", far_future - 1}},
                                   [](const db::Row& row) { return row.id<Posting>("posting_id"); });
}

std::optional<Restriction> with_names(db::Reader& reader, std::optional<Restriction> restriction) {
    if (restriction) read_names(reader, *restriction);
    return restriction;
}

void close(db::Writer& writer, const Restriction& restriction) {
    writer.run(reach_help, {{"restriction", restriction.id}, {"resource", restriction.resource}});
    writer.run(reach_requests, {{"restriction", restriction.id}, {"undecided", far_future}});
    writer.run(restrict_what_is_reached, {{"restriction", restriction.id}});
    writer.run(put_reached_on_the_list, {{"restriction", restriction.id}});
    writer.run(put_records_into_the_case, {{"restriction", restriction.id}, {"resource", restriction.resource}});
}

} // namespace

Id<Restriction> restrict_to_names(db::Writer& writer, std::string_view resource,
                                  const std::vector<Id<people::Person>>& persons) {
    const Restriction made{
        Id<Restriction>::make(writer.now(), writer.random()), std::string(resource), writer.now(), {}};
    writer.run(add_restriction, {{"id", made.id}, {"resource", resource}, {"now", made.made_at}});
    writer.run(reach_one, {{"restriction", made.id}, {"resource", resource}});
    for (const auto& person : persons)
        writer.run(reach_one, {{"restriction", made.id}, {"resource", person.text()}});
    close(writer, made);
    return made.id;
}

void name_for(db::Writer& writer, const Restriction& restriction, Id<Posting> posting, Id<agencies::Agency> agency) {
    Restriction now = restriction;
    read_names(writer, now);
    if (std::find(now.named.begin(), now.named.end(), posting) == now.named.end())
        list_by_name(writer, restriction.id.text(), posting, far_future);
    begin_involvement(writer, restriction.resource, posting, agency);
}

void unname_for(db::Writer& writer, const Restriction& restriction, Id<Posting> posting, Id<agencies::Agency> agency) {
    writer.run(cut_name, {{"restriction", restriction.id}, {"posting", posting}, {"now", writer.now()}});
    end_involvement(writer, restriction.resource, posting, agency);
}

void lift_restriction(db::Writer& writer, const Restriction& restriction) {
    Restriction now = restriction;
    read_names(writer, now);
    for (const auto& posting : now.named) {
        const auto agency = writer.one(agency_of_posting, {{"posting", posting}},
                                       [](const db::Row& row) { return row.id<agencies::Agency>("agency_id"); });
        unname_for(writer, now, posting, agency.value());
    }
    const auto persons = writer.all(persons_reached, {{"restriction", now.id}},
                                    [](const db::Row& row) { return row.id<people::Person>("id"); });
    writer.run(open_what_was_reached, {{"restriction", now.id}});
    writer.run(forget_reach, {{"restriction", now.id}});
    writer.run(take_off_the_list, {{"case", now.id}});
    writer.run(take_off_the_list, {{"case", now.resource}});
    writer.run(set_lifted, {{"restriction", now.id}, {"now", writer.now()}});
    for (const auto& person : persons)
        for (const auto& other : writer.all(others_about_the_person, {{"person", person}}, to_restriction)) {
            writer.run(reach_one, {{"restriction", other.id}, {"resource", person.text()}});
            close(writer, other);
        }
}

std::optional<Restriction> find_restriction(db::Reader& reader, std::string_view resource) {
    return with_names(reader, reader.one(restriction_of_resource, {{"resource", resource}}, to_restriction));
}

std::optional<Restriction> restriction_reaching(db::Reader& reader, std::string_view resource) {
    return with_names(reader, reader.one(restriction_that_reaches, {{"resource", resource}}, to_restriction));
}

std::int64_t restrictions_without_manager(db::Reader& reader, Instant at, Id<Posting> naming) {
    return reader
        .one(number_without_manager, {{"at", at}, {"posting", naming}, {"end", far_future - 1}},
             [](const db::Row& row) { return row.integer("restrictions"); })
        .value_or(0);
}

void follow_restrictions(db::Writer& writer, std::string_view resource) {
    for (const auto& each : writer.all(restrictions_concerned, {{"resource", resource}}, to_restriction))
        close(writer, each);
}

void follow_restrictions(db::Writer& writer, std::string_view resource, Id<people::Person> person) {
    if (const auto own = writer.one(restriction_of_resource, {{"resource", resource}}, to_restriction))
        writer.run(reach_one, {{"restriction", own->id}, {"resource", person.text()}});
    follow_restrictions(writer, resource);
}

} // namespace kith::access
