#include "access/register.h"
#include "families/family_row.h"

namespace kith::families {

namespace {

constexpr db::Sql all_living_rows = R"sql(
    select h.id, h.reference, p.number, p.person_id, p.part_of_the_time, p.from_on, p.until_on,
           p.withdrawn = false
           and not exists (select 1
                           from household_people c
                           where c.household_id = p.household_id
                           and c.corrects = p.number) as stands
    from households h
    join household_people p on p.household_id = h.id
    where h.family_id = :family
    order by h.id, p.number
)sql";

Row<Household::Living> to_living_row(const db::Row& row) {
    return {{row.id<Person>("person_id"), row.flag("part_of_the_time"), row.optional_day("from_on"),
             row.optional_day("until_on"), static_cast<int>(row.integer("number"))},
            row.flag("stands")};
}

constexpr db::Sql person_in_households = R"sql(
    select 1 as lives
    from households h
    join household_people p on p.household_id = h.id
    where h.family_id = :family
    and p.person_id = :person
    and p.withdrawn = false
    and not exists (select 1 from household_people c where c.household_id = p.household_id and c.corrects = p.number)
)sql";

constexpr db::Sql household_reference_is_taken = R"sql(
    select 1 as taken
    from households
    where reference = :reference
)sql";

constexpr db::Sql new_household = R"sql(
    insert into households (id, reference, family_id, created_at, created_by)
    values (:id, :reference, :family, :now, :by)
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

std::vector<Household::Living> living_in(db::Reader& reader, Id<Family> family, Id<Household> household) {
    std::vector<Household::Living> standing;
    for (const auto& each : households_of(reader, family))
        if (each.household.id == household)
            for (const auto& row : each.people)
                if (row.stands) standing.push_back(row.fact);
    return standing;
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

// Nobody lives in two homes all of the time. Of this family's households alone: another family's may not be known here.
std::optional<Problem> lives_elsewhere(db::Writer& writer, const access::Viewer& viewer, Id<Family> family,
                                       Id<Household> but, const Household::Living& living, const char* field) {
    if (living.part_of_the_time) return std::nullopt;
    for (const auto& each : households_of(writer, family))
        for (const auto& row : each.people) {
            const bool counts = row.stands && row.fact.person == living.person && !row.fact.part_of_the_time;
            if (!counts || each.household.id == but || !overlap(row.fact, living, writer.now().day())) continue;
            const auto who = people::summaries(writer, viewer, {living.person}, writer.now());
            return Problem{field, "lives_elsewhere",
                           fmt::format("{} lives in another household all of the time. End that first, or say that it "
                                       "is part of the time",
                                       who.empty() ? "This person" : people::words(who.front().name))};
        }
    return std::nullopt;
}

} // namespace

std::vector<HouseholdRows> households_of(db::Reader& reader, Id<Family> family) {
    std::vector<HouseholdRows> all;
    reader.ask({asks_for_households(family, all)});
    return all;
}

db::Question asks_for_households(const Id<Family>& family, std::vector<HouseholdRows>& found) {
    return {all_living_rows, {{"family", family}}, [&found](const db::Row& row) {
                const auto id = row.id<Household>("id");
                if (found.empty() || found.back().household.id != id)
                    found.push_back({{id, row.reference("reference")}});
                found.back().people.push_back(to_living_row(row));
            }};
}

bool is_in_a_household(db::Reader& reader, Id<Family> family, Id<Person> person) {
    return reader.exists(person_in_households, {{"family", family}, {"person", person}});
}

Result<Id<Household>> add_household(db::Writer& writer, const access::Viewer& viewer, Id<Family> family,
                                    const std::vector<Household::Living>& people, std::string_view source) {
    for (const auto& living : people)
        if (const auto elsewhere = lives_elsewhere(writer, viewer, family, {}, living, "people")) return *elsewhere;

    const auto id = Id<Household>::make(writer.now(), writer.random());
    writer.run(new_household, {{"id", id},
                               {"reference", db::unused_reference(writer, household_reference_is_taken)},
                               {"family", family},
                               {"now", writer.now()},
                               {"by", viewer.posting}});
    history::Line added{"household.added", {{"family", std::string(family.text())}}};
    for (std::size_t i = 0; i < people.size(); ++i) {
        put(writer, viewer, id, static_cast<int>(i) + 1, {.source = std::string(source)}, people[i]);
        access::add_about(writer, family.text(), people[i].person);
        added.subjects.push_back({"person", std::string(people[i].person.text())});
    }
    history::record(writer, viewer.actor(), added);
    return id;
}

Result<Done> join_household(db::Writer& writer, const access::Viewer& viewer, Id<Family> family,
                            Id<Household> household, const people::Entry& entry, const Household::Living& living) {
    if (const auto mistake = mistake_in_days(living.from, living.until)) return *mistake;
    const auto people = living_in(writer, family, household);
    const bool known = std::any_of(people.begin(), people.end(), [&](const Household::Living& other) {
        return other.person == living.person && (!other.until || *other.until >= writer.now().day());
    });
    if (known) return Problem{"person", "known", "This person already lives here"};
    if (const auto elsewhere = lives_elsewhere(writer, viewer, family, household, living, "from")) return *elsewhere;

    auto kept = keep(writer, viewer, household, entry, living);
    if (!kept) return kept;
    access::add_about(writer, family.text(), living.person);
    history::record(writer, viewer.actor(), told("household.joined", family, living.person));
    return kept;
}

Result<Done> correct_living(db::Writer& writer, const access::Viewer& viewer, Id<Family> family,
                            Id<Household> household, const people::Entry& entry, const Household::Living& living) {
    const auto people = living_in(writer, family, household);
    const auto* earlier = corrected(writer, viewer, people, entry);
    if (!earlier || earlier->person != living.person) return changed_meanwhile();
    if (const auto mistake = mistake_in_days(living.from, living.until)) return *mistake;
    if (const auto elsewhere = lives_elsewhere(writer, viewer, family, household, living, "from");
        elsewhere && !entry.withdrawn)
        return *elsewhere;

    auto kept = keep(writer, viewer, household, entry, living);
    if (!kept) return kept;
    if (entry.withdrawn) leave_unless_known(writer, family, living.person);
    history::record(writer, viewer.actor(), told("household.corrected", family, living.person));
    return kept;
}

Result<Done> end_household(db::Writer& writer, const access::Viewer& viewer, Id<Family> family, Id<Household> household,
                           const people::Entry& entry, Day until) {
    const auto standing = living_in(writer, family, household);
    std::vector<Household::Living> leaving;
    for (const auto& living : standing) {
        const bool is_seen = corrected(writer, viewer, standing, {.corrects = living.number}) != nullptr;
        if (!is_seen || (living.until && *living.until <= until)) continue;
        if (living.from && until < *living.from)
            return Problem{"ended", "ends_before_it_begins",
                           "The last day must not be before the day on which somebody moved in"};
        leaving.push_back(living);
    }
    if (leaving.empty()) return changed_meanwhile();

    auto version = entry.version;
    history::Line ended{"household.ended", {{"family", std::string(family.text())}}};
    for (auto& living : leaving) {
        living.until = until;
        if (auto kept = keep(writer, viewer, household, {version++, living.number, entry.source}, living); !kept)
            return kept;
        ended.subjects.push_back({"person", std::string(living.person.text())});
    }
    history::record(writer, viewer.actor(), ended);
    return Done{};
}

} // namespace kith::families
