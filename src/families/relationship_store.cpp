#include "families/family_row.h"

namespace kith::families {

namespace {

constexpr db::Sql relationships_in_family = R"sql(
    select distinct r.id, r.person_id, r.other_id, r.code, r.back, r.looks_after, r.from_on, r.until_on, r.source
    from family_members m
    join relationships r on r.person_id = m.person_id
    join family_members o on o.person_id = r.other_id
    where m.family_id = :family
    and o.family_id = :family
    and r.withdrawn = false
    and not exists (select 1 from relationships c where c.corrects = r.id)
    order by r.id
)sql";

Relationship to_relationship(const db::Row& row) {
    return {row.id<Relationship>("id"),
            row.id<Person>("person_id"),
            row.id<Person>("other_id"),
            row.text("code"),
            row.text("back"),
            row.flag("looks_after"),
            row.optional_day("from_on"),
            row.optional_day("until_on"),
            row.text("source")};
}

constexpr db::Sql same_relationship = R"sql(
    select r.id
    from relationships r
    where r.withdrawn = false
    and ((r.person_id = :person and r.other_id = :other and r.code = :code)
         or (r.person_id = :other and r.other_id = :person and r.back = :code))
    and (r.until_on is null or r.until_on >= :today)
    and not exists (select 1 from relationships c where c.corrects = r.id)
)sql";

constexpr db::Sql new_relationship = R"sql(
    insert into relationships (id, person_id, other_id, code, back, looks_after, from_on, until_on,
                               withdrawn, corrects, source, recorded_at, recorded_by)
    values (:id, :person, :other, :code, :back, :looks_after, :from, :until,
            :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

constexpr db::Sql responsibilities_in_family = R"sql(
    select distinct r.id, r.holder_id, r.child_id, r.held, r.basis, r.from_on, r.until_on, r.source
    from family_members m
    join parental_responsibilities r on r.child_id = m.person_id
    join family_members o on o.person_id = r.holder_id
    where m.family_id = :family
    and o.family_id = :family
    and not exists (select 1 from parental_responsibilities c where c.corrects = r.id)
    order by r.id
)sql";

ParentalResponsibility to_parental_responsibility(const db::Row& row) {
    return {row.id<ParentalResponsibility>("id"),
            row.id<Person>("holder_id"),
            row.id<Person>("child_id"),
            to_responsibility(row.text("held")).value(),
            row.text("basis"),
            row.optional_day("from_on"),
            row.optional_day("until_on"),
            row.text("source")};
}

constexpr db::Sql same_responsibility = R"sql(
    select r.id
    from parental_responsibilities r
    where r.holder_id = :holder
    and r.child_id = :child
    and not exists (select 1 from parental_responsibilities c where c.corrects = r.id)
)sql";

constexpr db::Sql new_responsibility = R"sql(
    insert into parental_responsibilities (id, holder_id, child_id, held, basis, from_on, until_on,
                                           corrects, source, recorded_at, recorded_by)
    values (:id, :holder, :child, :held, :basis, :from, :until, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

Problems problems_with(const Relationship& relationship) {
    Problems problems;
    if (!find_kinship(relationship.code))
        problems.push_back({"code", "no_relationship", "Choose what they are to each other"});
    if (relationship.person == relationship.other)
        problems.push_back({"other", "oneself", "Choose two different people"});
    if (relationship.from && relationship.until && *relationship.until < *relationship.from)
        problems.push_back({"until", "ends_before_it_begins", "The last day must not be before the first day"});
    return problems;
}

history::Line told(std::string_view action, Id<Person> one, Id<Person> other) {
    return {std::string(action), {{"person", std::string(one.text())}, {"person", std::string(other.text())}}};
}

std::int64_t keep(db::Writer& writer, const access::Viewer& viewer, const Relationship& relationship,
                  Id<Relationship> earlier, bool withdrawn) {
    const auto sex = people::details_of(writer, relationship.other).value.sex;
    return writer.run(new_relationship, {{"id", relationship.id},
                                         {"person", relationship.person},
                                         {"other", relationship.other},
                                         {"code", relationship.code},
                                         {"back", back(relationship.code, sex)},
                                         {"looks_after", relationship.looks_after},
                                         {"from", relationship.from},
                                         {"until", relationship.until},
                                         {"withdrawn", withdrawn},
                                         {"corrects", earlier},
                                         {"source", relationship.source},
                                         {"now", writer.now()},
                                         {"by", viewer.posting}});
}

bool is_known(db::Reader& reader, const Relationship& relationship, Day today) {
    return reader.exists(same_relationship, {{"person", relationship.person},
                                             {"other", relationship.other},
                                             {"code", relationship.code},
                                             {"today", today}});
}

} // namespace

std::vector<Relationship> relationships_among(db::Reader& reader, Id<Family> family) {
    return reader.all(relationships_in_family, {{"family", family}}, to_relationship);
}

Result<Id<Relationship>> record_relationship(db::Writer& writer, const access::Viewer& viewer,
                                             const Relationship& relationship) {
    if (auto problems = problems_with(relationship); !problems.empty()) return problems;
    if (is_known(writer, relationship, writer.now().day()))
        return Problem{"code", "known", "This relationship is recorded already"};

    Relationship kept = relationship;
    kept.id = Id<Relationship>::make(writer.now(), writer.random());
    keep(writer, viewer, kept, {}, false);
    history::record(writer, viewer.actor(), told("relationship.recorded", kept.person, kept.other));
    return kept.id;
}

Result<Done> correct_relationship(db::Writer& writer, const access::Viewer& viewer, Id<Relationship> earlier,
                                  const Relationship& relationship, bool withdrawn) {
    if (auto problems = problems_with(relationship); !problems.empty()) return problems;
    Relationship kept = relationship;
    kept.id = Id<Relationship>::make(writer.now(), writer.random());
    if (keep(writer, viewer, kept, earlier, withdrawn) == 0) return people::changed_meanwhile();
    history::record(writer, viewer.actor(), told("relationship.corrected", kept.person, kept.other));
    return Done{};
}

std::vector<ParentalResponsibility> responsibilities_among(db::Reader& reader, Id<Family> family) {
    return reader.all(responsibilities_in_family, {{"family", family}}, to_parental_responsibility);
}

Result<Done> record_responsibility(db::Writer& writer, const access::Viewer& viewer,
                                   const ParentalResponsibility& responsibility,
                                   std::optional<Id<ParentalResponsibility>> earlier) {
    if (responsibility.holder == responsibility.child)
        return Problem{"child", "oneself", "Choose two different people"};
    const auto standing =
        writer.one(same_responsibility, {{"holder", responsibility.holder}, {"child", responsibility.child}},
                   [](const db::Row& row) { return row.id<ParentalResponsibility>("id"); });
    if (standing != earlier) return people::changed_meanwhile();

    const auto rows =
        writer.run(new_responsibility, {{"id", Id<ParentalResponsibility>::make(writer.now(), writer.random())},
                                        {"holder", responsibility.holder},
                                        {"child", responsibility.child},
                                        {"held", code(responsibility.held)},
                                        {"basis", responsibility.basis},
                                        {"from", responsibility.from},
                                        {"until", responsibility.until},
                                        {"corrects", earlier},
                                        {"source", responsibility.source},
                                        {"now", writer.now()},
                                        {"by", viewer.posting}});
    if (rows == 0) return people::changed_meanwhile();
    history::record(writer, viewer.actor(),
                    told("responsibility.recorded", responsibility.holder, responsibility.child));
    return Done{};
}

} // namespace kith::families
