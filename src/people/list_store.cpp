// People in lists: many asked about at once.

#include "db/of_many.h"
#include "people/person_store.h"
#include "people/summary_row.h"

namespace kith::people {

namespace {

constexpr db::Sql people_that_may_be_seen = R"sql(
    with seen as materialized (
        select m.resource_id, max(m.clearance) as clearance
        from may_see m
        where m.resource_id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                                :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
        and m.posting_id = :posting
        and m.starts_at <= :now
        and m.ends_at > :now
        group by m.resource_id
    )
    select p.id, p.reference, s.given, s.family, s.birth_year, v.clearance,
           b.born_year, b.born_month, b.born_day, b.accuracy, b.expected_on
    from seen v
    join people p on p.id = v.resource_id
    join person_summaries s on s.person_id = v.resource_id
    left join person_births b on v.clearance >= 1
    and b.person_id = v.resource_id
    and not exists (select 1 from person_births l where l.person_id = b.person_id and l.number > b.number)
)sql";

} // namespace

std::vector<Listed> listed(db::Reader& reader, const access::Viewer& viewer, const std::vector<Id<Person>>& people,
                           Instant now) {
    std::vector<std::string_view> ids;
    for (const auto& person : people)
        ids.push_back(person.text());
    std::map<Id<Person>, Listed> found;
    db::for_each_of(reader, people_that_may_be_seen, ids, {{"posting", viewer.posting}, {"now", now}},
                    [&](const db::Row& row) {
                        Listed one{to_summary(row), row.integer("clearance") >= 1};
                        if (one.full) one.birth = to_birth(row);
                        found.emplace(one.summary.id, std::move(one));
                    });

    std::vector<Listed> all;
    for (const auto& person : people)
        if (const auto at = found.find(person); at != found.end()) all.push_back(std::move(found.extract(at).mapped()));
    return all;
}

std::vector<Summary> summaries(db::Reader& reader, const access::Viewer& viewer, const std::vector<Id<Person>>& people,
                               Instant now) {
    std::vector<Summary> all;
    for (auto& one : listed(reader, viewer, people, now))
        all.push_back(std::move(one.summary));
    return all;
}

} // namespace kith::people
