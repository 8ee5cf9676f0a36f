#pragma once
// Who is what to whom. Recording one side gives the other: Dana is Maya's mother, so Maya is Dana's child.
// Codes are the HL7 family codes of the multi-agency standard (handbook 8.4), with a few of our own where it has none.

#include "base/result.h"
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

// Whether both make somebody a child's mother, or both its father; other parents by the same code alone.
bool is_the_same_parenthood(std::string_view one, std::string_view other);

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

// Of two people who are both parent and child of each other, of a parent born after the child (as far as the birthdays
// are told), and of somebody who is mother and father of one child, only one can be so. `whole` with its other side;
// `standing` is what else is recorded between the two, ended or not. Codes: "the_other_way_round",
// "born_after_the_child", "mother_and_father"; at "code".
std::optional<Problem> contradiction(const Relationship& whole, const std::vector<Relationship>& standing,
                                     const people::Birth& of_person, const people::Birth& of_other, Day today);

// Parental responsibility is the law's (Children Act 1989 s.3), not a matter of who is whose parent.
enum class Responsibility { yes, no, not_known };

std::string_view code(Responsibility responsibility);
std::string_view word(Responsibility responsibility);
std::string_view past_word(Responsibility responsibility); // "had parental responsibility"
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
