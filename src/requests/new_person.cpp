#include "requests/new_person.h"

namespace kith::requests {

namespace {

people::Sex sex_of(std::string_view code) {
    for (const auto sex : people::sexes())
        if (people::code(sex) == code) return sex;
    return people::Sex::unknown;
}

} // namespace

people::NewPerson new_person(const RequestPerson& named) {
    people::NewPerson person{.name = {.given = named.given_names, .family = named.family_name}, .birth = named.birth};
    person.details.sex = sex_of(named.sex);
    person.source = "a request for support";
    // What does not read as an address, a number or a school stays in the request, in the referrer's words.
    if (auto address = people::read_address({.lines = named.address, .postcode = named.postcode}))
        person.address = *address;
    if (auto contact = people::read_contact({.value = named.telephone})) person.contacts.push_back(*contact);
    if (!named.school_urn.empty()) person.attendance = people::Attendance{.urn = named.school_urn};
    return person;
}

} // namespace kith::requests
