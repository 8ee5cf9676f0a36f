#pragma once
// Everything a profile says, as facts with their grades: for the administration page, where whoever runs the council's
// system sees what is confirmed, what was only believed, and what nobody has found out yet.

#include "profiles/profile.h"

namespace kith::profiles {

struct Fact {
    std::string name;
    std::string value; // "" when not set
    Grade grade = Grade::not_set;
    std::string source;
};

struct FactGroup {
    std::string title;
    std::vector<Fact> facts;
};

std::vector<FactGroup> facts(const Profile& profile);

// How many facts have that grade.
std::size_t count(const std::vector<FactGroup>& groups, Grade grade);

} // namespace kith::profiles
