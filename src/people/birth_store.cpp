#include "people/fact_row.h"
#include "people/facts.h"
#include "people/summary_row.h"

namespace kith::people {

namespace {

constexpr db::Sql latest_birth = R"sql(
    select number, born_year, born_month, born_day, accuracy, expected_on, source, recorded_at, recorded_by
    from person_births
    where person_id = :person
    order by number desc
    limit 1
)sql";

std::optional<int> known(int part) {
    if (part == 0) return std::nullopt;
    return part;
}

constexpr db::Sql new_birth = R"sql(
    insert into person_births (person_id, number, born_year, born_month, born_day, accuracy, expected_on,
                               source, recorded_at, recorded_by)
    values (:person, :number, :year, :month, :day, :accuracy, :expected, :source, :now, :by)
    on conflict do nothing
)sql";

} // namespace

Birth to_birth(const db::Row& row) {
    if (const auto expected = row.optional_day("expected_on")) return Birth::expected(*expected);
    const auto part = [&](std::string_view column) {
        return static_cast<int>(row.optional_integer(column).value_or(0));
    };
    const auto born =
        PartDay::from_parts(part("born_year"), part("born_month"), part("born_day"), row.text("accuracy"));
    return born ? Birth::on(*born) : Birth();
}

Recorded<Birth> birth_of(db::Reader& reader, Id<Person> person) {
    const auto to_recorded = [](const db::Row& row) { return recorded(row, to_birth(row)); };
    return reader.one(latest_birth, {{"person", person}}, to_recorded).value_or(Recorded<Birth>());
}

Result<Done> keep_birth(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                        const Birth& birth) {
    const auto& born = birth.born();
    return keep_fact(writer, person, entry, latest_birth, [&](int number) {
        return writer.run(new_birth, {{"person", person},
                                      {"number", number},
                                      {"year", birth.year()},
                                      {"month", known(born ? born->month() : 0)},
                                      {"day", known(born ? born->day() : 0)},
                                      {"accuracy", born ? born->accuracy() : std::string()},
                                      {"expected", birth.expected_on()},
                                      {"source", entry.source},
                                      {"now", writer.now()},
                                      {"by", viewer.posting}});
    });
}

} // namespace kith::people
