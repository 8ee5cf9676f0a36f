#pragma once
// A family on a page: who is in it, who is whose parent, child, partner or carer, who holds parental responsibility,
// who lives together. A plain list; the same facts are drawn as a tree elsewhere.

#include "families/family_store.h"
#include "html/components.h"

namespace kith::families {

// Under 18, or not born yet, as far as is known.
bool is_child(const people::Listed& person, Day today);

// "Maya 9, Tobi 6, Ezra 7 months, Dana and Marcus": those who belong to it now, children first, so that nobody writes
// in the wrong record.
std::string children_and_adults(const SeenFamily& family, Day today);

html::Html members_table(const SeenFamily& family, Day today);
// "since 3 May 2024"
html::Html in_the_family(const Member& member, Day today);

// "Dana Reid is Maya Okafor-Reid's mother, and looks after them.", and who was what before.
html::Html kinship_sentence(const SeenFamily& family, const Relationship& relationship, Day today);
html::Html kinship_list(const SeenFamily& family, Day today);

// "Dana Reid has parental responsibility (birth certificate), since 3 May 2024"
std::string responsibility_words(const SeenFamily& family, const ParentalResponsibility& held, Day today);
// For each child, those of whom nobody has said too.
html::Html responsibility_list(const SeenFamily& family, Day today);

// "Dana Reid and Maya Okafor-Reid (part of the time) live together", or lived together until when.
std::string household_words(const SeenFamily& family, const Household& household, Day today);
html::Html household_list(const SeenFamily& family, Day today);

// "/families/K7MX4PQR"
std::string path_to(const Family& family);

} // namespace kith::families
