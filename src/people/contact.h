#pragma once
// How to reach a person, and how not to.

#include "base/day.h"
#include "base/result.h"

namespace kith::people {

enum class ContactKind { telephone, email };

std::string_view code(ContactKind kind);
std::string_view word(ContactKind kind);
std::optional<ContactKind> to_contact_kind(std::string_view code);

struct Contact {
    ContactKind kind = ContactKind::telephone;
    std::string value;
    std::string note = {}; // "work, mornings only"
    std::optional<Day> from = {};
    std::optional<Day> until = {};

    bool operator==(const Contact&) const = default;
};

// A landline tells where somebody lives; so may every number that is not plainly a British mobile's.
bool tells_location(const Contact& contact);

// Refuses a telephone number that is none and an email address without its parts.
// Fields: "value", "until".
Result<Contact> read_contact(Contact typed);

// What stands first on every page about the person, before any number.
struct SafeContact {
    std::string how = {};   // "phone Dana only, before 3pm"
    std::string avoid = {}; // "no letters, no voicemail"

    bool empty() const { return how.empty() && avoid.empty(); }

    bool operator==(const SafeContact&) const = default;
};

} // namespace kith::people
