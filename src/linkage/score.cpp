#include "linkage/score.h"

#include "linkage/hash.h"

namespace kith::linkage {

namespace {

constexpr Bits impossible = -300 * bit;

// How much rarer than a typical shared value each value is, in bits below zero, commoner above: log2(tf / sum of tf²).
// A value is never taken for rarer than one record in a hundred thousand, nor than three records.
template <typename Count>
std::vector<std::int16_t> frequency_bits(std::size_t values, Count&& count) {
    std::vector<std::int16_t> all(values);
    double total = 0, squares = 0;
    for (std::size_t i = 1; i < values; ++i) {
        const double here = count(i);
        total += here;
        squares += here * here;
    }
    if (total == 0) return all;
    const double typical = log2_of(squares / total);
    const double rarest = std::max(3.0, total * 1e-5);
    for (std::size_t i = 1; i < values; ++i) {
        const double here = std::max<double>(count(i), rarest);
        all[i] = static_cast<std::int16_t>(bits(std::clamp(log2_of(here) - typical, -12.0, 12.0)));
    }
    return all;
}

std::vector<std::int16_t> frequency_bits(const Values& values) {
    return frequency_bits(values.records.size(), [&](std::size_t i) { return values.records[i]; });
}

} // namespace

std::array<double, class_count> Weighed::probabilities() const {
    Bits all = of_class[0];
    for (unsigned c = 1; c < class_count; ++c)
        all = sum_of_powers(all, of_class[c]);
    std::array<double, class_count> shares{};
    for (unsigned c = 0; c < class_count; ++c)
        shares[c] = power_of(of_class[c] - all);
    return shares;
}

double Weighed::probability(PairClass which) const {
    return probabilities()[static_cast<unsigned>(which)];
}

ModelBits::ModelBits(const Model& model) {
    const auto log = [](double share) { return share > 0 ? bits(log2_of(share)) : impossible; };
    for (unsigned c = 0; c < class_count; ++c) {
        const auto which = static_cast<PairClass>(c);
        const bool is_left_out = model.two_class && which != PairClass::same_person && which != PairClass::unrelated;
        prior[c] = is_left_out ? impossible : log(model.share[c]);
        for (unsigned i = 0; i < comparison::count; ++i)
            for (unsigned l = 1; l < level_count(i); ++l)
                of_level[i][l][c] = log(model.of[c][i][l]);
    }
}

Bits ModelBits::weight(const ClassBits& sums) {
    Bits rest = sums.back();
    for (unsigned c = 1; c + 1 < class_count; ++c)
        rest = sum_of_powers(rest, sums[c]);
    return sums.front() - rest;
}

Scorer::Scorer(const Model& model, const Records& records) : records_(records), model_(model) {
    const auto& names = records.names;
    forename_ = frequency_bits(names.size(), [&](std::size_t i) { return names[i].as_forename; });
    surname_ = frequency_bits(names.size(), [&](std::size_t i) { return names[i].as_surname; });
    phone_ = frequency_bits(records.phones);
    email_ = frequency_bits(records.emails);
    town_ = frequency_bits(records.towns);
    for (std::size_t i = 0; i < most_identifiers; ++i)
        identifier_[i] = frequency_bits(records.identifiers[i]);
}

Bits Scorer::frequency(unsigned which, std::uint32_t a, std::uint32_t b) const {
    const auto& lanes = records_.rows[a].lanes;
    switch (which) {
    case comparison::forename:
        // The same in all but spaces ("Xiao Ming", "Xiaoming") may be two numbers.
        return std::max(forename_[lanes[lane::forename]], forename_[records_.rows[b].lanes[lane::forename]]);
    case comparison::surname:
        return surname_[lanes[lane::surname]];
    case comparison::address:
        return records_.crowding.empty() ? 0 : records_.crowding[a] * (bit / 16);
    case comparison::phone:
        return phone_[lanes[lane::phone]];
    case comparison::email:
        return email_[lanes[lane::email]];
    case comparison::town:
        return town_[records_.more_of(a).town];
    case comparison::identifier:
        return identifier_[0][lanes[lane::identifier]];
    case comparison::identifier + 1:
        return identifier_[1][lanes[lane::identifier_2]];
    case comparison::identifier + 2:
        return identifier_[2][records_.more_of(a).identifier_3];
    case comparison::identifier + 3:
        return identifier_[3][records_.more_of(a).identifier_4];
    default:
        return 0;
    }
}

Weighed Scorer::prior() const {
    return {ModelBits::weight(model_.prior), model_.prior};
}

ClassBits Scorer::sums(Pattern pattern) const {
    ClassBits sums = model_.prior;
    for (unsigned i = 0; pattern != 0; ++i, pattern >>= 4) {
        const auto& add = model_.of_level[i][pattern & 15U];
        for (unsigned c = 0; c < class_count; ++c)
            sums[c] += add[c];
    }
    return sums;
}

Weighed Scorer::weigh(std::uint32_t a, std::uint32_t b, Pattern pattern) const {
    auto sums = this->sums(pattern);
    for (unsigned i = 0; i < comparison::count; ++i)
        if (level_in(pattern, i) == level::same) add_frequency(sums, i, frequency(i, a, b));
    return {ModelBits::weight(sums), sums};
}

Weighed Weigher::weigh(std::uint32_t a, std::uint32_t b, Pattern pattern) {
    if (pattern == 0) return scorer_.prior();
    auto& held = held_[mixed(pattern, 0) >> 52];
    if (held.pattern != pattern) {
        held = {pattern, scorer_.sums(pattern), 0};
        for (unsigned i = 0; i < comparison::count; ++i)
            held.same |= level_in(pattern, i) == level::same ? 1U << i : 0U;
    }
    auto sums = held.sums;
    for (auto rest = held.same; rest != 0; rest &= rest - 1) {
        const auto which = static_cast<unsigned>(__builtin_ctz(rest));
        add_frequency(sums, which, scorer_.frequency(which, a, b));
    }
    return {ModelBits::weight(sums), sums};
}

std::vector<Contribution> Scorer::contributions(std::uint32_t a, std::uint32_t b, Pattern pattern) const {
    std::vector<Contribution> all;
    for (unsigned i = 0; i < comparison::count; ++i) {
        const unsigned level = level_in(pattern, i);
        if (level == level::unknown) continue;
        all.push_back({i, level, model_.against_unrelated(i, level), level == level::same ? -frequency(i, a, b) : 0});
    }
    return all;
}

} // namespace kith::linkage
