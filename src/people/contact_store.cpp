#include "db/of_many.h"
#include "people/fact_row.h"
#include "people/facts.h"

namespace kith::people {

namespace {

constexpr db::Sql standing_contacts = R"sql(
    select t.number, t.kind, t.sealed, t.from_on, t.until_on, t.source, t.recorded_at, t.recorded_by
    from person_contacts t
    where t.person_id = :person
    and t.withdrawn = false
    and not exists (select 1 from person_contacts c where c.person_id = t.person_id and c.corrects = t.number)
    order by t.number desc
)sql";

Recorded<Contact> to_contact(const Vault& vault, Id<Person> person, const db::Row& row) {
    const auto opened = opened_fact(vault, "person_contacts", person, row, 2);
    return recorded(row, Contact{to_contact_kind(row.text("kind")).value(), opened[0], opened[1],
                                 row.optional_day("from_on"), row.optional_day("until_on")});
}

constexpr db::Sql latest_contact = R"sql(
    select coalesce(max(number), 0) as number
    from person_contacts
    where person_id = :person
)sql";

constexpr db::Sql new_contact = R"sql(
    insert into person_contacts (person_id, number, kind, sealed, from_on, until_on,
                                 withdrawn, corrects, source, recorded_at, recorded_by)
    values (:person, :number, :kind, :sealed, :from, :until, :withdrawn, :corrects, :source, :now, :by)
    on conflict do nothing
)sql";

constexpr db::Sql latest_safe_contact = R"sql(
    select number, how, avoid, source, recorded_at, recorded_by
    from person_safe_contacts
    where person_id = :person
    order by number desc
    limit 1
)sql";

constexpr db::Sql latest_safe_contacts = R"sql(
    select s.person_id, s.number, s.how, s.avoid, s.source, s.recorded_at, s.recorded_by
    from person_safe_contacts s
    where s.person_id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                          :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
    and s.number = (select max(l.number)
                    from person_safe_contacts l
                    where l.person_id = s.person_id)
)sql";

Recorded<SafeContact> to_safe_contact(const db::Row& row) {
    return recorded(row, SafeContact{row.text("how"), row.text("avoid")});
}

constexpr db::Sql new_safe_contact = R"sql(
    insert into person_safe_contacts (person_id, number, how, avoid, source, recorded_at, recorded_by)
    values (:person, :number, :how, :avoid, :source, :now, :by)
    on conflict do nothing
)sql";

} // namespace

std::vector<Recorded<Contact>> contacts_of(db::Reader& reader, Id<Person> person) {
    return reader.all(standing_contacts, {{"person", person}},
                      [&](const db::Row& row) { return to_contact(reader.vault(), person, row); });
}

Result<Done> keep_contact(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                          const Contact& contact) {
    return keep_fact(writer, person, entry, latest_contact, [&](int number) {
        const auto sealed = sealed_fact(writer, "person_contacts", person, number, {contact.value, contact.note});
        return writer.run(new_contact, {{"person", person},
                                        {"number", number},
                                        {"kind", code(contact.kind)},
                                        {"sealed", db::Blob{sealed}},
                                        {"from", contact.from},
                                        {"until", contact.until},
                                        {"withdrawn", entry.withdrawn},
                                        {"corrects", entry.corrects},
                                        {"source", entry.source},
                                        {"now", writer.now()},
                                        {"by", viewer.posting}});
    });
}

Recorded<SafeContact> safe_contact_of(db::Reader& reader, Id<Person> person) {
    return reader.one(latest_safe_contact, {{"person", person}}, to_safe_contact).value_or(Recorded<SafeContact>());
}

std::map<Id<Person>, Recorded<SafeContact>> safe_contacts_of(db::Reader& reader,
                                                             const std::vector<Id<Person>>& people) {
    std::vector<std::string_view> ids;
    for (const auto& person : people)
        ids.push_back(person.text());
    std::map<Id<Person>, Recorded<SafeContact>> all;
    db::for_each_of(reader, latest_safe_contacts, ids, {}, [&](const db::Row& row) {
        auto contact = to_safe_contact(row);
        if (!contact.value.empty()) all.emplace(row.id<Person>("person_id"), std::move(contact));
    });
    return all;
}

Result<Done> keep_safe_contact(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                               const SafeContact& contact) {
    return keep_fact(writer, person, entry, latest_safe_contact, [&](int number) {
        return writer.run(new_safe_contact, {{"person", person},
                                             {"number", number},
                                             {"how", contact.how},
                                             {"avoid", contact.avoid},
                                             {"source", entry.source},
                                             {"now", writer.now()},
                                             {"by", viewer.posting}});
    });
}

} // namespace kith::people
