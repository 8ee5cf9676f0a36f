#pragma once
// A person: a child, a parent, anybody whom early help is about. Each fact is kept with who said it and when; a later
// fact stands beside the earlier one and never over it.

#include "access/guarded.h"
#include "base/id.h"
#include "base/reference.h"
#include "people/address.h"
#include "people/birth.h"
#include "people/contact.h"
#include "people/identifier.h"
#include "people/name.h"

namespace kith::people {

// As in the national returns: U is not known, and what rule 8750 wants of an unborn child; no store refuses another.
enum class Sex { female, male, unknown };

std::string_view code(Sex sex); // "F", "M", "U"
std::string_view word(Sex sex);
std::optional<Sex> to_sex(std::string_view code);
const std::vector<Sex>& sexes();

// What councils report and practitioners need to know. Codes are of the profile's lists; "" is not recorded.
struct Details {
    Sex sex = Sex::unknown;
    std::string gender = {};       // apart from sex
    std::string gender_words = {}; // as the person describes it
    std::string ethnicity = {};
    std::string language = {}; // first language
    bool interpreter = false;
    std::string interpreter_language = {}; // sign languages too
    std::string interpreter_note = {};
    std::string sen = {}; // provision: N, K, E
    std::vector<std::string> sen_types = {};
    std::vector<std::string> disabilities = {};

    bool operator==(const Details&) const = default;
};

// A fact as it was recorded. `number` counts the facts of its kind about this person; the highest is the version that
// a form carries.
template <typename T>
struct Recorded {
    int number = 0;
    T value = {};
    std::string source = {}; // who said so: "her mother", "school census"
    Instant at = {};
    std::string by = {};   // posting's id
    Instant first_at = {}; // of an address or school: when it was said first, whatever was corrected since
};

// What an index-level viewer may know.
struct Summary {
    Id<struct Person> id;
    Reference reference;
    Name name;
    std::optional<int> year_of_birth = {};
};

// What stands of a person. Facts that were corrected or withdrawn are left out; earlier and ended ones are not.
struct Person {
    Id<Person> id;
    Reference reference;
    Recorded<Birth> birth = {};
    Recorded<Details> details = {};
    Recorded<SafeContact> safe_contact = {};
    std::vector<Recorded<Name>> names = {}; // the current one first
    std::vector<Recorded<Identifier>> identifiers = {};
    std::vector<Recorded<Contact>> contacts = {};                        // landlines only where location may be shown
    std::vector<Recorded<access::Guarded<Address>>> addresses = {};      // the current one first, left ones last
    std::vector<Recorded<access::Guarded<Attendance>>> attendances = {}; // schools, the current one first

    const Name& name() const { return names.front().value; }

    std::string display_name() const { return words(name()); }
};

} // namespace kith::people
