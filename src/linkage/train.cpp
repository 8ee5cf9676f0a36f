#include "linkage/train.h"

#include "linkage/blocking.h"
#include "linkage/logarithm.h"
#include "linkage/parallel.h"

namespace kith::linkage {

namespace {

constexpr std::uint64_t pairs_of_a_sample = 200000;
constexpr std::size_t random_pairs = std::size_t{1} << 18;
constexpr int rounds = 20;
constexpr double kept_to_built_in = 30; // pairs' worth

struct Counted {
    Pattern pattern = 0;
    double pairs = 0;
};

// Pairs by their pattern, in the order of patterns.
class PatternCounts {
public:
    void add(Pattern pattern) { patterns_.push_back(pattern); }

    void add(const PatternCounts& other) {
        patterns_.insert(patterns_.end(), other.patterns_.begin(), other.patterns_.end());
    }

    std::vector<Counted> counted() {
        std::sort(patterns_.begin(), patterns_.end());
        std::vector<Counted> all;
        for (const auto pattern : patterns_) {
            if (all.empty() || all.back().pattern != pattern) all.push_back({pattern, 0});
            all.back().pairs += 1;
        }
        return all;
    }

private:
    std::vector<Pattern> patterns_;
};

struct Sample {
    Lanes lanes = 0;
    double thinning = 1;                            // pairs of the records for each pair here
    std::array<unsigned, comparison::count> only{}; // levels possible here, one bit each; 0: any
    std::vector<Counted> counts;
    std::array<double, class_count> share{};
};

double pair_total(double records) {
    return records * (records - 1) / 2;
}

class Training {
public:
    Training(const Records& records, const TrainingOptions& options)
        : records_(records), options_(options), model_(built_in_model()) {
        model_.two_class = options.two_class;
        model_.made_from = fmt::format("{} records", records.count);
        if (options.two_class) {
            model_.share_of(PairClass::same_household) = 0;
            model_.share_of(PairClass::twins) = 0;
        }
    }

    Model model() {
        if (records_.count < 2) return model_;
        measure_presence();
        measure_unrelated();
        start_shares();
        for (const auto chosen : sample_lanes())
            if (auto sample = take(chosen); !sample.counts.empty()) samples_.push_back(std::move(sample));
        for (int i = 0; i < rounds; ++i) {
            learn();
            if (i % 5 == 4) share_classes();
        }
        return model_;
    }

private:
    void measure_presence();
    void measure_unrelated();
    void set_unrelated(unsigned which, unsigned level, double shared);
    void start_shares();
    std::vector<Lanes> sample_lanes() const;
    Sample take(Lanes lanes) const;
    void learn();
    void share_classes();
    bool is_left_to_others(const Sample& sample) const;
    double likelihood(const Sample& sample, unsigned of_class, Pattern pattern) const;
    double share_chosen(const Sample& sample, unsigned of_class) const;

    const Records& records_;
    TrainingOptions options_;
    Model model_;
    std::array<double, lane::count> presence_{};
    std::vector<Sample> samples_;
};

void Training::measure_presence() {
    for (unsigned i = 0; i < lane::count; ++i) {
        std::size_t holding = 0;
        for (const auto& row : records_.rows)
            holding += row.lanes[lane::facts] >> i & 1U;
        presence_[i] = static_cast<double>(holding) / static_cast<double>(records_.count);
    }
}

// Share of pairs, both known, that hold the same value.
double sharing(const std::vector<std::uint32_t>& records) {
    double known = 0, same = 0;
    for (std::size_t i = 1; i < records.size(); ++i) {
        known += records[i];
        same += pair_total(records[i]);
    }
    return known < 2 ? 0 : same / pair_total(known);
}

void Training::set_unrelated(unsigned which, unsigned level, double share) {
    auto& levels = model_.shares(PairClass::unrelated)[which];
    const double before = levels[level];
    if (share <= 0 || share >= 1) return;
    for (unsigned l = 1; l < level_count(which); ++l)
        levels[l] = l == level ? share : levels[l] * (1 - share) / std::max(1e-9, 1 - before);
}

void Training::measure_unrelated() {
    const auto n = records_.count;
    const std::size_t wanted = std::min<std::size_t>(random_pairs, n * (n - 1) / 2);
    constexpr std::size_t stretch = 1 << 14;
    std::vector<std::array<std::array<std::uint64_t, most_levels>, comparison::count>> counts((wanted + stretch - 1) /
                                                                                              stretch);
    parallel(options_.threads, counts.size(), [&](std::size_t part) {
        Comparer comparer(records_);
        for (std::size_t i = part * stretch; i < std::min(wanted, (part + 1) * stretch); ++i) {
            // Records stand in an order that is as good as random, so any walk through them is.
            const auto a = mixed(i, 1) % n, b = (a + 1 + mixed(i, 2) % (n - 1)) % n;
            const auto pattern = comparer.compare(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b));
            for (unsigned c = 0; c < comparison::count; ++c)
                ++counts[part][c][level_in(pattern, c)];
        }
    });
    auto& unrelated = model_.shares(PairClass::unrelated);
    for (unsigned c = 0; c < comparison::count; ++c) {
        std::array<double, most_levels> sum{};
        double known = 0;
        for (const auto& part : counts)
            for (unsigned l = 1; l < level_count(c); ++l)
                sum[l] += static_cast<double>(part[c][l]);
        for (unsigned l = 1; l < level_count(c); ++l)
            known += sum[l];
        for (unsigned l = 1; l < level_count(c); ++l)
            unrelated[c][l] = (sum[l] + unrelated[c][l] * kept_to_built_in) / (known + kept_to_built_in);
    }
    const auto of_names = [&](std::uint32_t Name::*which) {
        std::vector<std::uint32_t> all;
        for (const auto& name : records_.names)
            all.push_back(name.*which);
        all[0] = 0;
        return sharing(all);
    };
    set_unrelated(comparison::forename, level::same, of_names(&Name::as_forename));
    set_unrelated(comparison::surname, level::same, of_names(&Name::as_surname));
    // A forename that is somebody's surname, in either direction.
    double crossed = 0;
    const double n_squared = static_cast<double>(n) * static_cast<double>(n);
    for (std::size_t i = 1; i < records_.names.size(); ++i)
        crossed += static_cast<double>(records_.names[i].as_forename) * records_.names[i].as_surname / n_squared;
    set_unrelated(comparison::surname, level::surname_as_forename, std::max(2 * crossed, 1e-6));
    // Names that may stand in either place keep company: ten times what chance alone would bring.
    set_unrelated(comparison::forename, level::forename_swapped, std::max(10 * crossed * crossed, 1e-9));
    // Where one value is nearly one person's, what agrees agrees mostly because the people do.
    constexpr double by_chance = 0.05;
    set_unrelated(comparison::phone, level::same, by_chance * sharing(records_.phones.records));
    set_unrelated(comparison::email, level::same, by_chance * sharing(records_.emails.records));
    for (unsigned i = 0; i < most_identifiers; ++i)
        set_unrelated(comparison::identifier + i, level::same, by_chance * sharing(records_.identifiers[i].records));
    const double postcode = sharing(records_.postcodes.records);
    if (postcode > 0) {
        const double house = presence_[lane::house] * presence_[lane::house];
        set_unrelated(comparison::address, level::same, by_chance * postcode * house);
        set_unrelated(comparison::address, level::address_postcode_only, std::max(1e-9, 0.5 * postcode * (1 - house)));
        set_unrelated(comparison::address, level::address_other_house, std::max(1e-9, 0.5 * postcode * house));
    }
}

void Training::start_shares() {
    const double n = static_cast<double>(records_.count);
    model_.share_of(PairClass::same_person) = std::min(0.1, 1 / n);
    if (options_.two_class) return;
    model_.share_of(PairClass::same_household) = std::min(0.1, 2 / n);
    model_.share_of(PairClass::twins) = std::min(0.01, 0.02 / n);
}

std::vector<Lanes> Training::sample_lanes() const {
    std::vector<Lanes> all;
    const auto often = [&](unsigned which) { return presence_[which] > 0.05; };
    const auto add = [&](Lanes chosen) {
        for (unsigned i = 0; i < lane::count; ++i)
            if ((chosen >> i & 1U) != 0 && !often(i)) return false;
        all.push_back(chosen);
        return true;
    };
    add(lanes({lane::forename, lane::surname}));
    if (!add(lanes({lane::birth, lane::district}))) add(lanes({lane::birth}));
    if (!add(lanes({lane::postcode, lane::house}))) add(lanes({lane::street, lane::house}));
    add(lanes({lane::phone}));
    add(lanes({lane::identifier}));
    add(lanes({lane::email}));
    return all;
}

Sample Training::take(Lanes chosen) const {
    Sample sample;
    sample.lanes = chosen;
    const auto has = [&](unsigned which) { return (chosen >> which & 1U) != 0; };
    if (has(lane::forename)) sample.only[comparison::forename] = 1U << level::same;
    if (has(lane::surname)) sample.only[comparison::surname] = 1U << level::same;
    if (has(lane::birth)) sample.only[comparison::birth] = 1U << level::same;
    if (has(lane::phone)) sample.only[comparison::phone] = 1U << level::same;
    if (has(lane::identifier)) sample.only[comparison::identifier] = 1U << level::same;
    if (has(lane::email)) sample.only[comparison::email] = 1U << level::same;
    if (has(lane::district)) sample.only[comparison::address] = 0x3eU; // all but elsewhere
    if (has(lane::postcode)) sample.only[comparison::address] = 1U << level::same;
    if (has(lane::street)) {
        sample.only[comparison::street] = 1U << level::same;
        sample.only[comparison::address] = 1U << level::same | 1U << level::address_slip;
    }

    const Blocks blocks(records_, chosen);
    unsigned thinning = 0;
    while (blocks.pair_count() >> thinning > pairs_of_a_sample * 3 / 2)
        ++thinning;
    std::vector<PatternCounts> counts(blocks.stretches());
    parallel(options_.threads, counts.size(), [&](std::size_t part) {
        Comparer comparer(records_);
        blocks.sample_pairs(part, thinning, [&](std::uint32_t a, std::uint32_t b, std::uint32_t shared) {
            counts[part].add(comparer.compare(a, b, shared));
        });
    });
    PatternCounts all;
    for (const auto& part : counts)
        all.add(part);
    sample.counts = all.counted();
    double taken = 0;
    for (const auto& each : sample.counts)
        taken += each.pairs;
    if (taken == 0) return sample;
    sample.thinning = static_cast<double>(blocks.pair_count()) / taken;
    for (unsigned c = 0; c < class_count; ++c)
        sample.share[c] = model_.share[c] * share_chosen(sample, c);
    double sum = 0;
    for (const auto share : sample.share)
        sum += share;
    for (auto& share : sample.share)
        share /= sum;
    return sample;
}

// Of a class's pairs, the share that the sample's choice lets in.
double Training::share_chosen(const Sample& sample, unsigned of_class) const {
    double share = 1;
    for (unsigned c = 0; c < comparison::count; ++c) {
        if (sample.only[c] == 0) continue;
        double possible = 0;
        for (unsigned l = 1; l < level_count(c); ++l)
            if ((sample.only[c] >> l & 1U) != 0) possible += model_.of[of_class][c][l];
        share *= possible;
    }
    for (unsigned i = 0; i < lane::count; ++i)
        if ((sample.lanes >> i & 1U) != 0) share *= presence_[i] * presence_[i];
    return std::max(share, 1e-12);
}

double Training::likelihood(const Sample& sample, unsigned of_class, Pattern pattern) const {
    double product = 1;
    for (unsigned c = 0; c < comparison::count; ++c) {
        const unsigned level = level_in(pattern, c);
        if (level == level::unknown) continue;
        const auto& levels = model_.of[of_class][c];
        if (sample.only[c] == 0) {
            product *= levels[level];
            continue;
        }
        double possible = 0;
        for (unsigned l = 1; l < level_count(c); ++l)
            if ((sample.only[c] >> l & 1U) != 0) possible += levels[l];
        if ((sample.only[c] >> level & 1U) != 0) product *= levels[level] / possible;
    }
    return product;
}

// Birthdays are learned elsewhere than among pairs of one name, when anything else brings pairs together: namesakes and
// fathers and sons of one name would pass for people whose birthday somebody got wrong.
bool Training::is_left_to_others(const Sample& sample) const {
    return sample.lanes == lanes({lane::forename, lane::surname}) &&
           std::any_of(samples_.begin(), samples_.end(),
                       [&](const Sample& other) { return &other != &sample && other.only[comparison::birth] == 0; });
}

void Training::learn() {
    const auto built_in = built_in_model();
    std::array<LevelShares, class_count> found{};
    for (auto& sample : samples_) {
        std::array<double, class_count> pairs{};
        double total = 0;
        for (const auto& each : sample.counts) {
            std::array<double, class_count> part{};
            double sum = 0;
            for (unsigned c = 0; c < class_count; ++c) {
                if (sample.share[c] > 0) part[c] = sample.share[c] * likelihood(sample, c, each.pattern);
                sum += part[c];
            }
            if (!(sum > 0)) continue;
            for (unsigned c = 0; c < class_count; ++c) {
                const double expected = each.pairs * part[c] / sum;
                pairs[c] += expected;
                for (unsigned i = 0; i < comparison::count; ++i)
                    if (sample.only[i] == 0 && !(i == comparison::birth && is_left_to_others(sample)))
                        found[c][i][level_in(each.pattern, i)] += expected;
            }
            total += each.pairs;
        }
        for (unsigned c = 0; c < class_count; ++c)
            sample.share[c] = pairs[c] / total;
    }
    const auto take_over = [&](PairClass of_class, unsigned which) {
        const auto c = static_cast<unsigned>(of_class);
        double known = 0;
        for (unsigned l = 1; l < level_count(which); ++l)
            known += found[c][which][l];
        for (unsigned l = 1; l < level_count(which); ++l)
            model_.of[c][which][l] =
                (found[c][which][l] + kept_to_built_in * built_in.of[c][which][l]) / (known + kept_to_built_in);
    };
    for (unsigned i = 0; i < comparison::count; ++i)
        take_over(PairClass::same_person, i);
    for (const unsigned i : {comparison::forename, comparison::surname, comparison::birth, comparison::sex,
                             comparison::phone, comparison::email, comparison::middle})
        take_over(PairClass::same_household, i);
    for (const unsigned i : {comparison::forename, comparison::sex, comparison::middle})
        take_over(PairClass::twins, i);
    // One household has one comparison::address, however it is written; and one day brings both twins into the
    // register.
    for (const unsigned i : {comparison::address, comparison::street, comparison::town})
        model_.shares(PairClass::same_household)[i] = model_.shares(PairClass::same_person)[i];
    for (const unsigned i :
         {comparison::address, comparison::street, comparison::town, comparison::surname, comparison::phone})
        model_.shares(PairClass::twins)[i] = model_.shares(PairClass::same_household)[i];
    model_.shares(PairClass::twins)[comparison::birth] = model_.shares(PairClass::same_person)[comparison::birth];
}

// How common each class is among all pairs: what a sample holds of it, by the share of it that the sample lets in.
void Training::share_classes() {
    const double all = pair_total(static_cast<double>(records_.count));
    const auto estimates = [&](unsigned of_class) {
        std::vector<double> found;
        for (const auto& sample : samples_) {
            double pairs = 0;
            for (const auto& each : sample.counts)
                pairs += each.pairs;
            found.push_back(sample.share[of_class] * pairs * sample.thinning / share_chosen(sample, of_class) / all);
        }
        std::sort(found.begin(), found.end());
        return found;
    };
    double rest = 1;
    for (unsigned c = 0; c + 1 < class_count; ++c) {
        if (model_.two_class && c != 0) continue;
        const auto found = estimates(c);
        if (found.empty()) continue;
        const double middle = found[found.size() / 2];
        model_.share[c] = std::clamp(middle, 1e-12, 0.2);
        rest -= model_.share[c];
    }
    model_.share_of(PairClass::unrelated) = rest;
}

} // namespace

Model train(const Records& records, const TrainingOptions& options) {
    return Training(records, options).model();
}

} // namespace kith::linkage
