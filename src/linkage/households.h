#pragma once
// Who lives together: a second graph over the people that clustering found. It never merges people.

#include "linkage/cluster.h"

namespace kith::linkage {

struct HouseholdOptions {
    double from_probability = 0.8;
    std::size_t most_people = 16; // a hostel or a school's address is no household
};

// By record, the first record of its household.
std::vector<std::uint32_t> households(const Records& records, const std::vector<Edge>& edges, const Clusters& clusters,
                                      const HouseholdOptions& options);

} // namespace kith::linkage
