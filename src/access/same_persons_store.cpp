#include "access/same_persons.h"

#include "access/guarded_localities.h"
#include "db/database.h"

namespace kith::access {

namespace {

constexpr db::Sql forget_with_whom_one = R"sql(
    delete from same_persons
    where person_id = :person
    or other_id = :person
)sql";

constexpr db::Sql add_same_person = R"sql(
    insert into same_persons (person_id, other_id)
    values (:person, :other)
)sql";

} // namespace

void say_who_is_one(db::Writer& writer, const std::set<Id<people::Person>>& records,
                    const std::vector<std::set<Id<people::Person>>>& sets) {
    for (const auto& person : records)
        writer.run(forget_with_whom_one, {{"person", person}});
    for (const auto& set : sets) {
        for (const auto& person : set)
            for (const auto& other : set)
                if (person != other) writer.run(add_same_person, {{"person", person}, {"other", other}});
        if (!set.empty()) forget_guarded_localities(writer, *set.begin());
    }
}

} // namespace kith::access
