#include "linkage/hash.h"
#include "linkage/sort.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

namespace kith::linkage {

namespace {

std::vector<Keyed> keyed_by(std::size_t count, const std::function<std::uint32_t(std::uint32_t)>& key) {
    std::vector<Keyed> keyed;
    for (std::uint32_t i = 0; i < count; ++i)
        keyed.push_back(Keyed{key(i)} << 32 | i);
    return keyed;
}

bool is_sorted_as_the_library_does(std::vector<Keyed> keyed, std::vector<Keyed>& spare) {
    auto expected = keyed;
    std::stable_sort(expected.begin(), expected.end(), [](Keyed a, Keyed b) { return a >> 32 < b >> 32; });
    sort_by_key(keyed, spare);
    return keyed == expected;
}

std::uint32_t by_chance(std::uint32_t number) {
    return static_cast<std::uint32_t>(mixed(number, 7) >> 16);
}

} // namespace

TEST_CASE("keys are sorted, and equals stay in their order") {
    std::vector<Keyed> spare;
    for (const std::size_t count : {0U, 1U, 511U, 512U, 5000U}) {
        CAPTURE(count);
        CHECK(is_sorted_as_the_library_does(keyed_by(count, [](auto) { return 0U; }), spare));
        CHECK(is_sorted_as_the_library_does(keyed_by(count, [](auto) { return 0xffffffffU; }), spare));
        for (const unsigned width : {1U, 5U, 11U, 21U, 22U, 23U, 31U, 32U}) {
            CAPTURE(width);
            CHECK(is_sorted_as_the_library_does(
                keyed_by(count, [&](std::uint32_t i) { return by_chance(i) >> (32 - width); }), spare));
        }
        CHECK(is_sorted_as_the_library_does(
            keyed_by(count, [](std::uint32_t i) { return i == 400 ? 0xf0000000U : by_chance(i) & 1023U; }), spare));
    }
}

TEST_CASE("keys that agree in their highest bits are sorted by the rest, few or many") {
    std::vector<Keyed> spare;
    for (const std::uint32_t together : {2U, 16U, 17U, 500U}) {
        CAPTURE(together);
        const auto falling = [&](std::uint32_t i) { return (i / together) << 20 | (1023 - i % together / 2); };
        CHECK(is_sorted_as_the_library_does(keyed_by(4000, falling), spare));
    }
}

TEST_CASE("positions of keys of 64 bits") {
    std::vector<std::uint64_t> keys;
    for (std::uint64_t i = 0; i < 3000; ++i)
        keys.push_back(i % 3 == 0 ? mixed(i, 3) : mixed(i % 50, 4));
    std::vector<std::uint32_t> expected(keys.size());
    std::iota(expected.begin(), expected.end(), 0U);
    std::stable_sort(expected.begin(), expected.end(), [&](auto a, auto b) { return keys[a] < keys[b]; });
    CHECK(sorted_positions(keys) == expected);
}

} // namespace kith::linkage
