#pragma once
// Who is what to whom. Recording one side gives the other: Dana is Maya's mother, so Maya is Dana's child.
// Codes are the HL7 family codes of the multi-agency standard (handbook 8.4), with a few of our own where it has none.

#include "people/person.h"

namespace kith::families {

using people::Person;

// What the first person is to the second.
struct Kinship {
    std::string_view code; // "MTH"
    std::string_view word; // "mother"
    std::string_view back; // what the second is to the first, where no sex makes it plainer: "CHILD"
    std::string_view back_if_female = {};
    std::string_view back_if_male = {};
    enum class Group { parent, child, sibling, partner, carer, cared_for, wider } group = Group::wider;
};

// All that can be recorded, parents first.
const std::vector<Kinship>& kinships();
const Kinship* find_kinship(std::string_view code);
std::string_view word(std::string_view code); // "" for a code that is none

// What the second is to the first, when the first is `code` to the second.
std::string_view back(std::string_view code, people::Sex second);

struct Relationship {
    Id<Relationship> id = {};
    std::optional<Reference> reference = {}; // once recorded
    Id<Person> person = {};
    Id<Person> other = {};
    std::string code = {};    // what `person` is to `other`
    std::string back = {};    // what `other` is to `person`
    bool looks_after = false; // day to day: a main carer
    std::optional<Day> from = {};
    std::optional<Day> until = {};
    std::string source = {};
};

// The same relationship told from the other side.
Relationship turned(const Relationship& relationship);

// Parental responsibility is the law's (Children Act 1989 s.3), not a matter of who is whose parent.
enum class Responsibility { yes, no, not_known };

std::string_view code(Responsibility responsibility);
std::string_view word(Responsibility responsibility);
std::optional<Responsibility> to_responsibility(std::string_view code);

struct ParentalResponsibility {
    Id<ParentalResponsibility> id = {};
    std::optional<Reference> reference = {}; // once recorded
    Id<Person> holder = {};
    Id<Person> child = {};
    Responsibility held = Responsibility::not_known;
    std::string basis = {}; // "mother", "on the birth certificate", "court order of 3 May 2024"
    std::optional<Day> from = {};
    std::optional<Day> until = {};
    std::string source = {};
};

} // namespace kith::families
