#include "linkage/sort.h"

#include "linkage/large_pages.h"

namespace kith::linkage {

namespace {

constexpr unsigned digit_bits = 11;
constexpr std::size_t digits = 1U << digit_bits;

void pass(const Keyed* from, Keyed* to, std::size_t count, unsigned shift, std::uint32_t* starts) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        const auto here = starts[i];
        starts[i] = sum;
        sum += here;
    }
    for (std::size_t i = 0; i < count; ++i)
        to[starts[from[i] >> shift & (digits - 1)]++] = from[i];
}

} // namespace

void sort_by_key(std::vector<Keyed>& keyed, std::vector<Keyed>& spare) {
    // The tables of a radix sort are larger than few keys.
    if (keyed.size() < 512) {
        std::stable_sort(keyed.begin(), keyed.end(), [](Keyed a, Keyed b) { return a >> 32 < b >> 32; });
        return;
    }
    reserve_in_large_pages(spare, keyed.size());
    spare.resize(keyed.size());
    std::vector<std::uint32_t> starts(digits * 3);
    for (const auto each : keyed) {
        ++starts[each >> 32 & (digits - 1)];
        ++starts[digits + (each >> 43 & (digits - 1))];
        ++starts[2 * digits + (each >> 54)];
    }
    pass(keyed.data(), spare.data(), keyed.size(), 32, starts.data());
    pass(spare.data(), keyed.data(), keyed.size(), 43, starts.data() + digits);
    pass(keyed.data(), spare.data(), keyed.size(), 54, starts.data() + 2 * digits);
    keyed.swap(spare);
}

std::vector<std::uint32_t> sorted_positions(const std::vector<std::uint64_t>& keys) {
    std::vector<Keyed> keyed(keys.size()), spare;
    for (std::size_t i = 0; i < keys.size(); ++i)
        keyed[i] = (keys[i] & 0xffffffffU) << 32 | i;
    sort_by_key(keyed, spare);
    for (auto& each : keyed)
        each = (keys[each & 0xffffffffU] >> 32) << 32 | (each & 0xffffffffU);
    sort_by_key(keyed, spare);
    std::vector<std::uint32_t> positions(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
        positions[i] = static_cast<std::uint32_t>(keyed[i]);
    return positions;
}

} // namespace kith::linkage
