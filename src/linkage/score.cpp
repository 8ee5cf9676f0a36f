#include "linkage/score.h"

#include "linkage/compare.h"
#include "linkage/hash.h"

namespace kith::linkage {

namespace {

constexpr Bits impossible = -300 * bit;

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

CommonnessTable::CommonnessTable(const Commonness& commonness) : otherwise_(commonness.otherwise) {
    std::size_t room = 16;
    while (room < commonness.listed.size() * 2)
        room *= 2;
    places_.resize(room);
    for (const auto& each : commonness.listed) {
        std::size_t at = each.first & (room - 1);
        while (places_[at].first != 0)
            at = (at + 1) & (room - 1);
        places_[at] = each;
    }
}

Bits CommonnessTable::of(std::uint64_t hash) const {
    for (std::size_t at = hash & (places_.size() - 1);; at = (at + 1) & (places_.size() - 1)) {
        if (places_[at].first == hash) return places_[at].second;
        if (places_[at].first == 0) return otherwise_;
    }
}

void CommonnessTable::cover(const Records& records, unsigned which) {
    const auto count = value_count(records, which);
    for (auto number = static_cast<std::uint32_t>(of_number_.size()); number < count; ++number)
        of_number_.push_back(
            static_cast<std::int16_t>(number == 0 ? 0 : of(hash_of(value_text(records, which, number)))));
}

Scorer::Scorer(const Model& model, const Records& records) : records_(records), model_(model) {
    std::optional<Usual> here;
    const auto& usual = model.usual ? *model.usual : here.emplace(usual_of(records));
    for (const auto which : with_commonness)
        common_[which] = CommonnessTable(usual.commonness[which]);
    extend();
}

void Scorer::extend() {
    for (const auto which : with_commonness)
        common_[which].cover(records_, which);
}

Bits Scorer::frequency(unsigned which, std::uint32_t a, std::uint32_t b) const {
    const auto& lanes = records_.rows[a].lanes;
    switch (which) {
    case comparison::forename:
        // The same in all but spaces ("Xiao Ming", "Xiaoming") may be two numbers.
        return std::max(common_[which][lanes[lane::forename]], common_[which][records_.rows[b].lanes[lane::forename]]);
    case comparison::surname:
        return common_[which][lanes[lane::surname]];
    case comparison::address:
        return records_.crowding.empty() ? 0 : records_.crowding[a] * (bit / 16);
    case comparison::phone:
        return common_[which][lanes[lane::phone]];
    case comparison::email:
        return common_[which][lanes[lane::email]];
    case comparison::town:
        return common_[which][records_.more_of(a).town];
    case comparison::identifier:
        return common_[which][lanes[lane::identifier]];
    case comparison::identifier + 1:
        return common_[which][lanes[lane::identifier_2]];
    case comparison::identifier + 2:
        return common_[which][records_.more_of(a).identifier_3];
    case comparison::identifier + 3:
        return common_[which][records_.more_of(a).identifier_4];
    default:
        return 0;
    }
}

void Scorer::fetch(std::uint32_t a, std::uint32_t shared) const {
    const auto& lanes = records_.rows[a].lanes;
    if (shares(shared, lane::postcode) && !records_.crowding.empty()) __builtin_prefetch(&records_.crowding[a]);
    if (shares(shared, lane::forename)) common_[comparison::forename].fetch(lanes[lane::forename]);
    if (shares(shared, lane::surname)) common_[comparison::surname].fetch(lanes[lane::surname]);
    if (shares(shared, lane::phone)) common_[comparison::phone].fetch(lanes[lane::phone]);
    if (shares(shared, lane::email)) common_[comparison::email].fetch(lanes[lane::email]);
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
