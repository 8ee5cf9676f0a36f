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

constexpr db::Sql responsibilities_between = R"sql(
    select r.id, r.reference, r.holder_id, r.child_id, r.held, r.basis, r.from_on, r.until_on, r.source
    from parental_responsibilities r
    where r.holder_id = :holder
    and r.child_id = :child
    and r.withdrawn = false
    and not exists (select 1 from parental_responsibilities c where c.corrects = r.id)
    order by r.id
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

namespace {

void tell(db::Writer& writer, const access::Viewer& viewer, const char* action, const ParentalResponsibility& held) {
    history::record(
        writer, viewer.actor(),
        {action, {{"person", std::string(held.holder.text())}, {"person", std::string(held.child.text())}}});
}

// One word stands for each day. What somebody else said meanwhile is not replaced unseen; a correction must leave room
// for what stands beside it.
std::optional<Problem> in_the_way(const std::vector<ParentalResponsibility>& standing,
                                  const ParentalResponsibility& said,
                                  const std::optional<Id<ParentalResponsibility>>& earlier, Day today) {
    for (const auto& each : standing) {
        if (each.id == earlier || !overlap(each, said, today)) continue;
        if (!earlier) return changed_meanwhile();
        return Problem{"until", "overlaps", "Something else is recorded for part of this time. Give other days"};
    }
    return std::nullopt;
}

} // namespace

Result<Done> record_responsibility(db::Writer& writer, const access::Viewer& viewer,
                                   const ParentalResponsibility& responsibility,
                                   std::optional<Id<ParentalResponsibility>> earlier, bool withdrawn) {
    if (responsibility.holder == responsibility.child)
        return Problem{"child", "oneself", "Choose two different people"};
    if (const auto mistake = mistake_in_days(responsibility.from, responsibility.until)) return *mistake;
    const auto standing =
        writer.all(responsibilities_between, {{"holder", responsibility.holder}, {"child", responsibility.child}},
                   to_parental_responsibility);
    const bool stands = std::any_of(standing.begin(), standing.end(),
                                    [&](const ParentalResponsibility& each) { return each.id == earlier; });
    if (earlier && !stands) return changed_meanwhile();
    if (const auto other = in_the_way(standing, responsibility, earlier, writer.now().day()); other && !withdrawn)
        return *other;
    if (keep(writer, viewer, responsibility, earlier, withdrawn) == 0) return changed_meanwhile();

    tell(writer, viewer, earlier ? "responsibility.corrected" : "responsibility.recorded", responsibility);
    return Done{};
}

Result<Done> change_responsibility(db::Writer& writer, const access::Viewer& viewer,
                                   const ParentalResponsibility& responsibility, ParentalResponsibility earlier) {
    if (!responsibility.from)
        return Problem{"from", "missing",
                       fmt::format("Say since when. Until now it is recorded that this person {}: that stays on the "
                                   "record, as past",
                                   word(earlier.held))};
    if (earlier.from && *responsibility.from <= *earlier.from)
        return Problem{"from", "not_later",
                       fmt::format("Enter a day after {}. If what is recorded was wrong, correct it instead",
                                   words(*earlier.from))};
    if (responsibility.until && (!earlier.until || *responsibility.until < *earlier.until))
        return Problem{"until", "leaves_a_gap",
                       "Nothing would be recorded for afterwards. Leave the last day empty, and record what holds then "
                       "as a change of its own"};
    earlier.until = *responsibility.from - 1;
    return record_responsibility(writer, viewer, earlier, earlier.id).and_then([&](Done) {
        return record_responsibility(writer, viewer, responsibility, {});
    });
}

} // namespace kith::families
