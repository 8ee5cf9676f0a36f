// What is written of a family itself: that it begins, what it is called, who belongs to it.

#include "access/register.h"
#include "families/family_row.h"
#include "families/routes.h"
#include "people/facts.h"
#include "profiles/profile_store.h"

namespace kith::families {

namespace {

constexpr db::Sql family_reference_is_taken = R"sql(
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

constexpr db::Sql families_of_member = R"sql(
    select distinct family_id
    from standing_members
    where person_id = :person
    order by family_id
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

std::int64_t put_name(db::Writer& writer, const access::Viewer& viewer, Id<Family> family, int number,
                      std::string_view name, std::string_view source) {
    return writer.run(new_family_name, {{"family", family},
                                        {"number", number},
                                        {"name", name},
                                        {"source", source},
                                        {"now", writer.now()},
                                        {"by", viewer.posting}});
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

// Whether anybody whom the viewer sees belongs to the family for good, besides the one whose row is corrected. Somebody
// hidden does not count: the answer would tell of them.
bool somebody_stays(db::Writer& writer, const access::Viewer& viewer, const std::vector<Member>& members,
                    const people::Entry& entry) {
    std::vector<Id<Person>> others;
    for (const auto& member : members)
        if (member.number != entry.corrects && !member.until) others.push_back(member.person);
    return !people::summaries(writer, viewer, others, writer.now()).empty();
}

} // namespace

void leave_unless_known(db::Writer& writer, Id<Family> family, Id<Person> person) {
    const auto members = members_of(writer, family);
    const bool belongs =
        std::any_of(members.begin(), members.end(), [&](const Member& member) { return member.person == person; });
    if (!belongs && !is_in_a_household(writer, family, person)) access::leave_family(writer, family.text(), person);
}

history::Line told(std::string_view action, Id<Family> family, Id<Person> person) {
    return {std::string(action), {{"family", std::string(family.text())}, {"person", std::string(person.text())}}};
}

AddedFamily add_family(db::Writer& writer, const access::Viewer& viewer, std::string_view name,
                       const std::vector<Id<Person>>& members, std::string_view source) {
    const auto id = Id<Family>::make(writer.now(), writer.random());
    const auto reference = db::unused_reference(writer, family_reference_is_taken);
    writer.run(new_family, {{"id", id}, {"reference", reference}, {"now", writer.now()}, {"by", viewer.posting}});
    put_name(writer, viewer, id, 1, name, source);
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
    auto kept = keep_row(counts, entry,
                         [&](int number) { return put_name(writer, viewer, family, number, name, entry.source); });
    if (kept) history::record(writer, viewer.actor(), {"family.named", {{"family", std::string(family.text())}}});
    return kept;
}

Result<Done> add_member(db::Writer& writer, const access::Viewer& viewer, Id<Family> family, const people::Entry& entry,
                        const Member& member) {
    if (const auto mistake = mistake_in_days(member.from, member.until)) return *mistake;
    const auto members = members_of(writer, family);
    const auto known = std::any_of(members.begin(), members.end(), [&](const Member& other) {
        return other.person == member.person && (!other.until || *other.until >= writer.now().day());
    });
    if (known) return Problem{"person", "known", "This person is already in the family"};

    auto kept = keep_member(writer, viewer, family, entry, member);
    if (!kept) return kept;
    widen_access(writer, family, member.person);
    follow_members(writer, family);
    history::record(writer, viewer.actor(), told("family.member_added", family, member.person));
    return kept;
}

Result<Done> correct_member(db::Writer& writer, const access::Viewer& viewer, Id<Family> family,
                            const people::Entry& entry, const std::optional<Day>& from,
                            const std::optional<Day>& until) {
    const auto members = members_of(writer, family);
    const auto* earlier = corrected(writer, viewer, members, entry);
    if (!earlier) return changed_meanwhile();
    if (const auto mistake = mistake_in_days(from, until)) return *mistake;
    if ((entry.withdrawn || until) && !somebody_stays(writer, viewer, members, entry))
        return Problem{entry.withdrawn ? "never" : "until", "last_member",
                       "Nobody else is in this family. Add somebody else first"};

    const Member member{earlier->person, from, until};
    auto kept = keep_member(writer, viewer, family, entry, member);
    if (!kept) return kept;
    if (entry.withdrawn) leave_unless_known(writer, family, member.person);
    follow_members(writer, family);
    history::record(writer, viewer.actor(), told("family.member_corrected", family, member.person));
    return kept;
}

void follow_home_of(db::Writer& writer, Id<Person> person) {
    const auto families = writer.all(families_of_member, {{"person", person}},
                                     [](const db::Row& row) { return row.id<Family>("family_id"); });
    for (const auto& family : families)
        follow_members(writer, family);
}

void follow_members(db::Writer& writer, Id<Family> family) {
    const auto today = writer.now().day();
    std::string locality;
    for (const auto& member : members_of(writer, family)) {
        if (!locality.empty() || !holds(member, today)) continue;
        const auto addresses = people::addresses_of(writer, member.person);
        const auto home = people::current_address(addresses, today);
        const std::string ward = home < 0 ? "" : addresses[static_cast<std::size_t>(home)].value.area.ward;
        if (!ward.empty()) locality = profiles::current(writer)->locality_of(ward);
    }
    access::move_to_locality(writer, family.text(), locality);
}

} // namespace kith::families
