#include "requests/new_person.h"

#include "base/text.h"

namespace kith::requests {

namespace {

people::Sex sex_of(std::string_view code) {
    for (const auto sex : people::sexes())
        if (people::code(sex) == code) return sex;
    return people::Sex::unknown;
}

// Of what stands beside a number in the request nothing is taken over: it may tell where they live.
std::vector<people::Contact> contacts_in(const std::string& typed) {
    if (auto whole = people::read_contact({.value = typed})) return {*whole};
    std::vector<people::Contact> contacts;
    for (const auto number : telephone_numbers(typed))
        contacts.push_back({.value = std::string(number)});
    return contacts;
}

} // namespace

people::NewPerson new_person(const RequestPerson& named, const Whereabouts& whereabouts) {
    people::NewPerson person{.name = {.given = named.given_names, .family = named.family_name}, .birth = named.birth};
    person.details.sex = sex_of(named.sex);
    person.source = "a request";
    // What does not read as an address, a number or a school stays in the request, in the referrer's words.
    if (auto address = people::read_address({.lines = whereabouts.address, .postcode = whereabouts.postcode}))
        person.address = *address;
    for (const auto& telephone : {named.telephone, whereabouts.landline})
        for (auto& contact : contacts_in(telephone))
            person.contacts.push_back(std::move(contact));
    if (!whereabouts.school_urn.empty()) person.attendance = people::Attendance{.urn = whereabouts.school_urn};
    return person;
}

} // namespace kith::requests
