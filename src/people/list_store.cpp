// People in lists: many asked about at once.

#include "db/of_many.h"
#include "people/person_store.h"
#include "people/summary_row.h"

namespace kith::people {

namespace {

constexpr db::Sql summaries_of_people = R"sql(
    select p.id, p.reference, s.given, s.family, s.birth_year,
           b.born_year, b.born_month, b.born_day, b.accuracy, b.expected_on
    from people p
    join person_summaries s on s.person_id = p.id
    left join person_births b on b.person_id = p.id
    and not exists (select 1 from person_births l where l.person_id = b.person_id and l.number > b.number)
    where p.id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                   :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
    order by p.id
)sql";

} // namespace

std::vector<Listed> listed(db::Reader& reader, const RightsToPeople& rights) {
    std::map<std::string_view, access::Effect> effects;
    std::vector<std::string_view> ids;
    for (const auto& [person, each] : rights) {
        const auto effect = each.to(access::Action::read_person).effect;
        if (effect == access::Effect::hidden) continue;
        effects.emplace(person.text(), effect);
        ids.push_back(person.text());
    }
    std::vector<Listed> all;
    db::for_each_of(reader, summaries_of_people, ids, {}, [&](const db::Row& row) {
        Listed one{to_summary(row), effects.at(row.view_text("id")) == access::Effect::content};
        if (one.full) one.birth = to_birth(row);
        all.push_back(std::move(one));
    });
    return all;
}

std::vector<Listed> listed(db::Reader& reader, const access::Viewer& viewer, const std::vector<Id<Person>>& people,
                           Instant now) {
    std::vector<std::string_view> ids;
    for (const auto& person : people)
        ids.push_back(person.text());
    const auto rights = access::rights_to_each(reader, viewer, ids, now);
    RightsToPeople rights_to_people;
    for (std::size_t i = 0; i < people.size(); ++i)
        rights_to_people.emplace(people[i], rights[i]);
    std::map<Id<Person>, Listed> found;
    for (auto& one : listed(reader, rights_to_people))
        found.emplace(one.summary.id, std::move(one));

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
