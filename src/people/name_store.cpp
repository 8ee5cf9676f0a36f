#include "db/database.h"
#include "people/fact_row.h"
#include "people/facts.h"

namespace kith::people {

namespace {

constexpr db::Sql standing_names = R"sql(
    select n.number, n.kind, n.given, n.family, n.from_on, n.until_on, n.source, n.recorded_at, n.recorded_by
    from person_names n
    where n.person_id = :person
    and n.withdrawn = false
    and not exists (select 1 from person_names c where c.person_id = n.person_id and c.corrects = n.number)
    order by n.number desc
)sql";

Recorded<Name> to_name(const db::Row& row) {
    return recorded(row, Name{row.text("given"), row.text("family"), to_name_use(row.text("kind")).value(),
                              row.optional_day("from_on"), row.optional_day("until_on")});
}

constexpr db::Sql latest_name = R"sql(
    select coalesce(max(number), 0) as number
    from person_names
    where person_id = :person
)sql";

constexpr db::Sql new_name = R"sql(
    insert into person_names (person_id, number, kind, given, family, from_on, until_on,
                              withdrawn, corrects, source, recorded_at, recorded_by)
    values (:person, :number, :kind, :given, :family, :from, :until, :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

bool is_in_use(const Name& name, Day today) {
    return (!name.from || *name.from <= today) && !name.until;
}

// What is wrong where a correction takes the person's last name in use.
std::optional<Problem> would_be_nameless(db::Reader& reader, Id<Person> person, const Entry& entry, const Name& name,
                                         Day today) {
    const auto names = names_of(reader, person);
    const auto is_corrected = [&](const Recorded<Name>& other) { return other.number == entry.corrects; };
    const auto stays = [&](const Recorded<Name>& other) {
        return !is_corrected(other) && is_in_use(other.value, today);
    };
    if (std::none_of(names.begin(), names.end(), is_corrected)) return std::nullopt;
    if (!entry.withdrawn && is_in_use(name, today)) return std::nullopt;
    if (std::any_of(names.begin(), names.end(), stays)) return std::nullopt;
    if (entry.withdrawn)
        return Problem{"never", "last_name", "This is their only name in use. Record the right one first"};
    if (name.until)
        return Problem{"until", "last_name",
                       "This is their only name in use. Leave the last day empty, or record the new name first"};
    return Problem{"from", "last_name", "This is their only name in use, so it cannot begin after today"};
}

} // namespace

std::vector<Recorded<Name>> names_of(db::Reader& reader, Id<Person> person) {
    return reader.all(standing_names, {{"person", person}}, to_name);
}

std::ptrdiff_t current_name(const std::vector<Recorded<Name>>& names, Day on) {
    const auto first = [&](auto&& test) {
        const auto at = std::find_if(names.begin(), names.end(), test);
        return at == names.end() ? -1 : at - names.begin();
    };
    const auto in_use = [&](NameUse use) {
        return [&, use](const Recorded<Name>& name) { return name.value.use == use && holds(name.value, on); };
    };
    for (const NameUse use : {NameUse::usual, NameUse::official})
        if (const auto at = first(in_use(use)); at >= 0) return at;
    if (const auto at = first([&](const Recorded<Name>& name) { return holds(name.value, on); }); at >= 0) return at;
    return names.empty() ? -1 : 0;
}

Result<Done> keep_name(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                       const Name& name) {
    if (const auto problem = would_be_nameless(writer, person, entry, name, writer.now().day())) return *problem;
    return keep_fact(writer, person, entry, latest_name, [&](int number) {
        return writer.run(new_name, {{"person", person},
                                     {"number", number},
                                     {"kind", code(name.use)},
                                     {"given", name.given},
                                     {"family", name.family},
                                     {"from", name.from},
                                     {"until", name.until},
                                     {"withdrawn", entry.withdrawn},
                                     {"corrects", entry.corrects},
                                     {"source", entry.source},
                                     {"now", writer.now()},
                                     {"by", viewer.posting}});
    });
}

} // namespace kith::people
