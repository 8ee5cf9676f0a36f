#pragma once
// A family as early help knows it: some people who belong together, whoever is whose parent and wherever each lives.

#include "families/relationship.h"

namespace kith::families {

struct Family;

struct Member {
    Id<Person> person;
    std::optional<Day> from = {};
    std::optional<Day> until = {};
    int number = 0; // of the row: what a correction names
};

// People under one roof since some day. A child with two homes is in two households. Where it is, is its people's
// addresses.
struct Household {
    Id<Household> id;
    Reference reference;

    struct Living {
        Id<Person> person;
        bool part_of_the_time = false;
        std::optional<Day> from = {};
        std::optional<Day> until = {};
        int number = 0;
    };

    std::vector<Living> people = {};
    int version = 0; // of its people, as far as the viewer may see them
};

struct Family {
    Id<Family> id;
    Reference reference;
    std::string name;     // "Okafor-Reid"
    int version = 0;      // of its members, as far as the viewer may see them
    int name_version = 0; // of its name
    std::vector<Member> members = {};
};

// "Okafor-Reid family"
std::string display_name(const Family& family);

// Whether it holds on that day: from its first day to its last, both included; a day not given is no limit.
bool holds(const std::optional<Day>& from, const std::optional<Day>& until, Day on);

template <typename Fact>
bool holds(const Fact& fact, Day on) {
    return holds(fact.from, fact.until, on);
}

// Whether there is a day on which both hold. Where no first day is given it is so today, or was on its last day.
bool overlap(const std::optional<Day>& from, const std::optional<Day>& until, const std::optional<Day>& other_from,
             const std::optional<Day>& other_until, Day today);

template <typename Fact>
bool overlap(const Fact& one, const Fact& other, Day today) {
    return overlap(one.from, one.until, other.from, other.until, today);
}

} // namespace kith::families
