#include "linkage/sort.h"

#include "linkage/large_pages.h"

#include <bit>

namespace kith::linkage {

namespace {

constexpr unsigned digit_bits = 11;
constexpr std::size_t digit_values = 1U << digit_bits;
constexpr std::size_t few = 16;

bool is_before(Keyed a, Keyed b) {
    return a >> 32 < b >> 32;
}

void pass(const Keyed* from, Keyed* to, std::size_t count, unsigned shift, std::uint32_t* starts) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < digit_values; ++i) {
        const auto here = starts[i];
        starts[i] = sum;
        sum += here;
    }
    for (std::size_t i = 0; i < count; ++i)
        to[starts[from[i] >> shift & (digit_values - 1)]++] = from[i];
}

void sort_group(Keyed* begin, Keyed* end) {
    // For a few, what the library asks memory for costs more than the sorting.
    if (static_cast<std::size_t>(end - begin) > few) return std::stable_sort(begin, end, is_before);
    for (auto* each = begin + 1; each < end; ++each)
        for (auto* back = each; back > begin && is_before(*back, *(back - 1)); --back)
            std::swap(*back, *(back - 1));
}

} // namespace

void sort_by_key(std::vector<Keyed>& keyed, std::vector<Keyed>& spare) {
    // The tables of a radix sort are larger than few keys.
    if (keyed.size() < 512) {
        std::stable_sort(keyed.begin(), keyed.end(), is_before);
        return;
    }
    Keyed any = 0;
    for (const auto each : keyed)
        any |= each;
    // By the two highest digits that keys use; those that agree in these are put in order after. A third pass would pay
    // where that is nearly all of them, above some fifty million.
    const auto width = static_cast<unsigned>(std::bit_width(any >> 32));
    const unsigned low = 32 + (width > 2 * digit_bits ? width - 2 * digit_bits : 0), high = low + digit_bits;
    reserve_in_large_pages(spare, keyed.size());
    spare.resize(keyed.size());
    std::vector<std::uint32_t> starts(digit_values * 2);
    for (const auto each : keyed) {
        ++starts[each >> low & (digit_values - 1)];
        ++starts[digit_values + (each >> high & (digit_values - 1))];
    }
    pass(keyed.data(), spare.data(), keyed.size(), low, starts.data());
    pass(spare.data(), keyed.data(), keyed.size(), high, starts.data() + digit_values);
    for (std::size_t begin = 0, end = 0; low > 32 && begin < keyed.size(); begin = end) {
        bool is_sorted = true;
        for (end = begin + 1; end < keyed.size() && (keyed[end] ^ keyed[begin]) >> low == 0; ++end)
            is_sorted = is_sorted && !is_before(keyed[end], keyed[end - 1]);
        if (!is_sorted) sort_group(keyed.data() + begin, keyed.data() + end);
    }
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
