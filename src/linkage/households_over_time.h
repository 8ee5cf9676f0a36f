#pragma once
// Who lived with whom in which year: the household graph in slices of time. A record says where somebody lived from the
// day it was recorded until a later record of the same person says another place; a record without a day says so for
// all time. Two people are of one household in a year when records that hold at its end say so (households.h).

#include "linkage/households.h"
#include "linkage/records.h"

namespace kith::linkage {

struct Stay {
    std::uint32_t person = 0; // the first record of the person
    std::string household;    // keeps its name while most of those in it stay together
    int from = 0, until = 0;  // the first and the last year

    bool operator==(const Stay&) const = default;
};

// By person, then year; a person is left out of years before anything was recorded of them. `person` is of each record
// the first that is the same person. Needs Records::recorded_on, and gives nothing without. Cost: as often that of
// households() as there are years between the first record and the last; more than a hundred years are a mistake in the
// file, and only the last hundred count.
std::vector<Stay> households_over_time(const Records& records, const std::vector<Edge>& edges,
                                       const std::vector<std::uint32_t>& person, const HouseholdOptions& options);

} // namespace kith::linkage
