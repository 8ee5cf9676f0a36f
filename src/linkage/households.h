#pragma once
// Who lives together: a second graph over the people that clustering found. It never merges people.

#include "linkage/cluster.h"

namespace kith::linkage {

struct HouseholdOptions {
    double from_probability = 0.8;
    std::size_t most_people = 16; // an address where more hang together, as in a hostel, is no household's
};

// Whether an edge with this probability (Edge::household) speaks for one.
bool is_household(std::uint16_t probability, const HouseholdOptions& options);

// By record, the first record of its household. `edges` by a, then b; of each record, `person` is the first that is the
// same person. Both are by place among `members`, or by record when there are none.
std::vector<std::uint32_t> households(const Records& records, std::span<const std::uint32_t> members,
                                      const std::vector<Edge>& edges, const std::vector<std::uint32_t>& person,
                                      const HouseholdOptions& options);

} // namespace kith::linkage
