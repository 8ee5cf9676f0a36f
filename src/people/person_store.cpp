#include "people/person_store.h"

#include "access/register.h"
#include "db/database.h"
#include "db/unused_reference.h"
#include "people/facts.h"
#include "people/search_store.h"
#include "people/summary_row.h"

namespace kith::people {

namespace {

constexpr db::Sql person_by_reference = R"sql(
    select id
    from people
    where reference = :reference
)sql";

constexpr db::Sql summary_by_id = R"sql(
    select p.id, p.reference, s.given, s.family, s.birth_year
    from people p
    join person_summaries s on s.person_id = p.id
    where p.id = :person
)sql";

template <typename T>
void bring_to_front(std::vector<T>& items, std::ptrdiff_t at) {
    if (at > 0) std::rotate(items.begin(), items.begin() + at, items.begin() + at + 1);
}

template <typename T>
std::vector<Recorded<access::Guarded<T>>> guarded(std::vector<Recorded<T>> facts) {
    std::vector<Recorded<access::Guarded<T>>> all;
    for (auto& fact : facts)
        all.push_back({fact.number, access::Guarded<T>(std::move(fact.value)), fact.source, fact.at, fact.by});
    return all;
}

// What tells where somebody is is not even read when it may not be shown.
void read_location(db::Reader& reader, Person& person, Day today) {
    auto addresses = addresses_of(reader, person.id);
    bring_to_front(addresses, current_address(addresses, today));
    std::stable_partition(addresses.begin(), addresses.end(), [&](const Recorded<Address>& address) {
        return !address.value.until || *address.value.until >= today;
    });
    person.addresses = guarded(std::move(addresses));

    auto attendances = attendances_of(reader, person.id);
    bring_to_front(attendances, current_attendance(attendances, today));
    person.attendances = guarded(std::move(attendances));
}

Person read_person(db::Reader& reader, const Summary& summary, const access::Permit& location, Day today) {
    Person person{summary.id, summary.reference};
    person.birth = birth_of(reader, person.id);
    person.details = details_of(reader, person.id);
    person.safe_contact = safe_contact_of(reader, person.id);
    person.names = names_of(reader, person.id);
    bring_to_front(person.names, current_name(person.names, today));
    person.identifiers = identifiers_of(reader, person.id);
    person.contacts = contacts_of(reader, person.id);
    if (location)
        read_location(reader, person, today);
    else
        std::erase_if(person.contacts, [](const auto& contact) { return tells_location(contact.value); });
    return person;
}

constexpr db::Sql versions_of_person = R"sql(
    select (select coalesce(max(number), 0) from person_births where person_id = :person) as birth,
           (select coalesce(max(number), 0) from person_details where person_id = :person) as details,
           (select coalesce(max(number), 0) from person_safe_contacts where person_id = :person) as safe_contact,
           (select coalesce(max(number), 0) from person_names where person_id = :person) as names,
           (select coalesce(max(number), 0) from person_identifiers where person_id = :person) as identifiers,
           (select coalesce(max(number), 0) from person_contacts where person_id = :person) as contacts,
           (select coalesce(max(number), 0) from person_addresses where person_id = :person) as addresses,
           (select coalesce(max(number), 0) from person_attendances where person_id = :person) as attendances
)sql";

Versions to_versions(const db::Row& row) {
    const auto number = [&](std::string_view column) { return static_cast<int>(row.integer(column)); };
    return {number("birth"),       number("details"),  number("safe_contact"), number("names"),
            number("identifiers"), number("contacts"), number("addresses"),    number("attendances")};
}

constexpr db::Sql reference_is_taken = R"sql(
    select 1 as taken
    from people
    where reference = :reference
)sql";

constexpr db::Sql new_person = R"sql(
    insert into people (id, reference, created_at, created_by, added_because)
    values (:id, :reference, :now, :by, :because)
)sql";

// A fact given when a person is added is the first of its kind, or follows those just added.
void must(const Result<Done>& kept) {
    if (!kept) throw std::logic_error("a new person has facts already");
}

void add_facts(db::Writer& writer, const access::Viewer& viewer, Id<Person> id, const NewPerson& person) {
    const auto entry = [&](std::size_t version) { return Entry{static_cast<int>(version), {}, person.source}; };
    must(keep_name(writer, viewer, id, entry(0), person.name));
    must(keep_birth(writer, viewer, id, entry(0), person.birth));
    must(keep_details(writer, viewer, id, entry(0), person.details));
    if (!person.safe_contact.empty()) must(keep_safe_contact(writer, viewer, id, entry(0), person.safe_contact));
    if (person.address) must(keep_address(writer, viewer, id, entry(0), *person.address));
    if (person.attendance) must(keep_attendance(writer, viewer, id, entry(0), *person.attendance));
    for (std::size_t i = 0; i < person.contacts.size(); ++i)
        must(keep_contact(writer, viewer, id, entry(i), person.contacts[i]));
    for (std::size_t i = 0; i < person.identifiers.size(); ++i)
        must(keep_identifier(writer, viewer, id, entry(i), person.identifiers[i]));
}

Result<Done> told(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, std::string_view action,
                  Result<Done> kept) {
    if (!kept) return kept;
    history::record(writer, viewer.actor(), {std::string(action), {{"person", std::string(person.text())}}});
    index_person(writer, person);
    return kept;
}

} // namespace

Summary to_summary(const db::Row& row) {
    std::optional<int> year;
    if (const auto number = row.optional_integer("birth_year")) year = static_cast<int>(*number);
    return {row.id<Person>("id"), row.reference("reference"), {row.text("given"), row.text("family")}, year};
}

std::optional<SeenPerson> find_person(db::Reader& reader, const access::Viewer& viewer, const Reference& reference,
                                      Instant now) {
    const auto id = reader.one(person_by_reference, {{"reference", reference}},
                               [](const db::Row& row) { return row.id<Person>("id"); });
    if (!id) return std::nullopt;
    return find_person(reader, viewer, *id, now);
}

std::optional<SeenPerson> find_person(db::Reader& reader, const access::Viewer& viewer, Id<Person> person,
                                      Instant now) {
    const auto rights = access::rights_to(reader, viewer, person.text(), now);
    const auto decision = rights.to(access::Action::read_person);
    if (decision.effect == access::Effect::hidden) return std::nullopt;
    auto summary = reader.one(summary_by_id, {{"person", person}}, to_summary);
    if (!summary) return std::nullopt;

    std::optional<Person> content;
    if (decision.effect == access::Effect::content)
        content = read_person(reader, *summary, decision.location, now.day());
    return SeenPerson{rights, decision, *std::move(summary), std::move(content)};
}

Versions versions_of(db::Reader& reader, Id<Person> person) {
    return reader.one(versions_of_person, {{"person", person}}, to_versions).value_or(Versions());
}

AddedPerson add_person(db::Writer& writer, const access::Viewer& viewer, const NewPerson& person) {
    const auto id = Id<Person>::make(writer.now(), writer.random());
    const auto reference = db::unused_reference(writer, reference_is_taken);
    writer.run(new_person, {{"id", id},
                            {"reference", reference},
                            {"now", writer.now()},
                            {"by", viewer.posting},
                            {"because", person.added_because}});
    access::register_resource(
        writer, {.kind = access::Kind::person, .id = id.text(), .owner = viewer.agency, .maker = viewer.posting});
    history::record(writer, viewer.actor(), {"person.added", {{"person", std::string(id.text())}}});
    add_facts(writer, viewer, id, person);
    if (person.address) follow_home(writer, id);
    index_person(writer, id);
    return {id, reference};
}

Result<Done> record_birth(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                          const Birth& birth) {
    return told(writer, viewer, person, "person.birth_recorded", keep_birth(writer, viewer, person, entry, birth));
}

Result<Done> record_details(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                            const Details& details) {
    return told(writer, viewer, person, "person.details_recorded",
                keep_details(writer, viewer, person, entry, details));
}

Result<Done> record_safe_contact(db::Writer& writer, const access::Viewer& viewer, Id<Person> person,
                                 const Entry& entry, const SafeContact& contact) {
    return told(writer, viewer, person, "person.safe_contact_recorded",
                keep_safe_contact(writer, viewer, person, entry, contact));
}

Result<Done> record_name(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                         const Name& name) {
    return told(writer, viewer, person, "person.name_recorded", keep_name(writer, viewer, person, entry, name));
}

Result<Done> record_identifier(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                               const Identifier& identifier) {
    return told(writer, viewer, person, "person.identifier_recorded",
                keep_identifier(writer, viewer, person, entry, identifier));
}

Result<Done> record_contact(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                            const Contact& contact) {
    return told(writer, viewer, person, "person.contact_recorded",
                keep_contact(writer, viewer, person, entry, contact));
}

Result<Done> record_attendance(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                               const Attendance& attendance) {
    return told(writer, viewer, person, "person.attendance_recorded",
                keep_attendance(writer, viewer, person, entry, attendance));
}

Result<Done> record_address(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                            const Address& address) {
    auto kept =
        told(writer, viewer, person, "person.address_recorded", keep_address(writer, viewer, person, entry, address));
    if (kept) follow_home(writer, person);
    return kept;
}

} // namespace kith::people
