#include "db/of_many.h"
#include "families/family_row.h"

namespace kith::families {

namespace {

constexpr db::Sql responsibilities_for_people = R"sql(
    select r.id, r.reference, r.holder_id, r.child_id, r.held, r.basis, r.from_on, r.until_on, r.source
    from parental_responsibilities r
    where r.child_id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                         :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
    and r.withdrawn = false
    and not exists (select 1 from parental_responsibilities c where c.corrects = r.id)
)sql";

ParentalResponsibility to_parental_responsibility(const db::Row& row) {
    return {row.id<ParentalResponsibility>("id"),
            row.reference("reference"),
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
    and r.withdrawn = false
    and not exists (select 1 from parental_responsibilities c where c.corrects = r.id)
)sql";

constexpr db::Sql responsibility_reference_is_taken = R"sql(
    select 1 as taken
    from parental_responsibilities
    where reference = :reference
)sql";

constexpr db::Sql new_responsibility = R"sql(
    insert into parental_responsibilities (id, reference, holder_id, child_id, held, basis, from_on, until_on,
                                           withdrawn, corrects, source, recorded_at, recorded_by)
    values (:id, :reference, :holder, :child, :held, :basis, :from, :until,
            :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

std::int64_t keep(db::Writer& writer, const access::Viewer& viewer, const ParentalResponsibility& responsibility,
                  std::optional<Id<ParentalResponsibility>> earlier, bool withdrawn) {
    return writer.run(new_responsibility,
                      {{"id", Id<ParentalResponsibility>::make(writer.now(), writer.random())},
                       {"reference", db::unused_reference(writer, responsibility_reference_is_taken)},
                       {"holder", responsibility.holder},
                       {"child", responsibility.child},
                       {"held", code(responsibility.held)},
                       {"basis", responsibility.basis},
                       {"from", responsibility.from},
                       {"until", responsibility.until},
                       {"withdrawn", withdrawn},
                       {"corrects", earlier},
                       {"source", responsibility.source},
                       {"now", writer.now()},
                       {"by", viewer.posting}});
}

} // namespace

void ask_for_responsibilities(std::vector<db::Question>& questions, const std::set<Id<Person>>& people,
                              std::vector<ParentalResponsibility>& found) {
    std::vector<std::string_view> ids;
    for (const auto& person : people)
        ids.push_back(person.text());
    db::add_questions_of(questions, responsibilities_for_people, ids, {}, [&people, &found](const db::Row& row) {
        auto one = to_parental_responsibility(row);
        if (people.contains(one.holder)) found.push_back(std::move(one));
    });
}

Result<Done> record_responsibility(db::Writer& writer, const access::Viewer& viewer,
                                   const ParentalResponsibility& responsibility,
                                   std::optional<Id<ParentalResponsibility>> earlier, bool withdrawn) {
    if (responsibility.holder == responsibility.child)
        return Problem{"child", "oneself", "Choose two different people"};
    if (const auto mistake = mistake_in_days(responsibility.from, responsibility.until)) return *mistake;
    const auto standing =
        writer.one(same_responsibility, {{"holder", responsibility.holder}, {"child", responsibility.child}},
                   [](const db::Row& row) { return row.id<ParentalResponsibility>("id"); });
    if (standing != earlier) return changed_meanwhile();
    if (keep(writer, viewer, responsibility, earlier, withdrawn) == 0) return changed_meanwhile();

    history::record(writer, viewer.actor(),
                    {earlier ? "responsibility.corrected" : "responsibility.recorded",
                     {{"person", std::string(responsibility.holder.text())},
                      {"person", std::string(responsibility.child.text())}}});
    return Done{};
}

} // namespace kith::families
