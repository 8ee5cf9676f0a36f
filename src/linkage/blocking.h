#pragma once
// Which pairs are worth comparing: those that share all lanes of at least one rule. A rule's pairs come in stretches
// that depend on the records alone, so threads may take them in any order.

#include "linkage/compare.h"
#include "linkage/hash.h"
#include "linkage/sort.h"

namespace kith::linkage {

// A set of lanes, one bit each.
using Lanes = std::uint32_t;

constexpr Lanes lanes(std::initializer_list<unsigned> which) {
    Lanes all = 0;
    for (const auto each : which)
        all |= 1U << each;
    return all;
}

// A pair that shares all lanes of several rules is judged by the first of them.
// The rules of which these records hold all lanes.
std::vector<Lanes> blocking_rules(const Records& records);

// By the lanes that a pair shares, which of the rules is to judge it: the first; as many as there are rules when none
// is.
class FirstRules {
public:
    FirstRules() = default;
    // Of at most 255 rules.
    explicit FirstRules(std::span<const Lanes> rules);

    std::size_t operator[](Lanes shared) const { return first_[shared]; }

private:
    std::vector<std::uint8_t> first_;
};

// The lanes that are shared by whoever shares these: a postcode's district, a forename's formal name.
Lanes implied_by(Lanes rule);
// Those that tell something besides.
Lanes telling_besides(Lanes rule);

// What no lane holds: the year of birth, which may be all that is known of a birthday, and the town. Whoever shares a
// birthday or a postcode shares these as well, and is compared up to `largest_block` without sharing more: people with
// many badly written records are found so (0.8 points of F1 there, some 3 % of the time of a million).
inline bool are_alike_besides(const Records& records, std::uint32_t a, std::uint32_t b) {
    const auto year = [&](std::uint32_t record) {
        return Birth::unpacked(records.rows[record].lanes[lane::birth]).year;
    };
    if (year(a) != 0 && year(a) == year(b)) return true;
    if (records.towns.texts.size() < 2) return false;
    const auto town = records.more_of(a).town;
    return town != 0 && town == records.more_of(b).town;
}

// "surname birth"
std::string words_of(Lanes rule);
// The number by which records that hold all lanes of a rule are brought together. Few others have the same.
std::uint32_t key_of(const Row& row, Lanes rule);

// Whether a row holds all lanes of a rule.
bool holds(const Row& row, Lanes rule);
// The records that hold them and are not sealed, by key; equals in their order.
std::vector<Keyed> keyed_by(const Records& records, Lanes rule);

// In a block of more records than this, pairs must share something that the rule does not imply, the year of birth or
// the town. What shares nothing else is passed over and counted.
constexpr std::size_t small_block = 12;
// A block of more than this is not walked pair by pair, but taken apart by the other lanes.
constexpr std::size_t largest_block = 1500;
// A part of such a block that shares one lane more is walked up to this; a larger part is taken apart by the next
// lanes.
constexpr std::size_t largest_part = 200;

using Members = std::vector<std::uint32_t>;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// The pairs of a block that is larger than that, each once. `members` are in the order of their keys.
Pairs pairs_of_oversize(const Records& records, Lanes rule, const Members& members);

// The rules for so many records, whether or not any holds their lanes.
std::vector<Lanes> possible_rules(std::size_t records, bool with_postcodes);

// The records that share all lanes of a rule with another, equal ones side by side.
class Blocks {
public:
    static constexpr std::size_t stretch = 1 << 13;

    Blocks(const Records& records, Lanes rule);

    std::size_t stretches() const { return (keyed_.size() + stretch - 1) / stretch; }

    // Pairs that share the rule's lanes, sampled or not.
    std::uint64_t pair_count() const;

    // Calls visit(a, b, shared) for each pair of the stretch, a < b, and returns how many pairs of oversize blocks
    // were passed over.
    template <typename Visit>
    std::uint64_t visit_pairs(std::size_t number, Visit&& visit) const;

    // Of the blocks chosen by hash, one in 2^`thinning`, every pair; large blocks in part.
    template <typename Visit>
    void sample_pairs(unsigned thinning, Visit&& visit) const;

private:
    std::uint32_t key(std::size_t at) const { return static_cast<std::uint32_t>(keyed_[at] >> 32); }

    std::uint32_t record(std::size_t at) const { return static_cast<std::uint32_t>(keyed_[at]); }

    // Calls block(begin, end) for each block that begins in the stretch.
    template <typename Block>
    void each_block(std::size_t number, Block&& block) const;

    // What one key brought together, by what is truly shared: so no key's chance changes an answer.
    std::vector<Members> truly_alike(std::size_t begin, std::size_t end) const;

    template <typename Visit>
    std::uint64_t visit_block(const Members& members, Visit&& visit) const;

    const Records& records_;
    Lanes rule_;
    Lanes telling_; // lanes that the rule does not imply
    std::vector<Keyed> keyed_;
};

template <typename Block>
void Blocks::each_block(std::size_t number, Block&& block) const {
    std::size_t begin = number * stretch;
    const std::size_t limit = std::min(keyed_.size(), begin + stretch);
    while (begin > 0 && begin < limit && key(begin) == key(begin - 1))
        ++begin;
    while (begin < limit) {
        std::size_t end = begin + 1;
        while (end < keyed_.size() && key(end) == key(begin))
            ++end;
        block(begin, end);
        begin = end;
    }
}

template <typename Visit>
std::uint64_t Blocks::visit_pairs(std::size_t number, Visit&& visit) const {
    std::uint64_t passed_over = 0;
    const auto* rows = records_.rows.data();
    std::size_t ahead = number * stretch;
    each_block(number, [&](std::size_t begin, std::size_t end) {
        for (ahead = std::max(ahead, end); ahead < std::min(keyed_.size(), end + 24); ++ahead)
            __builtin_prefetch(&rows[record(ahead)]);
        if (end - begin > small_block && rule_ != 0) {
            for (const auto& members : truly_alike(begin, end))
                passed_over += visit_block(members, visit);
            return;
        }
        for (std::size_t i = begin; i < end; ++i) {
            const auto a = record(i);
            for (std::size_t j = i + 1; j < end; ++j) {
                const auto b = record(j);
                const auto shared = shared_lanes(rows[a], rows[b]);
                if ((shared & rule_) == rule_) visit(a, b, shared);
            }
        }
    });
    return passed_over;
}

template <typename Visit>
std::uint64_t Blocks::visit_block(const Members& members, Visit&& visit) const {
    const auto* rows = records_.rows.data();
    if (members.size() > largest_block) {
        const auto pairs = pairs_of_oversize(records_, rule_, members);
        for (const auto& [a, b] : pairs)
            visit(a, b, shared_lanes(rows[a], rows[b]));
        return std::uint64_t{members.size()} * (members.size() - 1) / 2 - pairs.size();
    }
    const bool is_small = members.size() <= small_block;
    std::uint64_t passed_over = 0;
    for (std::size_t i = 0; i < members.size(); ++i)
        for (std::size_t j = i + 1; j < members.size(); ++j) {
            const auto a = members[i], b = members[j];
            const auto shared = shared_lanes(rows[a], rows[b]);
            if (is_small || (shared & telling_) != 0 || are_alike_besides(records_, a, b))
                visit(a, b, shared);
            else
                ++passed_over;
        }
    return passed_over;
}

template <typename Visit>
void Blocks::sample_pairs(unsigned thinning, Visit&& visit) const {
    const auto* rows = records_.rows.data();
    const auto sample = [&](std::size_t begin, std::size_t end) {
        // Chosen by the block's first record, which knows nothing of the order of the files.
        if ((mixed(records_.order_key[record(begin)], rule_) & ((1U << thinning) - 1)) != 0) return;
        const std::size_t reach = std::min<std::size_t>(end - begin, 256);
        for (std::size_t i = begin; i < end; ++i)
            for (std::size_t j = i + 1; j < std::min(end, i + reach); ++j) {
                const auto a = record(i), b = record(j);
                const auto shared = shared_lanes(rows[a], rows[b]);
                if ((shared & rule_) == rule_) visit(a, b, shared);
            }
    };
    for (std::size_t number = 0; number < stretches(); ++number)
        each_block(number, sample);
}

} // namespace kith::linkage
