#include "db/of_many.h"
#include "families/family_row.h"
#include "people/facts.h"

namespace kith::families {

namespace {

constexpr db::Sql relationships_of_people = R"sql(
    select r.id, r.reference, r.person_id, r.other_id, r.code, r.back, r.looks_after, r.from_on, r.until_on, r.source
    from relationships r
    where r.person_id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                          :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
    and r.withdrawn = false
    and not exists (select 1 from relationships c where c.corrects = r.id)
)sql";

Relationship to_relationship(const db::Row& row) {
    return {row.id<Relationship>("id"),
            row.reference("reference"),
            row.id<Person>("person_id"),
            row.id<Person>("other_id"),
            row.text("code"),
            row.text("back"),
            row.flag("looks_after"),
            row.optional_day("from_on"),
            row.optional_day("until_on"),
            row.text("source")};
}

constexpr db::Sql relationships_of_person = R"sql(
    select r.id, r.reference, r.person_id, r.other_id, r.code, r.back, r.looks_after, r.from_on, r.until_on, r.source
    from relationships r
    where (r.person_id = :person or r.other_id = :person)
    and r.withdrawn = false
    and not exists (select 1 from relationships c where c.corrects = r.id)
    order by r.id
)sql";

constexpr db::Sql same_relationship = R"sql(
    select r.id
    from relationships r
    where r.withdrawn = false
    and ((r.person_id = :person and r.other_id = :other and r.code = :code)
         or (r.person_id = :other and r.other_id = :person and r.back = :code))
    and (r.until_on is null or r.until_on >= :today)
    and r.id <> :besides
    and not exists (select 1 from relationships c where c.corrects = r.id)
)sql";

constexpr db::Sql relationships_between = R"sql(
    select r.id, r.reference, r.person_id, r.other_id, r.code, r.back, r.looks_after, r.from_on, r.until_on, r.source
    from relationships r
    where ((r.person_id = :person and r.other_id = :other) or (r.person_id = :other and r.other_id = :person))
    and r.withdrawn = false
    and not exists (select 1 from relationships c where c.corrects = r.id)
    order by r.id
)sql";

constexpr db::Sql relationship_reference_is_taken = R"sql(
    select 1 as taken
    from relationships
    where reference = :reference
)sql";

constexpr db::Sql new_relationship = R"sql(
    insert into relationships (id, reference, person_id, other_id, code, back, looks_after, from_on, until_on,
                               withdrawn, corrects, source, recorded_at, recorded_by)
    values (:id, :reference, :person, :other, :code, :back, :looks_after, :from, :until,
            :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

Problems problems_with(const Relationship& relationship) {
    Problems problems;
    if (!find_kinship(relationship.code))
        problems.push_back({"code", "no_relationship", "Choose what they are to each other"});
    if (relationship.person == relationship.other)
        problems.push_back({"other", "oneself", "Choose two different people"});
    if (const auto mistake = mistake_in_days(relationship.from, relationship.until)) problems.push_back(*mistake);
    return problems;
}

history::Line told_of(std::string_view action, const Relationship& relationship) {
    return {std::string(action),
            {{"person", std::string(relationship.person.text())}, {"person", std::string(relationship.other.text())}}};
}

Relationship whole(db::Reader& reader, Relationship relationship) {
    relationship.back = back(relationship.code, people::details_of(reader, relationship.other).value.sex);
    return relationship;
}

// As far as the viewer may know it: of an entry the year.
people::Birth known_birth(const std::vector<people::Listed>& both, Id<Person> person) {
    for (const auto& each : both) {
        if (each.summary.id != person) continue;
        if (each.full || !each.summary.year_of_birth) return each.birth;
        return people::Birth::on(people::PartDay::from_parts(*each.summary.year_of_birth, 0, 0, "UUA").value());
    }
    return {};
}

// The same, with other days or another source, and for no longer.
bool says_nothing_more(const Relationship& relationship, const Relationship& earlier) {
    const bool is_the_same = relationship.person == earlier.person && relationship.other == earlier.other &&
                             relationship.code == earlier.code;
    return is_the_same && (!earlier.until || (relationship.until && *relationship.until <= *earlier.until));
}

// What is recorded between the two, besides the one that is corrected, stands against it, or their birthdays do.
// What contradicts since before, though, can be ended.
std::optional<Problem> what_stands_against(db::Writer& writer, const access::Viewer& viewer,
                                           const Relationship& relationship, Id<Relationship> besides) {
    auto standing = writer.all(relationships_between, {{"person", relationship.person}, {"other", relationship.other}},
                               to_relationship);
    for (const auto& each : standing)
        if (each.id == besides && says_nothing_more(relationship, each)) return std::nullopt;
    std::erase_if(standing, [&](const Relationship& each) { return each.id == besides; });
    const auto both = people::listed(writer, viewer, {relationship.person, relationship.other}, writer.now());
    return contradiction(whole(writer, relationship), standing, known_birth(both, relationship.person),
                         known_birth(both, relationship.other), writer.now().day());
}

std::int64_t keep(db::Writer& writer, const access::Viewer& viewer, const Relationship& relationship,
                  Id<Relationship> id, Id<Relationship> earlier, bool withdrawn) {
    return writer.run(new_relationship, {{"id", id},
                                         {"reference", db::unused_reference(writer, relationship_reference_is_taken)},
                                         {"person", relationship.person},
                                         {"other", relationship.other},
                                         {"code", relationship.code},
                                         {"back", whole(writer, relationship).back},
                                         {"looks_after", relationship.looks_after},
                                         {"from", relationship.from},
                                         {"until", relationship.until},
                                         {"withdrawn", withdrawn},
                                         {"corrects", earlier},
                                         {"source", relationship.source},
                                         {"now", writer.now()},
                                         {"by", viewer.posting}});
}

// Recorded already, besides the one that is corrected.
bool is_known(db::Writer& writer, const Relationship& relationship, Id<Relationship> besides) {
    return writer.exists(same_relationship, {{"person", relationship.person},
                                             {"other", relationship.other},
                                             {"code", relationship.code},
                                             {"besides", besides.text()},
                                             {"today", writer.now().day()}});
}

bool has_ended(db::Writer& writer, const Relationship& relationship) {
    return relationship.until && *relationship.until < writer.now().day();
}

const Problem recorded_already{"code", "known", "This relationship is recorded already"};

} // namespace

void ask_for_relationships(std::vector<db::Question>& questions, const std::set<Id<Person>>& people,
                           std::vector<Relationship>& found) {
    std::vector<std::string_view> ids;
    for (const auto& person : people)
        ids.push_back(person.text());
    db::add_questions_of(questions, relationships_of_people, ids, {}, [&people, &found](const db::Row& row) {
        auto one = to_relationship(row);
        if (people.contains(one.other)) found.push_back(std::move(one));
    });
}

std::vector<Relative> relatives_of(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now) {
    auto relationships = reader.all(relationships_of_person, {{"person", person}}, to_relationship);
    std::vector<Id<Person>> others;
    for (auto& relationship : relationships) {
        if (relationship.person == person) relationship = turned(relationship);
        others.push_back(relationship.person);
    }
    const auto seen = people::summaries(reader, viewer, others, now);
    std::vector<Relative> relatives;
    for (const auto& relationship : relationships)
        for (const auto& summary : seen)
            if (summary.id == relationship.person) relatives.push_back({summary, relationship});
    return relatives;
}

Result<Id<Relationship>> record_relationship(db::Writer& writer, const access::Viewer& viewer,
                                             const Relationship& relationship) {
    if (auto problems = problems_with(relationship); !problems.empty()) return problems;
    if (!has_ended(writer, relationship) && is_known(writer, relationship, {})) return recorded_already;
    if (const auto against = what_stands_against(writer, viewer, relationship, {})) return *against;

    const auto id = Id<Relationship>::make(writer.now(), writer.random());
    keep(writer, viewer, relationship, id, {}, false);
    history::record(writer, viewer.actor(), told_of("relationship.recorded", relationship));
    return id;
}

Result<Done> correct_relationship(db::Writer& writer, const access::Viewer& viewer, Id<Relationship> earlier,
                                  const Relationship& relationship, bool withdrawn) {
    if (auto problems = problems_with(relationship); !problems.empty()) return problems;
    if (!withdrawn && !has_ended(writer, relationship) && is_known(writer, relationship, earlier))
        return recorded_already;
    if (const auto against = what_stands_against(writer, viewer, relationship, earlier); against && !withdrawn)
        return *against;

    const auto id = Id<Relationship>::make(writer.now(), writer.random());
    if (keep(writer, viewer, relationship, id, earlier, withdrawn) == 0) return changed_meanwhile();
    history::record(writer, viewer.actor(), told_of("relationship.corrected", relationship));
    return Done{};
}

} // namespace kith::families
