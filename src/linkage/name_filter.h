#pragma once
// The loop in which a search spends its time: which names have so many letters in common with one that they may be
// alike.

#include <cstdint>
#include <span>
#include <vector>

namespace kith::linkage {

// Puts into `passed` the places of those bags (Name::bag) that have at least `fewest` bits in common with `bag`, in
// their order. Uses the instruction that counts bits where the processor has it.
void find_in_common(std::span<const std::uint64_t> bags, std::uint64_t bag, unsigned fewest,
                    std::vector<std::uint32_t>& passed);

// The same as every processor does it.
void find_in_common_plainly(std::span<const std::uint64_t> bags, std::uint64_t bag, unsigned fewest,
                            std::vector<std::uint32_t>& passed);

} // namespace kith::linkage
