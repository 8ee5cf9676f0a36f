#pragma once
// The parts of a profile, each read from its own file. What is wrong goes into the tables' Reading.

#include "profiles/table.h"

namespace kith::profiles {

void read_council(Table file, Profile& profile);
void read_words(Table file, Profile& profile);
void read_levels(Table file, Profile& profile);
void read_places(Table file, Profile& profile);
void read_clocks(Table file, Profile& profile);
void read_bank_holidays(Table file, Profile& profile);
void read_decisions(Table file, Profile& profile); // after levels
void read_closures(Table file, Profile& profile);
void read_agreements(Table file, Profile& profile);
void read_list(std::string name, Table file, Profile& profile);
void read_form(Table file, Profile& profile); // after lists

// One version of what must be in force on every day, past and future: the first has no beginning, each begins on the
// day after the one before ends, the last has no end.
struct DatedTable {
    Period period;
    Table table;
};

void refuse_gaps(std::vector<DatedTable> versions, std::string_view what);

} // namespace kith::profiles
