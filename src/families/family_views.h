#pragma once
// A family on a page: who is in it, who is whose parent, child, partner or carer, who holds parental responsibility,
// who lives together. A plain list; the same facts are drawn as a tree elsewhere.

#include "families/family_store.h"
#include "html/components.h"

namespace kith::families {

// "Dana Reid is Maya Okafor-Reid's mother." for each relationship, once.
std::vector<html::Html> kinship_sentences(const SeenFamily& family);

html::Html members_table(const SeenFamily& family, Day today);
html::Html responsibility_list(const SeenFamily& family);
html::Html household_list(const SeenFamily& family, Day today);

// "/families/K7MX4PQR"
std::string path_to(const Family& family);

// "Maya Okafor-Reid, born 2017"
std::string described(const people::Summary& person);

} // namespace kith::families
