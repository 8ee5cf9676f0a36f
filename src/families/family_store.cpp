#include "families/family_store.h"

#include "access/register.h"
#include "db/database.h"
#include "db/unused_reference.h"
#include "families/family_row.h"
#include "people/facts.h"
#include "profiles/profile_store.h"

namespace kith::families {

namespace {

constexpr db::Sql family_by_reference = R"sql(
    select id
    from families
    where reference = :reference
)sql";

constexpr db::Sql family_by_id = R"sql(
    select f.id, f.reference, n.name, n.number as name_version,
           (select count(*)
            from family_members m
            where m.family_id = f.id
            and exists (select 1
                        from may_see s
                        where s.resource_id = m.person_id
                        and s.posting_id = :posting
                        and s.starts_at <= :now
                        and s.ends_at > :now)) as version
    from families f
    join family_names n on n.family_id = f.id
    where f.id = :family
    order by n.number desc
    limit 1
)sql";

Family to_family(const db::Row& row) {
    return {row.id<Family>("id"),
            row.reference("reference"),
            row.text("name"),
            static_cast<int>(row.integer("version")),
            static_cast<int>(row.integer("name_version")),
            {}};
}

constexpr db::Sql members_of_the_family = R"sql(
    select m.number, m.person_id, m.from_on, m.until_on
    from standing_members m
    where m.family_id = :family
    order by m.number
)sql";

Member to_member(const db::Row& row) {
    return {row.id<Person>("person_id"), row.optional_day("from_on"), row.optional_day("until_on"),
            static_cast<int>(row.integer("number"))};
}

constexpr db::Sql families_of_person = R"sql(
    select f.id, f.reference, n.name
    from standing_members m
    join families f on f.id = m.family_id
    join family_names n on n.family_id = f.id
    where m.person_id = :person
    and (m.until_on is null or m.until_on >= :today)
    and not exists (select 1 from family_names l where l.family_id = n.family_id and l.number > n.number)
    and exists (select 1
                from may_see s
                where s.resource_id = f.id
                and s.posting_id = :posting
                and s.starts_at <= :now
                and s.ends_at > :now)
    order by n.name, f.reference
)sql";

constexpr db::Sql reference_is_taken = R"sql(
    select 1 as taken
    from families
    where reference = :reference
)sql";

constexpr db::Sql new_family = R"sql(
    insert into families (id, reference, created_at, created_by)
    values (:id, :reference, :now, :by)
)sql";

constexpr db::Sql count_of_names = R"sql(
    select count(*) as rows_in_all, count(*) as rows_seen
    from family_names
    where family_id = :family
)sql";

constexpr db::Sql new_family_name = R"sql(
    insert into family_names (family_id, number, name, source, recorded_at, recorded_by)
    values (:family, :number, :name, :source, :now, :by)
    on conflict do nothing
)sql";

constexpr db::Sql count_of_members = R"sql(
    select count(*) as rows_in_all,
           count(*) filter (where exists (select 1
                                          from may_see s
                                          where s.resource_id = m.person_id
                                          and s.posting_id = :posting
                                          and s.starts_at <= :now
                                          and s.ends_at > :now)) as rows_seen
    from family_members m
    where m.family_id = :family
)sql";

constexpr db::Sql new_member = R"sql(
    insert into family_members (family_id, number, person_id, from_on, until_on,
                                withdrawn, corrects, source, recorded_at, recorded_by)
    values (:family, :number, :person, :from, :until, :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

std::vector<Member> members_of(db::Reader& reader, Id<Family> family) {
    return reader.all(members_of_the_family, {{"family", family}}, to_member);
}

std::int64_t put_member(db::Writer& writer, const access::Viewer& viewer, Id<Family> family, int number,
                        const people::Entry& entry, const Member& member) {
    return writer.run(new_member, {{"family", family},
                                   {"number", number},
                                   {"person", member.person},
                                   {"from", member.from},
                                   {"until", member.until},
                                   {"withdrawn", entry.withdrawn},
                                   {"corrects", entry.corrects},
                                   {"source", entry.source},
                                   {"now", writer.now()},
                                   {"by", viewer.posting}});
}

Result<Done> keep_member(db::Writer& writer, const access::Viewer& viewer, Id<Family> family,
                         const people::Entry& entry, const Member& member) {
    const auto counts = writer.one(
        count_of_members, {{"family", family}, {"posting", viewer.posting}, {"now", writer.now()}}, to_row_counts);
    return keep_row(counts, entry,
                    [&](int number) { return put_member(writer, viewer, family, number, entry, member); });
}

// The family becomes about the person, and the person belongs to the family's cases: what blocks and involvements
// reach is wide enough before the transaction ends.
void widen_access(db::Writer& writer, Id<Family> family, Id<Person> person) {
    access::add_about(writer, family.text(), person);
    access::join_cases_of(writer, person.text(), family.text());
}

history::Line line(std::string_view action, Id<Family> family, Id<Person> person) {
    return {std::string(action), {{"family", std::string(family.text())}, {"person", std::string(person.text())}}};
}

// Those whom the viewer may see, of members and of households; eldest first.
std::vector<people::Summary> people_seen(db::Reader& reader, const access::Viewer& viewer, const SeenFamily& seen,
                                         Instant now) {
    std::set<Id<Person>> ids;
    for (const auto& member : seen.family.members)
        ids.insert(member.person);
    for (const auto& household : seen.households)
        for (const auto& living : household.people)
            ids.insert(living.person);
    auto people = people::summaries(reader, viewer, {ids.begin(), ids.end()}, now);
    std::stable_sort(people.begin(), people.end(), [](const people::Summary& left, const people::Summary& right) {
        return left.year_of_birth.value_or(9999) < right.year_of_birth.value_or(9999);
    });
    return people;
}

// What concerns somebody hidden is left out before anything is counted.
void leave_out_hidden(SeenFamily& seen) {
    const auto hidden = [&](Id<Person> person) { return !seen.person(person); };
    std::erase_if(seen.family.members, [&](const Member& member) { return hidden(member.person); });
    for (auto& household : seen.households)
        std::erase_if(household.people, [&](const Household::Living& living) { return hidden(living.person); });
    std::erase_if(seen.households, [](const Household& household) { return household.people.empty(); });
    std::erase_if(seen.relationships,
                  [&](const Relationship& relation) { return hidden(relation.person) || hidden(relation.other); });
    std::erase_if(seen.responsibilities, [&](const ParentalResponsibility& responsibility) {
        return hidden(responsibility.holder) || hidden(responsibility.child);
    });
}

} // namespace

const people::Summary* SeenFamily::person(Id<Person> id) const {
    const auto at = std::find_if(people.begin(), people.end(), [&](const auto& summary) { return summary.id == id; });
    return at == people.end() ? nullptr : &*at;
}

std::optional<SeenFamily> find_family(db::Reader& reader, const access::Viewer& viewer, const Reference& reference,
                                      Instant now) {
    const auto id = reader.one(family_by_reference, {{"reference", reference}},
                               [](const db::Row& row) { return row.id<Family>("id"); });
    if (!id) return std::nullopt;
    return find_family(reader, viewer, *id, now);
}

std::optional<SeenFamily> find_family(db::Reader& reader, const access::Viewer& viewer, Id<Family> family,
                                      Instant now) {
    using enum access::Action;
    const auto decisions = access::decide_about(reader, viewer, {read_family, write_family}, family.text(), now);
    const auto& decision = decisions.front();
    if (decision.effect == access::Effect::hidden) return std::nullopt;
    auto found = reader.one(family_by_id, {{"family", family}, {"posting", viewer.posting}, {"now", now}}, to_family);
    if (!found) return std::nullopt;

    SeenFamily seen{decision, decisions.back(), *std::move(found)};
    seen.family.members = members_of(reader, family);
    if (decision.effect == access::Effect::content) {
        seen.households = households_of(reader, viewer, family, now);
        seen.relationships = relationships_among(reader, family);
        seen.responsibilities = responsibilities_among(reader, family);
    }
    seen.people = people_seen(reader, viewer, seen, now);
    leave_out_hidden(seen);
    return seen;
}

std::vector<FamilyLine> families_of(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now) {
    return reader.all(families_of_person,
                      {{"person", person}, {"posting", viewer.posting}, {"now", now}, {"today", now.day()}},
                      [](const db::Row& row) {
                          return FamilyLine{row.id<Family>("id"), row.reference("reference"), row.text("name")};
                      });
}

AddedFamily add_family(db::Writer& writer, const access::Viewer& viewer, std::string_view name,
                       const std::vector<Id<Person>>& members, std::string_view source) {
    const auto id = Id<Family>::make(writer.now(), writer.random());
    const auto reference = db::unused_reference(writer, reference_is_taken);
    writer.run(new_family, {{"id", id}, {"reference", reference}, {"now", writer.now()}, {"by", viewer.posting}});
    writer.run(new_family_name, {{"family", id},
                                 {"number", 1},
                                 {"name", name},
                                 {"source", source},
                                 {"now", writer.now()},
                                 {"by", viewer.posting}});
    access::register_resource(
        writer, {.kind = access::Kind::family, .id = id.text(), .owner = viewer.agency, .maker = viewer.posting});

    history::Line added{"family.added", {{"family", std::string(id.text())}}};
    for (std::size_t i = 0; i < members.size(); ++i) {
        put_member(writer, viewer, id, static_cast<int>(i) + 1, {.source = std::string(source)}, {members[i]});
        widen_access(writer, id, members[i]);
        added.subjects.push_back({"person", std::string(members[i].text())});
    }
    follow_members(writer, id);
    history::record(writer, viewer.actor(), added);
    return {id, reference};
}

Result<Done> name_family(db::Writer& writer, const access::Viewer& viewer, Id<Family> family,
                         const people::Entry& entry, std::string_view name) {
    const auto counts = writer.one(count_of_names, {{"family", family}}, to_row_counts);
    auto kept = keep_row(counts, entry, [&](int number) {
        return writer.run(new_family_name, {{"family", family},
                                            {"number", number},
                                            {"name", name},
                                            {"source", entry.source},
                                            {"now", writer.now()},
                                            {"by", viewer.posting}});
    });
    if (kept) history::record(writer, viewer.actor(), {"family.named", {{"family", std::string(family.text())}}});
    return kept;
}

Result<Done> add_member(db::Writer& writer, const access::Viewer& viewer, Id<Family> family, const people::Entry& entry,
                        const Member& member) {
    const auto members = members_of(writer, family);
    const auto known = std::any_of(members.begin(), members.end(), [&](const Member& other) {
        return other.person == member.person && holds(other.from, other.until, writer.now().day());
    });
    if (known) return Problem{"person", "known", "This person is already in the family"};

    auto kept = keep_member(writer, viewer, family, entry, member);
    if (!kept) return kept;
    widen_access(writer, family, member.person);
    follow_members(writer, family);
    history::record(writer, viewer.actor(), line("family.member_added", family, member.person));
    return kept;
}

Result<Done> end_member(db::Writer& writer, const access::Viewer& viewer, Id<Family> family, const people::Entry& entry,
                        Day until) {
    const auto members = members_of(writer, family);
    const auto at = std::find_if(members.begin(), members.end(),
                                 [&](const Member& member) { return member.number == entry.corrects; });
    if (at == members.end()) return people::changed_meanwhile();
    if (at->from && until < *at->from)
        return Problem{"until", "ends_before_it_begins", "The last day must not be before the first day"};

    Member ended = *at;
    ended.until = until;
    auto kept = keep_member(writer, viewer, family, entry, ended);
    if (kept) history::record(writer, viewer.actor(), line("family.member_ended", family, ended.person));
    return kept;
}

void follow_members(db::Writer& writer, Id<Family> family) {
    for (const auto& member : members_of(writer, family)) {
        const auto addresses = people::addresses_of(writer, member.person);
        const auto home = people::current_address(addresses, writer.now().day());
        if (home < 0 || !holds(member.from, member.until, writer.now().day())) continue;
        const auto& ward = addresses[static_cast<std::size_t>(home)].value.area.ward;
        if (ward.empty()) continue;
        access::move_to_locality(writer, family.text(), profiles::current(writer)->locality_of(ward));
        return;
    }
}

} // namespace kith::families
