#pragma once
// What was typed as names and a birthday, and in words why somebody's are like it.

#include "linkage/search.h"
#include "people/search.h"

namespace kith::people {

// How a line of text may be meant: forename first, or surname first.
std::vector<linkage::Described> readings(const std::vector<Term>& terms);

// Whether enough agrees for somebody to be shown: both names, or one name and the birthday, or the one name typed.
bool is_similar(linkage::Pattern pattern, const linkage::Described& sought);
// The same for somebody who may be the same person: nothing may speak plainly against it.
bool may_be_same(linkage::Pattern pattern);
// The same of two records: one number of both is enough.
bool may_be_recorded_twice(linkage::Pattern pattern);

// "Robert is short for or from Bob", "surname one letter different", "born on that day"
std::vector<std::string> reasons(const linkage::Hit& hit);

} // namespace kith::people
