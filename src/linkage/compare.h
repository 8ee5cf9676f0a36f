#pragma once
// Compares two records: from equal numbers where it can, from the texts where it must. One for each thread; what it
// remembers changes no answer.

#include "linkage/comparison.h"
#include "linkage/records.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace kith::linkage {

// The lanes in which two rows hold the same, one bit each.
inline std::uint32_t shared_lanes(const Row& a, const Row& b) {
    std::uint32_t equal = 0;
#ifdef __SSE2__
    const auto* left = reinterpret_cast<const __m128i*>(a.lanes.data());
    const auto* right = reinterpret_cast<const __m128i*>(b.lanes.data());
    const auto low = _mm_packs_epi32(_mm_cmpeq_epi32(left[0], right[0]), _mm_cmpeq_epi32(left[1], right[1]));
    const auto high = _mm_packs_epi32(_mm_cmpeq_epi32(left[2], right[2]), _mm_cmpeq_epi32(left[3], right[3]));
    equal = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
#else
    for (unsigned i = 0; i < lane::count; ++i)
        equal |= (a.lanes[i] == b.lanes[i] ? 1U : 0U) << i;
#endif
    return equal & a.lanes[lane::facts] & b.lanes[lane::facts] & ~(1U << lane::facts) & 0xffffU;
}

inline bool shares(std::uint32_t shared, unsigned which) {
    return (shared >> which & 1U) != 0;
}

// Of two days that are not the same or not whole.
unsigned birth_level(const Birth& a, const Birth& b);

class Comparer {
public:
    explicit Comparer(const Records& records);

    // `shared` is shared_lanes of the two rows.
    Pattern compare(std::uint32_t a, std::uint32_t b, std::uint32_t shared);

    // Has the processor begin to fetch what most pairs make compare(a, b, shared) wait for besides the two rows, for a
    // caller who has other pairs to see to meanwhile.
    void fetch(std::uint32_t a, std::uint32_t b, std::uint32_t shared) const;

    Pattern compare(std::uint32_t a, std::uint32_t b) {
        return compare(a, b, shared_lanes(records_.rows[a], records_.rows[b]));
    }

private:
    Pattern names(const Row& a, const Row& b, std::uint32_t shared);
    Pattern names_with_more(std::uint32_t a, std::uint32_t b, Pattern pattern);
    Pattern crossed_names(const Row& a, const Row& b, unsigned forename, unsigned surname) const;
    unsigned forename(const Row& a, const Row& b);
    unsigned surname(const Row& a, const Row& b);
    unsigned middle(std::uint32_t a, std::uint32_t b) const;
    bool are_of_other_kinds(const Row& a, const Row& b) const;
    bool turned_of_other_kind(const Row& turned, const Row& other) const;
    bool is_turned(const Row& turned, const Row& given, const More& more) const;
    bool lone_name_is_surname(const Row& one, const Row& other) const;
    std::uint32_t all_forenames(const Row& row, const More& more) const;
    double similarity(std::uint32_t a, std::uint32_t b) const;
    bool is_similar(double alike, std::uint32_t a, std::uint32_t b) const;

    unsigned birth(const Row& a, const Row& b) const;
    unsigned address(const Row& a, const Row& b, std::uint32_t shared) const;
    unsigned street(const Row& a, const Row& b);
    unsigned phone(std::uint32_t a, std::uint32_t b) const;
    unsigned email(std::uint32_t a, std::uint32_t b) const;
    unsigned identifier(unsigned which, std::uint32_t a, std::uint32_t b) const;
    Pattern with_more(std::uint32_t a, std::uint32_t b, Pattern pattern);

    // A level that was worked out before, by the two numbers; the level sits in the lowest byte.
    struct Memory {
        std::vector<std::uint64_t> held = std::vector<std::uint64_t>(std::size_t{1} << 15);

        template <typename WorkOut>
        unsigned level(std::uint32_t a, std::uint32_t b, WorkOut&& work_out);

        static std::uint64_t key_of(std::uint32_t a, std::uint32_t b) {
            return (std::uint64_t{std::min(a, b)} << 28 | std::max(a, b)) << 8;
        }

        static std::size_t place_of(std::uint64_t key) { return (key * 0x9e3779b97f4a7c15U) >> 49; }
    };

    const Records& records_;
    Memory forenames_, surnames_, streets_;
};

template <typename WorkOut>
unsigned Comparer::Memory::level(std::uint32_t a, std::uint32_t b, WorkOut&& work_out) {
    const auto key = key_of(a, b);
    auto& known = held[place_of(key)];
    if ((known & ~std::uint64_t{255}) == key) return static_cast<unsigned>(known & 255U);
    const unsigned found = work_out();
    known = key | found;
    return found;
}

} // namespace kith::linkage
