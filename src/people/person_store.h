#pragma once
// People in the database. Reads obey access; every write registers with access, keeps what was there and tells history.

#include "access/register.h"
#include "people/person.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::people {

// A person as one viewer may see it.
struct SeenPerson {
    access::Rights rights;
    access::Decision decision; // to read it
    Summary summary;
    std::optional<Person> person; // absent at index level
};

// Nothing when there is no such person for this viewer.
std::optional<SeenPerson> find_person(db::Reader& reader, const access::Viewer& viewer, const Reference& reference,
                                      Instant now);
std::optional<SeenPerson> find_person(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now);

// Those of these people whom the viewer may see at all, in the order asked for, each once.
std::vector<Summary> summaries(db::Reader& reader, const access::Viewer& viewer, const std::vector<Id<Person>>& people,
                               Instant now);

// Somebody in a list.
struct Listed {
    Summary summary;
    bool full = false; // whether more than the summary may be shown
    Birth birth = {};  // where it may; otherwise not known
};

// The same with when they were born, or are expected.
std::vector<Listed> listed(db::Reader& reader, const access::Viewer& viewer, const std::vector<Id<Person>>& people,
                           Instant now);

// The same, where it was asked already what the viewer may do with each.
using RightsToPeople = std::map<Id<Person>, access::Rights>;

std::vector<Listed> listed(db::Reader& reader, const RightsToPeople& rights);

// How each may safely be reached, as their record says; those of whom nothing is recorded are left out. Checks no
// rights: for people whose records the viewer may read.
std::map<Id<Person>, Recorded<SafeContact>> safe_contacts_of(db::Reader& reader, const std::vector<Id<Person>>& people);

struct NewPerson {
    Name name = {};
    Birth birth = {};
    Details details = {};
    SafeContact safe_contact = {};
    std::optional<Address> address = {};
    std::optional<Attendance> attendance = {};
    std::vector<Contact> contacts = {};
    std::vector<Identifier> identifiers = {};
    std::string source = {};        // who said all this
    std::string added_because = {}; // why, though somebody alike was shown
};

struct AddedPerson {
    Id<Person> id;
    Reference reference;
};

// Registers with access as owned by the viewer's agency, in the locality of the address.
AddedPerson add_person(db::Writer& writer, const access::Viewer& viewer, const NewPerson& person);

// How a fact is written: `version` is the highest number of its kind that the writer had seen. When there is a later
// one the answer is a Problem with code "changed_meanwhile", and nothing is kept. None of these checks rights.
struct Entry {
    int version = 0;
    std::optional<int> corrects = {}; // the number of the fact that was wrong, or that this one ends
    std::string source = {};
    bool withdrawn = false; // it never was so: what is given is what was wrong, and nothing takes its place
};

// How many facts of each kind were ever recorded: what a form carries as its version.
struct Versions {
    int birth = 0;
    int details = 0;
    int safe_contact = 0;
    int names = 0;
    int identifiers = 0;
    int contacts = 0;
    int addresses = 0;
    int attendances = 0;
};

Versions versions_of(db::Reader& reader, Id<Person> person);

// What is answered then.
Problem changed_meanwhile();

Result<Done> record_birth(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Birth&);
Result<Done> record_details(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Details&);
Result<Done> record_safe_contact(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const SafeContact&);
// Refuses a correction that takes the last name in use, with code "last_name" at "until", "from" or "never".
Result<Done> record_name(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Name&);
Result<Done> record_identifier(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Identifier&);
Result<Done> record_contact(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Contact&);
Result<Done> record_address(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Address&);
Result<Done> record_attendance(db::Writer&, const access::Viewer&, Id<Person>, const Entry&, const Attendance&);

} // namespace kith::people
