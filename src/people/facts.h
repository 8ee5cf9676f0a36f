#pragma once
// The facts about one person, kind by kind: for stores alone. None of these checks rights.

#include "people/person_store.h"

namespace kith::people {

Recorded<Birth> birth_of(db::Reader& reader, Id<Person> person);
Recorded<Details> details_of(db::Reader& reader, Id<Person> person);
Recorded<SafeContact> safe_contact_of(db::Reader& reader, Id<Person> person);

// What stands, the latest first.
std::vector<Recorded<Name>> names_of(db::Reader& reader, Id<Person> person);
std::vector<Recorded<Identifier>> identifiers_of(db::Reader& reader, Id<Person> person);
std::vector<Recorded<Contact>> contacts_of(db::Reader& reader, Id<Person> person);
std::vector<Recorded<Address>> addresses_of(db::Reader& reader, Id<Person> person);
std::vector<Recorded<Attendance>> attendances_of(db::Reader& reader, Id<Person> person);

// As record_… of person_store.h, but telling neither history nor the index.
Result<Done> keep_birth(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Birth&);
Result<Done> keep_details(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Details&);
Result<Done> keep_safe_contact(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const SafeContact&);
Result<Done> keep_name(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Name&);
Result<Done> keep_identifier(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Identifier&);
Result<Done> keep_contact(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Contact&);
Result<Done> keep_address(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Address&);
Result<Done> keep_attendance(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Attendance&);

// The locality follows the current home, so that its workers learn that the person is there.
void follow_home(db::Writer& writer, Id<Person> person);

// Which of them is the one to use on that day: not ended, the usual name or the home before others, then the latest.
// -1 when there is none.
std::ptrdiff_t current_name(const std::vector<Recorded<Name>>& names, Day on);
std::ptrdiff_t current_address(const std::vector<Recorded<Address>>& addresses, Day on);
std::ptrdiff_t current_attendance(const std::vector<Recorded<Attendance>>& attendances, Day on);

// Whether a fact holds on that day, by its own first and last day.
template <typename Fact>
bool holds(const Fact& fact, Day on) {
    return (!fact.from || *fact.from <= on) && (!fact.until || on <= *fact.until);
}

} // namespace kith::people
