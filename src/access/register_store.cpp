#include "access/register.h"

#include "access/guarded_localities.h"
#include "access/kinds.h"
#include "access/restriction.h"
#include "db/database.h"

namespace kith::access {

namespace {

void must_change_one(std::int64_t changed) {
    if (changed != 1) throw db::Fault(db::Fault::Kind::constraint, "a resource that was never registered");
}

constexpr db::Sql add_resource = R"sql(
    insert into resources (id, kind, owner_agency_id, maker_posting_id, locality, level, category, discoverable, sealed)
    values (:id, :kind, :owner, :maker, :locality, :level, :category, true, false)
)sql";

constexpr db::Sql add_person_to_resource = R"sql(
    insert into resource_persons (resource_id, person_id)
    values (:resource, :person)
    on conflict do nothing
)sql";

constexpr db::Sql add_resource_to_case = R"sql(
    insert into resource_cases (resource_id, case_id)
    values (:resource, :case)
    on conflict do nothing
)sql";

} // namespace

void register_resource(db::Writer& writer, const NewResource& resource) {
    writer.run(add_resource, {{"id", resource.id},
                              {"kind", code(resource.kind)},
                              {"owner", resource.owner},
                              {"maker", resource.maker},
                              {"locality", resource.locality},
                              {"level", static_cast<int>(resource.level)},
                              {"category", resource.category}});
    if (resource.kind == Kind::person)
        writer.run(add_person_to_resource, {{"resource", resource.id}, {"person", resource.id}});
    if (resource.kind == Kind::episode) add_to_case(writer, resource.id, resource.id);
}

namespace {

constexpr db::Sql set_no_maker = R"sql(
    update resources
    set maker_posting_id = null
    where id = :resource
)sql";

constexpr db::Sql set_locality = R"sql(
    update resources
    set locality = case when kind <> 'request'
                        and exists (select 1
                                    from resource_persons a
                                    where a.resource_id = resources.id
                                    and exists (select 1
                                                from guarded_whereabouts g
                                                where g.person_id = a.person_id))
                   then '' else :locality end
    where id = :resource
)sql";

constexpr db::Sql set_discoverable_flag = R"sql(
    update resources
    set discoverable = :discoverable
    where id = :resource
)sql";

constexpr db::Sql set_waiting_until = R"sql(
    update resources
    set waiting_until = :until
    where id = :resource
)sql";

constexpr db::Sql set_sealed = R"sql(
    update resources
    set sealed = true
    where id = :resource
)sql";

constexpr db::Sql set_agency_private = R"sql(
    update resources
    set agency_private = true
    where id = :resource
)sql";

constexpr db::Sql set_level_number = R"sql(
    update resources
    set level = :level
    where id = :resource
)sql";

constexpr db::Sql remove_unguarded_person = R"sql(
    delete from resource_persons
    where resource_id = :resource
    and person_id = :person
    and not exists (select 1
                    from guarded_whereabouts g
                    where g.person_id = :person)
)sql";

} // namespace

void forget_maker(db::Writer& writer, std::string_view resource) {
    must_change_one(writer.run(set_no_maker, {{"resource", resource}}));
}

void move_to_locality(db::Writer& writer, std::string_view resource, std::string_view locality) {
    must_change_one(writer.run(set_locality, {{"resource", resource}, {"locality", locality}}));
}

void set_discoverable(db::Writer& writer, std::string_view resource, bool discoverable) {
    must_change_one(writer.run(set_discoverable_flag, {{"resource", resource}, {"discoverable", discoverable}}));
}

void in_front_door_until(db::Writer& writer, std::string_view resource, std::optional<Instant> until) {
    must_change_one(writer.run(set_waiting_until, {{"resource", resource}, {"until", until}}));
    follow_restrictions(writer, resource);
}

void seal(db::Writer& writer, std::string_view resource) {
    must_change_one(writer.run(set_sealed, {{"resource", resource}}));
}

void keep_private(db::Writer& writer, std::string_view resource) {
    must_change_one(writer.run(set_agency_private, {{"resource", resource}}));
}

void set_level(db::Writer& writer, std::string_view resource, Level level) {
    must_change_one(writer.run(set_level_number, {{"resource", resource}, {"level", static_cast<int>(level)}}));
}

void add_about(db::Writer& writer, std::string_view resource, Id<people::Person> person) {
    writer.run(add_person_to_resource, {{"resource", resource}, {"person", person}});
    forget_guarded_localities(writer, person);
    follow_restrictions(writer, resource, person);
}

void remove_about(db::Writer& writer, std::string_view resource, Id<people::Person> person) {
    writer.run(remove_unguarded_person, {{"resource", resource}, {"person", person}});
}

void add_to_case(db::Writer& writer, std::string_view resource, std::string_view case_id) {
    writer.run(add_resource_to_case, {{"resource", resource}, {"case", case_id}});
    follow_restrictions(writer, resource);
}

namespace {

constexpr db::Sql add_resource_to_cases_of_another = R"sql(
    insert into resource_cases (resource_id, case_id)
    select r.id, c.case_id
    from resources r
    join resource_cases c on c.resource_id = :other
    where r.id = :resource
    and not exists (select 1 from restrictions x where x.id = c.case_id or x.resource_id = c.case_id)
    on conflict do nothing
)sql";

} // namespace

void join_cases_of(db::Writer& writer, std::string_view resource, std::string_view other) {
    writer.run(add_resource_to_cases_of_another, {{"resource", resource}, {"other", other}});
}

namespace {

constexpr db::Sql remove_from_cases_of_family = R"sql(
    delete from resource_cases
    where resource_id = :person
    and case_id in (select c.case_id
                    from resource_cases c
                    where c.resource_id = :family)
    and not exists (select 1
                    from resource_persons h
                    where h.resource_id = resource_cases.case_id
                    and h.person_id = :person)
    and not exists (select 1
                    from resource_persons m
                    join resources f on f.id = m.resource_id and f.kind = 'family'
                    join resource_cases c on c.resource_id = f.id
                    where m.person_id = :person
                    and f.id <> :family
                    and c.case_id = resource_cases.case_id)
)sql";

constexpr db::Sql remove_from_unguarded_family = R"sql(
    delete from resource_persons
    where resource_id = :family
    and person_id = :person
    and not exists (select 1
                    from resource_persons o
                    join protected_persons p on p.person_id = o.person_id
                    where o.resource_id = :family)
    and not exists (select 1
                    from resource_persons o
                    join same_persons s on s.person_id = o.person_id
                    join protected_persons p on p.person_id = s.other_id
                    where o.resource_id = :family)
)sql";

} // namespace

void leave_family(db::Writer& writer, std::string_view family, Id<people::Person> person) {
    writer.run(remove_from_cases_of_family, {{"family", family}, {"person", person}});
    writer.run(remove_from_unguarded_family, {{"family", family}, {"person", person}});
    follow_restrictions(writer, person.text()); // what keeps them to people who are named still does
}

namespace {

constexpr db::Sql involvement_that_lasts = R"sql(
    select id
    from involvements
    where case_id = :case
    and agency_id = :agency
    and posting_id is not distinct from :posting
    and ends_at > :now
)sql";

constexpr db::Sql add_involvement = R"sql(
    insert into involvements (id, case_id, posting_id, agency_id, starts_at, ends_at, leads)
    values (:id, :case, :posting, :agency, :now, :until, :leads)
)sql";

constexpr db::Sql cut_involvement = R"sql(
    update involvements
    set ends_at = :now
    where case_id = :case
    and agency_id = :agency
    and posting_id is not distinct from :posting
    and ends_at > :now
)sql";

constexpr db::Sql cut_every_involvement = R"sql(
    update involvements
    set ends_at = :until
    where case_id = :case
    and ends_at > :until
)sql";

constexpr db::Sql cut_every_scope = R"sql(
    update scopes
    set ends_at = :until
    where case_id = :case
    and ends_at > :until
)sql";

constexpr db::Sql scope_that_lasts = R"sql(
    select id
    from scopes
    where case_id = :case
    and agency_id = :agency
    and category = :category
    and ends_at > :now
)sql";

constexpr db::Sql add_scope = R"sql(
    insert into scopes (id, case_id, agency_id, category, starts_at, ends_at)
    values (:id, :case, :agency, :category, :now, :until)
)sql";

constexpr db::Sql cut_scope = R"sql(
    update scopes
    set ends_at = :now
    where case_id = :case
    and agency_id = :agency
    and ends_at > :now
)sql";

struct Fact; // a row of access's own

Id<Fact> new_fact(db::Writer& writer) {
    return Id<Fact>::make(writer.now(), writer.random());
}

} // namespace

void begin_involvement(db::Writer& writer, std::string_view case_id, Id<Posting> posting, Id<agencies::Agency> agency,
                       Part part) {
    const Instant now = writer.now();
    if (writer.exists(involvement_that_lasts,
                      {{"case", case_id}, {"agency", agency}, {"posting", posting}, {"now", now}}))
        return;
    writer.run(add_involvement, {{"id", new_fact(writer)},
                                 {"case", case_id},
                                 {"posting", posting},
                                 {"agency", agency},
                                 {"now", now},
                                 {"until", far_future},
                                 {"leads", part == Part::leads}});
}

void end_involvement(db::Writer& writer, std::string_view case_id, Id<Posting> posting, Id<agencies::Agency> agency) {
    writer.run(cut_involvement, {{"case", case_id}, {"agency", agency}, {"posting", posting}, {"now", writer.now()}});
}

void end_case(db::Writer& writer, std::string_view case_id, Instant at) {
    writer.run(cut_every_involvement, {{"case", case_id}, {"until", at}});
    writer.run(cut_every_scope, {{"case", case_id}, {"until", at}});
}

void open_scope(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency, std::string_view category) {
    const Instant now = writer.now();
    if (writer.exists(scope_that_lasts, {{"case", case_id}, {"agency", agency}, {"category", category}, {"now", now}}))
        return;
    writer.run(add_scope, {{"id", new_fact(writer)},
                           {"case", case_id},
                           {"agency", agency},
                           {"category", category},
                           {"now", now},
                           {"until", far_future}});
}

void end_scope(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency) {
    writer.run(cut_scope, {{"case", case_id}, {"agency", agency}, {"now", writer.now()}});
}

namespace {

constexpr db::Sql withholding_that_stands = R"sql(
    select id
    from withholdings
    where case_id = :case
    and agency_id = :agency
    and category = :category
    and lifted_at is null
)sql";

constexpr db::Sql add_withholding = R"sql(
    insert into withholdings (id, case_id, agency_id, category, made_at)
    values (:id, :case, :agency, :category, :now)
)sql";

constexpr db::Sql lift_withholdings = R"sql(
    update withholdings
    set lifted_at = :now
    where case_id = :case
    and agency_id = :agency
    and category = :category
    and lifted_at is null
)sql";

constexpr db::Sql add_to_named_list = R"sql(
    insert into named_lists (id, case_id, posting_id, starts_at, ends_at)
    values (:id, :case, :posting, :now, :until)
)sql";

} // namespace

void withhold(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency, std::string_view category) {
    if (writer.exists(withholding_that_stands, {{"case", case_id}, {"agency", agency}, {"category", category}})) return;
    writer.run(add_withholding, {{"id", new_fact(writer)},
                                 {"case", case_id},
                                 {"agency", agency},
                                 {"category", category},
                                 {"now", writer.now()}});
}

void lift_withholding(db::Writer& writer, std::string_view case_id, Id<agencies::Agency> agency,
                      std::string_view category) {
    writer.run(lift_withholdings,
               {{"case", case_id}, {"agency", agency}, {"category", category}, {"now", writer.now()}});
}

void list_by_name(db::Writer& writer, std::string_view case_id, Id<Posting> posting, Instant until) {
    writer.run(
        add_to_named_list,
        {{"id", new_fact(writer)}, {"case", case_id}, {"posting", posting}, {"now", writer.now()}, {"until", until}});
}

namespace {

constexpr db::Sql add_block = R"sql(
    insert into blocks (id, user_id, person_id, about_id, made_at)
    values (:id, :user, :person, :about, :now)
)sql";

constexpr db::Sql lift_blocks = R"sql(
    update blocks
    set lifted_at = :now
    where user_id is not distinct from :user
    and person_id is not distinct from :person
    and about_id = :about
    and lifted_at is null
)sql";

constexpr db::Sql add_protected_person = R"sql(
    insert into protected_persons (person_id, protected_at)
    values (:person, :now)
    on conflict do nothing
)sql";

constexpr db::Sql add_to_location_list = R"sql(
    insert into location_list (id, person_id, posting_id, starts_at, ends_at)
    values (:id, :person, :posting, :now, :until)
)sql";

constexpr db::Sql save_terms = R"sql(
    insert into agency_terms (agency_id, name, host, confidential, starts_at, ends_at)
    values (:agency, :name, :host, :confidential, :starts, :ends)
    on conflict (agency_id) do update
    set name = excluded.name,
        host = excluded.host,
        confidential = excluded.confidential,
        starts_at = excluded.starts_at,
        ends_at = excluded.ends_at
)sql";

} // namespace

void bar(db::Writer& writer, Id<User> user, Id<people::Person> person, Id<people::Person> about) {
    writer.run(add_block,
               {{"id", new_fact(writer)}, {"user", user}, {"person", person}, {"about", about}, {"now", writer.now()}});
}

void lift_block(db::Writer& writer, Id<User> user, Id<people::Person> person, Id<people::Person> about) {
    writer.run(lift_blocks, {{"user", user}, {"person", person}, {"about", about}, {"now", writer.now()}});
}

void protect_location(db::Writer& writer, Id<people::Person> person) {
    writer.run(add_protected_person, {{"person", person}, {"now", writer.now()}});
    forget_guarded_localities(writer, person);
}

void list_for_location(db::Writer& writer, Id<people::Person> person, Id<Posting> posting, Instant until) {
    writer.run(
        add_to_location_list,
        {{"id", new_fact(writer)}, {"person", person}, {"posting", posting}, {"now", writer.now()}, {"until", until}});
}

void set_agency_terms(db::Writer& writer, const AgencyTerms& terms) {
    writer.run(save_terms, {{"agency", terms.agency},
                            {"name", terms.name},
                            {"host", terms.host},
                            {"confidential", terms.confidential},
                            {"starts", terms.agreement.from},
                            {"ends", terms.agreement.to.value_or(far_future)}});
}

} // namespace kith::access
