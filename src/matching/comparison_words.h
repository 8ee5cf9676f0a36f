#pragma once
// How two records compare, in words. Never of where somebody is: that is not compared.

#include "linkage/comparison.h"
#include "linkage/score.h"

#include <string>
#include <vector>

namespace kith::matching {

// "First name", "Date of birth", "NHS number"
std::string heading(unsigned comparison);
// "Date of birth one slip apart: one digit, or day and month the other way round"
std::string words(unsigned comparison, unsigned level);
bool agrees(unsigned comparison, unsigned level);

// All that agrees, short, for a line of a list: "same first name, surname nearly the same"
std::string what_agrees(linkage::Pattern pattern);
// What differs, the same way.
std::string what_differs(linkage::Pattern pattern);

// How strongly a part speaks, from 0 to 5, and whether against one person.
struct Weight {
    int of_five = 0;
    bool against = false;
    std::string words; // "Speaks strongly for it"
};

Weight weight_of(const linkage::Contribution& part);

} // namespace kith::matching
