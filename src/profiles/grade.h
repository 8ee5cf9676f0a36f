#pragma once
// How sure Kith is of something a council's profile says, and when it holds.

#include "base/day.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kith::profiles {

// confirmed: read from the source that is named. unverified: believed, and steers work until somebody checks it, but
// nothing is promised by it. not_set: looked for and not found; screens say "not set", and nobody may invent it.
enum class Grade { confirmed, unverified, not_set };

std::string_view code(Grade grade); // "S", "K", "N": in profile files (handbook, "How to read it")
std::string_view word(Grade grade); // "confirmed", "unverified", "not set": on screens
std::optional<Grade> to_grade(std::string_view code);

// A fact with its grade. Holds a value exactly when its grade is not `not_set`.
template <typename T>
struct Sourced {
    std::optional<T> value;
    Grade grade = Grade::not_set;
    std::string source; // where it was read, or why it is believed

    bool is_set() const { return value.has_value(); }

    bool is_confirmed() const { return grade == Grade::confirmed; }
};

// "Northbridge Council", or "not set".
std::string shown(const Sourced<std::string>& fact);

// Effective dates, both included. An absent end is open.
struct Period {
    std::optional<Day> from;
    std::optional<Day> to;

    bool covers(Day day) const { return (!from || *from <= day) && (!to || day <= *to); }

    bool overlaps(const Period& other) const {
        return (!from || !other.to || *from <= *other.to) && (!other.from || !to || *other.from <= *to);
    }
};

} // namespace kith::profiles
