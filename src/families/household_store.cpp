#include "families/family_row.h"

namespace kith::families {

namespace {

constexpr db::Sql households_of_family = R"sql(
    select h.id,
           (select count(*)
            from household_people p
            where p.household_id = h.id
            and exists (select 1
                        from may_see s
                        where s.resource_id = p.person_id
                        and s.posting_id = :posting
                        and s.starts_at <= :now
                        and s.ends_at > :now)) as version
    from households h
    where h.family_id = :family
    order by h.id
)sql";

constexpr db::Sql people_of_household = R"sql(
    select p.number, p.person_id, p.part_of_the_time, p.from_on, p.until_on
    from household_people p
    where p.household_id = :household
    and p.withdrawn = false
    and not exists (select 1 from household_people c where c.household_id = p.household_id and c.corrects = p.number)
    order by p.number
)sql";

Household::Living to_living(const db::Row& row) {
    return {row.id<Person>("person_id"), row.flag("part_of_the_time"), row.optional_day("from_on"),
            row.optional_day("until_on"), static_cast<int>(row.integer("number"))};
}

constexpr db::Sql new_household = R"sql(
    insert into households (id, family_id, created_at, created_by)
    values (:id, :family, :now, :by)
)sql";

constexpr db::Sql count_of_living = R"sql(
    select count(*) as rows_in_all,
           count(*) filter (where exists (select 1
                                          from may_see s
                                          where s.resource_id = p.person_id
                                          and s.posting_id = :posting
                                          and s.starts_at <= :now
                                          and s.ends_at > :now)) as rows_seen
    from household_people p
    where p.household_id = :household
)sql";

constexpr db::Sql new_living = R"sql(
    insert into household_people (household_id, number, person_id, part_of_the_time, from_on, until_on,
                                  withdrawn, corrects, source, recorded_at, recorded_by)
    values (:household, :number, :person, :part, :from, :until, :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

std::vector<Household::Living> living_in(db::Reader& reader, Id<Household> household) {
    return reader.all(people_of_household, {{"household", household}}, to_living);
}

std::int64_t put(db::Writer& writer, const access::Viewer& viewer, Id<Household> household, int number,
                 const people::Entry& entry, const Household::Living& living) {
    return writer.run(new_living, {{"household", household},
                                   {"number", number},
                                   {"person", living.person},
                                   {"part", living.part_of_the_time},
                                   {"from", living.from},
                                   {"until", living.until},
                                   {"withdrawn", entry.withdrawn},
                                   {"corrects", entry.corrects},
                                   {"source", entry.source},
                                   {"now", writer.now()},
                                   {"by", viewer.posting}});
}

Result<Done> keep(db::Writer& writer, const access::Viewer& viewer, Id<Household> household, const people::Entry& entry,
                  const Household::Living& living) {
    const auto counts = writer.one(
        count_of_living, {{"household", household}, {"posting", viewer.posting}, {"now", writer.now()}}, to_row_counts);
    return keep_row(counts, entry, [&](int number) { return put(writer, viewer, household, number, entry, living); });
}

history::Line told(std::string_view action, Id<Person> person) {
    return {std::string(action), {{"person", std::string(person.text())}}};
}

} // namespace

RowCounts to_row_counts(const db::Row& row) {
    return {static_cast<int>(row.integer("rows_in_all")), static_cast<int>(row.integer("rows_seen"))};
}

Result<Done> keep_row(std::optional<RowCounts> counts, const people::Entry& entry,
                      const std::function<std::int64_t(int number)>& keep) {
    const auto [all, seen] = counts.value_or(RowCounts());
    const bool corrects_known = !entry.corrects || (*entry.corrects > 0 && *entry.corrects <= all);
    if (seen != entry.version || !corrects_known) return people::changed_meanwhile();
    if (keep(all + 1) == 0) return people::changed_meanwhile();
    return Done{};
}

std::vector<Household> households_of(db::Reader& reader, const access::Viewer& viewer, Id<Family> family, Instant now) {
    const db::Parameters of_family = {{"family", family}, {"posting", viewer.posting}, {"now", now}};
    auto households = reader.all(households_of_family, of_family, [](const db::Row& row) {
        return Household{row.id<Household>("id"), {}, static_cast<int>(row.integer("version"))};
    });
    for (auto& household : households)
        household.people = living_in(reader, household.id);
    return households;
}

Id<Household> add_household(db::Writer& writer, const access::Viewer& viewer, Id<Family> family,
                            const std::vector<Household::Living>& people, std::string_view source) {
    const auto id = Id<Household>::make(writer.now(), writer.random());
    writer.run(new_household, {{"id", id}, {"family", family}, {"now", writer.now()}, {"by", viewer.posting}});
    history::Line added{"household.added", {{"family", std::string(family.text())}}};
    for (std::size_t i = 0; i < people.size(); ++i) {
        put(writer, viewer, id, static_cast<int>(i) + 1, {.source = std::string(source)}, people[i]);
        added.subjects.push_back({"person", std::string(people[i].person.text())});
    }
    history::record(writer, viewer.actor(), added);
    return id;
}

Result<Done> join_household(db::Writer& writer, const access::Viewer& viewer, Id<Household> household,
                            const people::Entry& entry, const Household::Living& living) {
    const auto people = living_in(writer, household);
    const bool known = std::any_of(people.begin(), people.end(), [&](const Household::Living& other) {
        return other.person == living.person && holds(other.from, other.until, writer.now().day());
    });
    if (known) return Problem{"person", "known", "This person already lives here"};
    auto kept = keep(writer, viewer, household, entry, living);
    if (kept) history::record(writer, viewer.actor(), told("household.joined", living.person));
    return kept;
}

Result<Done> leave_household(db::Writer& writer, const access::Viewer& viewer, Id<Household> household,
                             const people::Entry& entry, Day until) {
    const auto people = living_in(writer, household);
    const auto at = std::find_if(people.begin(), people.end(),
                                 [&](const Household::Living& living) { return living.number == entry.corrects; });
    if (at == people.end()) return people::changed_meanwhile();
    if (at->from && until < *at->from)
        return Problem{"until", "ends_before_it_begins", "The last day must not be before the first day"};
    Household::Living left = *at;
    left.until = until;
    auto kept = keep(writer, viewer, household, entry, left);
    if (kept) history::record(writer, viewer.actor(), told("household.left", left.person));
    return kept;
}

} // namespace kith::families
