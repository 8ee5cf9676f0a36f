#pragma once
// From levels to weights: log2 of how many times likelier "the same person" is than anything else, in 1/1024 bit.
// Everything here is whole numbers, so the sum is the same in any order and on any processor.

#include "linkage/logarithm.h"
#include "linkage/model.h"
#include "linkage/records.h"

namespace kith::linkage {

using ClassBits = std::array<Bits, class_count>;

// A model's shares as logarithms.
struct ModelBits {
    explicit ModelBits(const Model& model);

    // Same person against the rest, of sums of logarithms.
    static Bits weight(const ClassBits& sums);

    // Of that, what a level brings when nothing else could be.
    Bits against_unrelated(unsigned which, unsigned level) const {
        return of_level[which][level].front() - of_level[which][level].back();
    }

    ClassBits prior{};
    std::array<std::array<ClassBits, most_levels>, comparison::count> of_level{};
};

// Adds that a value shared is rarer (below zero) or commoner than most: strangers share it as seldom.
inline void add_frequency(ClassBits& sums, unsigned which, Bits rarer) {
    sums.back() += rarer;
    // A forename is each child's own: two of one household share it as strangers do, but for namesakes.
    if (which != comparison::forename) return;
    sums[static_cast<unsigned>(PairClass::same_household)] += rarer;
    sums[static_cast<unsigned>(PairClass::twins)] += rarer;
}

struct Weighed {
    Bits weight = 0;      // same person against the rest
    ClassBits of_class{}; // log2 of each class's share, up to a common term

    // Between 0 and 1, of one class.
    double probability(PairClass which) const;
    std::array<double, class_count> probabilities() const;
};

// One part of a weight, for explanations.
struct Contribution {
    unsigned comparison = 0;
    unsigned level = 0;
    Bits level_bits = 0;     // same person against unrelated
    Bits frequency_bits = 0; // because the value is rarer or commoner than most
};

// How common each value of some records is, by its number.
class CommonnessTable {
public:
    CommonnessTable() = default;
    explicit CommonnessTable(const Commonness& commonness);

    // Looks up the values from the first that is not covered yet.
    void cover(const Records& records, unsigned which);

    Bits operator[](std::uint32_t number) const { return of_number_[number]; }

    void fetch(std::uint32_t number) const { __builtin_prefetch(&of_number_[number]); }

private:
    Bits of(std::uint64_t hash) const;

    Bits otherwise_ = 0;
    std::vector<std::pair<std::uint64_t, Bits>> places_; // by hash; 0: free
    std::vector<std::int16_t> of_number_;
};

class Scorer {
public:
    Scorer(const Model& model, const Records& records);

    // After more records: covers the values that came with them.
    void extend();

    Weighed weigh(std::uint32_t a, std::uint32_t b, Pattern pattern) const;

    std::vector<Contribution> contributions(std::uint32_t a, std::uint32_t b, Pattern pattern) const;
    // What remains when nothing is known.
    Weighed prior() const;

private:
    friend class Weigher;

    Bits frequency(unsigned which, std::uint32_t a, std::uint32_t b) const;
    void fetch(std::uint32_t a, std::uint32_t shared) const;
    ClassBits sums(Pattern pattern) const;

    const Records& records_;
    ModelBits model_;
    std::array<CommonnessTable, comparison::count> common_;
};

// The same weights for pairs by the million: most patterns come again. One for each thread; what it remembers changes
// no answer.
class Weigher {
public:
    explicit Weigher(const Scorer& scorer) : scorer_(scorer) {}

    Weighed weigh(std::uint32_t a, std::uint32_t b, Pattern pattern);

    // As Comparer::fetch, of what most pairs that share these lanes make weigh(a, b, …) wait for.
    void fetch(std::uint32_t a, std::uint32_t shared) const { scorer_.fetch(a, shared); }

    Weighed prior() const { return scorer_.prior(); }

private:
    struct Sums {
        Pattern pattern = 0; // 0: free, as a pair of which nothing is known is not weighed here
        ClassBits sums{};
        std::uint32_t same = 0; // comparisons whose values may be rare, a bit each
    };

    const Scorer& scorer_;
    std::vector<Sums> held_ = std::vector<Sums>(1 << 12);
};

} // namespace kith::linkage
