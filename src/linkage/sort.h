#pragma once
// Sorting by keys: stable, and the same on every machine.

#include <cstdint>
#include <vector>

namespace kith::linkage {

// A key in the upper half, what it belongs to in the lower.
using Keyed = std::uint64_t;

// By the upper half; equals stay in their order. `spare` is room for work, kept between calls.
void sort_by_key(std::vector<Keyed>& keyed, std::vector<Keyed>& spare);

// Positions of `keys` in their order.
std::vector<std::uint32_t> sorted_positions(const std::vector<std::uint64_t>& keys);

} // namespace kith::linkage
