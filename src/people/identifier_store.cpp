#include "people/fact_row.h"
#include "people/facts.h"

namespace kith::people {

namespace {

constexpr db::Sql standing_identifiers = R"sql(
    select i.number, i.scheme, i.value, i.verified, i.verified_how, i.from_on, i.until_on,
           i.source, i.recorded_at, i.recorded_by
    from person_identifiers i
    where i.person_id = :person
    and i.withdrawn = false
    and not exists (select 1 from person_identifiers c where c.person_id = i.person_id and c.corrects = i.number)
    order by i.number desc
)sql";

Recorded<Identifier> to_identifier(const db::Row& row) {
    return recorded(row,
                    Identifier{to_scheme(row.text("scheme")).value(), row.text("value"), row.flag("verified"),
                               row.text("verified_how"), row.optional_day("from_on"), row.optional_day("until_on")});
}

constexpr db::Sql latest_identifier = R"sql(
    select coalesce(max(number), 0) as number
    from person_identifiers
    where person_id = :person
)sql";

constexpr db::Sql new_identifier = R"sql(
    insert into person_identifiers (person_id, number, scheme, value, verified, verified_how, from_on, until_on,
                                    withdrawn, corrects, source, recorded_at, recorded_by)
    values (:person, :number, :scheme, :value, :verified, :how, :from, :until, :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

} // namespace

std::vector<Recorded<Identifier>> identifiers_of(db::Reader& reader, Id<Person> person) {
    return reader.all(standing_identifiers, {{"person", person}}, to_identifier);
}

Result<Done> keep_identifier(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                             const Identifier& identifier) {
    return keep_fact(writer, person, entry, latest_identifier, [&](int number) {
        return writer.run(new_identifier, {{"person", person},
                                           {"number", number},
                                           {"scheme", code(identifier.scheme)},
                                           {"value", identifier.value},
                                           {"verified", identifier.verified},
                                           {"how", identifier.verified_how},
                                           {"from", identifier.from},
                                           {"until", identifier.until},
                                           {"withdrawn", entry.withdrawn},
                                           {"corrects", entry.corrects},
                                           {"source", entry.source},
                                           {"now", writer.now()},
                                           {"by", viewer.posting}});
    });
}

} // namespace kith::people
