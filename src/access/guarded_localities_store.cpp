#include "access/guarded_localities.h"

#include "db/database.h"

namespace kith::access {

namespace {

// "exists" keeps SQLite to the few who are near the person.
constexpr db::Sql forget_localities = R"sql(
    with kin as (
        select person_id
        from resource_persons
        where person_id = :person
        union
        select other_id
        from same_persons
        where person_id = :person
        union
        select o.person_id
        from resource_persons m
        join resources f on f.id = m.resource_id and f.kind = 'family'
        join resource_persons o on o.resource_id = f.id
        where m.person_id = :person
        union
        select o.person_id
        from same_persons s
        join resource_persons m on m.person_id = s.other_id
        join resources f on f.id = m.resource_id and f.kind = 'family'
        join resource_persons o on o.resource_id = f.id
        where s.person_id = :person
    ),
    reached as (
        select person_id
        from kin
        union
        select s.other_id
        from kin k
        join same_persons s on s.person_id = k.person_id
    )
    update resources
    set locality = ''
    where locality <> ''
    and kind <> 'request'
    and id in (select a.resource_id
               from reached r
               join resource_persons a on a.person_id = r.person_id
               where exists (select 1
                             from guarded_whereabouts g
                             where g.person_id = r.person_id))
)sql";

} // namespace

void forget_guarded_localities(db::Writer& writer, Id<people::Person> person) {
    writer.run(forget_localities, {{"person", person}});
}

} // namespace kith::access
