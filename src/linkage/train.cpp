#include "linkage/train.h"

#include "linkage/blocking.h"
#include "linkage/logarithm.h"
#include "linkage/parallel.h"

namespace kith::linkage {

namespace {

constexpr std::uint64_t pairs_of_a_sample = 200000;
constexpr std::size_t random_pairs = std::size_t{1} << 18;
constexpr int rounds = 30;
constexpr double kept_to_built_in = 30; // pairs' worth

// Of the pairs of one household: near one in a hundred maternities is a multiple birth (ONS, birth characteristics),
// and about as many families name a child after a parent who lives there. Held to as if seen in so many pairs.
constexpr double usual_twins = 0.01, usual_namesakes = 0.006, usual_seen_in = 500;
// No records are taken to hold more than so many times what is usual.
constexpr double most_of_usual = 2;
// Twins, or a father and a son, taken for one person are worse than one person in two pieces: they count for so many
// times what they are.
constexpr double caution = 4;
// Beside what people say of pairs that compare in one way, the model's own opinion counts as so many pairs.
constexpr double opinion_counts_as = 4;

struct Counted {
    Pattern pattern = 0;
    double pairs = 0;
};

// In the order of patterns.
std::vector<Counted> counted(std::vector<Pattern> patterns) {
    std::sort(patterns.begin(), patterns.end());
    std::vector<Counted> all;
    for (const auto pattern : patterns) {
        if (all.empty() || all.back().pattern != pattern) all.push_back({pattern, 0});
        all.back().pairs += 1;
    }
    return all;
}

struct Sample {
    Lanes lanes = 0;
    double pairs = 0;                               // of the records, of which here is a part
    std::array<unsigned, comparison::count> only{}; // levels possible here, one bit each; 0: any
    std::vector<Counted> counts;
    std::array<double, class_count> share{};
};

// What people said of pairs that compare in one way.
struct Said {
    double together = 0, all = 0;
};

constexpr std::array of_one_household = {PairClass::same_household, PairClass::twins, PairClass::namesakes};

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
            model_.share_of(PairClass::namesakes) = 0;
        }
    }

    Model model() {
        model_.usual = usual_of(records_);
        if (records_.count < 2) return model_;
        all_pairs_ = count_pairs();
        hear_labels();
        measure_presence();
        measure_unrelated();
        start_shares();
        learn_unrelated();
        take_samples();
        for (int i = 0; i < rounds; ++i) {
            learn();
            if (i % 5 != 4) continue;
            share_classes();
            learn_unrelated();
        }
        for (const auto alike : {PairClass::twins, PairClass::namesakes})
            model_.share_of(alike) *= caution;
        return model_;
    }

private:
    void measure_presence();
    void measure_unrelated();
    void learn_unrelated();
    double brought_by_relation(unsigned which, unsigned level) const;
    void set_unrelated(unsigned which, unsigned level, double shared);
    void start_shares();
    double count_pairs() const;
    void hear_labels();
    void heed(Pattern pattern, std::array<double, class_count>& part) const;
    double measured_share(PairClass which) const;
    double measured_among_household(PairClass which, double usual) const;
    std::vector<Lanes> sample_lanes() const;
    void take_samples();
    Sample take(Lanes lanes) const;
    void learn();
    void tell_household_from_person();
    void share_classes();
    bool is_left_to_others(const Sample& sample) const;
    double likelihood(const Sample& sample, unsigned of_class, Pattern pattern) const;
    double share_chosen(const Sample& sample, unsigned of_class) const;
    void divide_household(Sample& sample) const;

    const Records& records_;
    TrainingOptions options_;
    double all_pairs_ = 0;
    std::map<Pattern, Said> said_;
    Model model_;
    std::array<double, lane::count> presence_{};
    LevelShares random_{}; // pairs of any two records at each level
    // Pairs of each class for each pair of a household that are neither twins nor namesakes.
    std::array<double, class_count> of_household_{0, 1, usual_twins, usual_namesakes, 0};
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
    for (const auto& part : counts)
        for (unsigned c = 0; c < comparison::count; ++c)
            for (unsigned l = 1; l < level_count(c); ++l)
                random_[c][l] += static_cast<double>(part[c][l]);
}

// Of a level's share among any two records, what comes of records that belong together.
double Training::brought_by_relation(unsigned which, unsigned level) const {
    double share = 0;
    for (unsigned c = 0; c + 1 < class_count; ++c)
        share += model_.share[c] * model_.of[c][which][level];
    return share;
}

// In a small file many of any two records are one person's: what these agree in is no chance.
void Training::learn_unrelated() {
    const auto n = records_.count;
    auto& unrelated = model_.shares(PairClass::unrelated);
    const auto built_in = built_in_model();
    for (unsigned c = 0; c < comparison::count; ++c) {
        double known = 0, by_chance = 0;
        for (unsigned l = 1; l < level_count(c); ++l)
            known += random_[c][l];
        for (unsigned l = 1; l < level_count(c); ++l) {
            unrelated[c][l] = std::max(0.5, random_[c][l] - known * brought_by_relation(c, l)) +
                              kept_to_built_in * built_in.shares(PairClass::unrelated)[c][l];
            by_chance += unrelated[c][l];
        }
        for (unsigned l = 1; l < level_count(c); ++l)
            unrelated[c][l] /= by_chance;
    }
    const auto of_names = [&](std::uint32_t Name::*which) {
        std::vector<std::uint32_t> all;
        for (const auto& name : records_.names)
            all.push_back(name.*which);
        all[0] = 0;
        return sharing(all);
    };
    const auto set_same = [&](unsigned which, double sharing) {
        set_unrelated(which, level::same, std::max(sharing - brought_by_relation(which, level::same), sharing / 100));
    };
    set_same(comparison::forename, of_names(&Name::as_forename));
    set_same(comparison::surname, of_names(&Name::as_surname));
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

double Training::count_pairs() const {
    double pairs = pair_total(static_cast<double>(records_.count));
    if (!options_.between_sources_only) return pairs;
    std::vector<double> of_source;
    for (std::size_t i = 0; i < records_.count; ++i) {
        const auto source = records_.facts(i).source();
        if (source >= of_source.size()) of_source.resize(source + 1);
        ++of_source[source];
    }
    for (const auto records : of_source)
        pairs -= pair_total(records);
    return std::max(pairs, 1.0);
}

void Training::hear_labels() {
    Comparer comparer(records_);
    for (const auto& label : options_.labels) {
        auto& said = said_[comparer.compare(label.a, label.b)];
        said.all += 1;
        said.together += label.together ? 1 : 0;
    }
}

// `part`: how likely each class is, all together one.
void Training::heed(Pattern pattern, std::array<double, class_count>& part) const {
    const auto found = said_.find(pattern);
    if (found == said_.end()) return;
    constexpr auto person = static_cast<unsigned>(PairClass::same_person);
    const double before = part[person];
    const double after =
        (opinion_counts_as * before + found->second.together) / (opinion_counts_as + found->second.all);
    for (auto& each : part)
        each *= (1 - after) / std::max(1e-12, 1 - before);
    part[person] = after;
}

void Training::start_shares() {
    const double n = static_cast<double>(records_.count);
    model_.share_of(PairClass::same_person) = std::min(0.1, 1 / n);
    if (options_.two_class) return;
    model_.share_of(PairClass::same_household) = std::min(0.1, 2 / n);
    model_.share_of(PairClass::twins) = model_.share_of(PairClass::same_household) * usual_twins;
    model_.share_of(PairClass::namesakes) = model_.share_of(PairClass::same_household) * usual_namesakes;
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
    if (!add(lanes({lane::postcode, lane::house})) && !add(lanes({lane::street, lane::house})))
        add(lanes({lane::surname, lane::postcode}));
    add(lanes({lane::phone}));
    add(lanes({lane::identifier}));
    add(lanes({lane::email}));
    return all;
}

void Training::take_samples() {
    const auto chosen = sample_lanes();
    samples_.resize(chosen.size());
    parallel(options_.threads, chosen.size(), [&](std::size_t i) { samples_[i] = take(chosen[i]); });
    std::erase_if(samples_, [](const Sample& sample) { return sample.counts.empty(); });
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
    if (has(lane::postcode))
        sample.only[comparison::address] = has(lane::house) ? 1U << level::same
                                                            : 1U << level::same | 1U << level::address_postcode_only |
                                                                  1U << level::address_other_house;
    if (has(lane::street)) {
        sample.only[comparison::street] = 1U << level::same;
        sample.only[comparison::address] = 1U << level::same | 1U << level::address_slip;
    }

    const Blocks blocks(records_, chosen);
    const auto pairs = blocks.pair_count();
    unsigned thinning = 0;
    while (pairs >> thinning > pairs_of_a_sample * 3 / 2)
        ++thinning;
    std::vector<Pattern> patterns;
    std::size_t left_out = 0; // both of one source
    Comparer comparer(records_);
    blocks.sample_pairs(thinning, [&](std::uint32_t a, std::uint32_t b, std::uint32_t shared) {
        if (options_.between_sources_only && records_.facts(a).source() == records_.facts(b).source())
            ++left_out;
        else
            patterns.push_back(comparer.compare(a, b, shared));
    });
    sample.counts = counted(std::move(patterns));
    double taken = 0;
    for (const auto& each : sample.counts)
        taken += each.pairs;
    if (taken == 0) return sample;
    sample.pairs = static_cast<double>(pairs) * taken / (taken + static_cast<double>(left_out));
    for (unsigned c = 0; c < class_count; ++c)
        sample.share[c] = model_.share[c] * share_chosen(sample, c);
    divide_household(sample);
    double sum = 0;
    for (const auto share : sample.share)
        sum += share;
    for (auto& share : sample.share)
        share /= sum;
    return sample;
}

// How many of a household's pairs are twins and namesakes is no matter of the sample.
void Training::divide_household(Sample& sample) const {
    double together = 0, weights = 0;
    std::array<double, class_count> weight{};
    for (const auto which : of_one_household) {
        const auto c = static_cast<unsigned>(which);
        together += sample.share[c];
        weight[c] = of_household_[c] * share_chosen(sample, c);
        weights += weight[c];
    }
    for (const auto which : of_one_household) {
        const auto c = static_cast<unsigned>(which);
        sample.share[c] = weights > 0 ? together * weight[c] / weights : 0;
    }
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

void hold_below(std::array<double, most_levels>& levels, unsigned level, double most) {
    const double before = levels[level];
    if (before <= most) return;
    for (unsigned l = 1; l < most_levels; ++l)
        levels[l] = l == level ? most : levels[l] * (1 - most) / (1 - before);
}

// Two of a household are called alike, or born on like days, hardly more often than strangers. Where people live with
// nobody, pairs of one person that agree in part would otherwise pass for a household.
void Training::tell_household_from_person() {
    constexpr double than_strangers = 3;
    auto& household = model_.shares(PairClass::same_household);
    const auto& unrelated = model_.shares(PairClass::unrelated);
    const auto hold = [&](unsigned which, unsigned level) {
        hold_below(household[which], level, than_strangers * unrelated[which][level]);
    };
    for (const unsigned alike : std::array<unsigned, 3>{level::same, level::forename_nickname, level::forename_similar})
        hold(comparison::forename, alike);
    for (const unsigned alike : std::array<unsigned, 2>{level::birth_two_parts, level::birth_year})
        hold(comparison::birth, alike);
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
            for (auto& likely : part)
                likely /= sum;
            heed(each.pattern, part);
            for (unsigned c = 0; c < class_count; ++c) {
                const double expected = each.pairs * part[c];
                pairs[c] += expected;
                for (unsigned i = 0; i < comparison::count; ++i)
                    if (sample.only[i] == 0 && !(i == comparison::birth && is_left_to_others(sample)))
                        found[c][i][level_in(each.pattern, i)] += expected;
            }
            total += each.pairs;
        }
        for (unsigned c = 0; c < class_count; ++c)
            sample.share[c] = pairs[c] / total;
        divide_household(sample);
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
    // Two of a household that are no twins have one birthday by chance alone, or by a slip.
    for (const auto& [level, most] : {std::pair(level::same, 0.001), std::pair(level::birth_slip, 0.005)})
        hold_below(model_.shares(PairClass::same_household)[comparison::birth], level, most);
    tell_household_from_person();
    take_over(PairClass::twins, comparison::sex);
    // One household has one comparison::address, however it is written; and one day brings both twins into the
    // register.
    for (const unsigned i : {comparison::address, comparison::street, comparison::town})
        model_.shares(PairClass::same_household)[i] = model_.shares(PairClass::same_person)[i];
    for (const unsigned i : {comparison::forename, comparison::middle, comparison::surname, comparison::address,
                             comparison::street, comparison::town, comparison::phone})
        model_.shares(PairClass::twins)[i] = model_.shares(PairClass::same_household)[i];
    model_.shares(PairClass::twins)[comparison::birth] = model_.shares(PairClass::same_person)[comparison::birth];
    // Namesakes write their name as one person does, and are otherwise two of a household.
    model_.shares(PairClass::namesakes) = model_.shares(PairClass::same_household);
    for (const unsigned i : {comparison::forename, comparison::surname, comparison::sex})
        model_.shares(PairClass::namesakes)[i] = model_.shares(PairClass::same_person)[i];
}

struct Estimate {
    double value = 0, weight = 0;
};

// Half of the weight lies on either side.
double middle(std::vector<Estimate> estimates) {
    std::sort(estimates.begin(), estimates.end(), [](const auto& l, const auto& r) { return l.value < r.value; });
    double rest = 0;
    for (const auto& each : estimates)
        rest += each.weight / 2;
    for (const auto& each : estimates)
        if ((rest -= each.weight) <= 0) return each.value;
    return 0;
}

// How common a class is among all pairs: what a sample holds of it, by the share of it that the sample lets in. A
// sample counts as much as it would show: people of one household are looked for among those of one address.
double Training::measured_share(PairClass which) const {
    std::vector<Estimate> estimates;
    for (const auto& sample : samples_) {
        const auto c = static_cast<unsigned>(which);
        const double could_be_found = share_chosen(sample, c) * all_pairs_;
        estimates.push_back({sample.share[c] * sample.pairs / could_be_found, could_be_found});
    }
    return std::clamp(middle(std::move(estimates)), 1e-12, 0.2);
}

// The same for each pair of a household that are neither twins nor namesakes, held to what is usual.
double Training::measured_among_household(PairClass which, double usual) const {
    const auto c = static_cast<unsigned>(which);
    double found = usual * usual_seen_in, could_be_found = usual_seen_in;
    for (const auto& sample : samples_) {
        found += sample.share[c] * sample.pairs;
        could_be_found += share_chosen(sample, c) * all_pairs_ * model_.share_of(PairClass::same_household);
    }
    return std::min(found / could_be_found, most_of_usual * usual);
}

void Training::share_classes() {
    if (samples_.empty()) return;
    model_.share_of(PairClass::same_person) = measured_share(PairClass::same_person);
    if (!model_.two_class) {
        model_.share_of(PairClass::same_household) = measured_share(PairClass::same_household);
        for (const auto& [which, usual] :
             {std::pair(PairClass::twins, usual_twins), std::pair(PairClass::namesakes, usual_namesakes)}) {
            auto& among = of_household_[static_cast<unsigned>(which)];
            among = measured_among_household(which, usual);
            model_.share_of(which) = std::max(1e-12, model_.share_of(PairClass::same_household) * among);
        }
    }
    double rest = 1;
    for (unsigned c = 0; c + 1 < class_count; ++c)
        rest -= model_.share[c];
    model_.share_of(PairClass::unrelated) = rest;
}

} // namespace

Model train(const Records& records, const TrainingOptions& options) {
    return Training(records, options).model();
}

} // namespace kith::linkage
