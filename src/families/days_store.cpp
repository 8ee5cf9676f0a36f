#include "families/days.h"

#include "db/database.h"
#include "families/family_store.h"
#include "families/routes.h"
#include "people/facts.h"
#include "people/search_store.h"

namespace kith::families {

namespace {

constexpr db::Sql people_whose_facts_began_or_ended = R"sql(
    select f.person_id
    from (select person_id, from_on, until_on from person_names
          union all
          select person_id, from_on, until_on from person_contacts
          union all
          select person_id, from_on, until_on from person_addresses
          union all
          select person_id, from_on, until_on from person_attendances) f
    where (f.from_on > :after and f.from_on <= :today)
    or (f.until_on >= :after and f.until_on < :today)
    group by f.person_id
    order by f.person_id
)sql";

constexpr db::Sql families_whose_members_came_or_left = R"sql(
    select m.family_id
    from family_members m
    where (m.from_on > :after and m.from_on <= :today)
    or (m.until_on >= :after and m.until_on < :today)
    group by m.family_id
    order by m.family_id
)sql";

} // namespace

void follow_days(db::Database& database, Day after) {
    const Day today = database.clock().now().day();
    const auto [people, families] = database.reading([&](db::Reader& reader) {
        return std::pair(reader.all(people_whose_facts_began_or_ended, {{"after", after}, {"today", today}},
                                    [](const db::Row& row) { return row.id<Person>("person_id"); }),
                         reader.all(families_whose_members_came_or_left, {{"after", after}, {"today", today}},
                                    [](const db::Row& row) { return row.id<Family>("family_id"); }));
    });
    for (const auto& person : people)
        database.write([&](db::Writer& writer) {
            people::index_person(writer, person);
            people::follow_home(writer, person);
            follow_home_of(writer, person);
        });
    for (const auto& family : families)
        database.write([&](db::Writer& writer) { follow_members(writer, family); });
}

} // namespace kith::families
