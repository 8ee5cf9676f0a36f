#include "linkage/evaluate.h"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>
#include <string_view>

namespace kith::linkage {

namespace {

std::uint64_t pairs_of(std::uint64_t records) {
    return records * (records - 1) / 2;
}

std::uint64_t joined(std::uint32_t first, std::uint32_t second) {
    return static_cast<std::uint64_t>(first) << 32U | second;
}

// Numbers that name the groups of records that agree on both columns.
std::vector<std::uint64_t> both(const std::vector<std::uint32_t>& first, const std::vector<std::uint32_t>& second) {
    std::vector<std::uint64_t> keys(first.size());
    for (std::size_t record = 0; record < first.size(); ++record)
        keys[record] = joined(first[record], second[record]);
    return keys;
}

template <typename Key>
struct Groups {
    std::uint64_t count = 0;
    std::uint64_t pairs = 0;
};

// Counts what agrees, by sorting a copy.
template <typename Key>
Groups<Key> groups_of(std::vector<Key> keys) {
    std::ranges::sort(keys);
    Groups<Key> groups;
    for (auto first = keys.begin(); first != keys.end();) {
        const auto last = std::upper_bound(first, keys.end(), *first);
        ++groups.count;
        groups.pairs += pairs_of(static_cast<std::uint64_t>(last - first));
        first = last;
    }
    return groups;
}

PairCount counted(const std::vector<std::uint32_t>& found, const std::vector<std::uint32_t>& truth) {
    return {groups_of(truth).pairs, groups_of(found).pairs, groups_of(both(found, truth)).pairs};
}

double share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
}

void check_lengths(const Judged& judged) {
    const std::size_t records = judged.cluster.size();
    bool equal = judged.person.size() == records && (judged.household.empty() || judged.household.size() == records) &&
                 (judged.found_household.empty() || judged.found_household.size() == records);
    for (const Trait& trait : judged.traits)
        equal = equal && trait.of_record.size() == records;
    if (!equal) throw std::invalid_argument("evaluate: columns of different length");
}

Fairness fairness_of(const Judged& judged, const Trait& trait, std::uint64_t true_pairs) {
    struct Columns {
        std::vector<std::uint32_t> cluster, person;
    };

    std::vector<Columns> parts(trait.words.size());
    for (std::size_t record = 0; record < judged.cluster.size(); ++record) {
        auto& part = parts.at(trait.of_record[record]);
        part.cluster.push_back(judged.cluster[record]);
        part.person.push_back(judged.person[record]);
    }
    Fairness fairness{trait.name, {}};
    for (std::size_t word = 0; word < parts.size(); ++word) {
        const PairCount count = counted(parts[word].cluster, parts[word].person);
        fairness.groups.push_back({trait.words[word], count.in_truth, count.right});
    }
    fairness.between = true_pairs;
    for (const auto& group : fairness.groups)
        fairness.between -= group.in_truth;
    std::ranges::stable_sort(fairness.groups,
                             [](const RecallOf& a, const RecallOf& b) { return a.recall() > b.recall(); });
    return fairness;
}

std::string text_of(const Fairness& fairness) {
    std::string text = fmt::format("Recall by {}\n", fairness.trait);
    for (const RecallOf& group : fairness.groups)
        if (group.in_truth > 0)
            text += fmt::format("  {:<22} {:6.2f} %  of {} pairs{}\n", group.word.empty() ? "(not said)" : group.word,
                                100 * group.recall(), group.in_truth,
                                group.in_truth < Fairness::few ? " (too few to tell)" : "");
    if (fairness.between > 0)
        text += fmt::format("  {} pairs lie between two groups, and count for neither\n", fairness.between);
    for (const RecallOf& group : fairness.behind())
        text += fmt::format("  NOTE: {} is {:.1f} points below {}\n", group.word,
                            100 * (fairness.best()->recall() - group.recall()), fairness.best()->word);
    return text;
}

std::string as_json_text(std::string_view text) {
    std::string json = "\"";
    for (const char letter : text) {
        if (static_cast<unsigned char>(letter) < 0x20)
            json += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
        else if (letter == '"' || letter == '\\')
            json += {'\\', letter};
        else
            json += letter;
    }
    return json + "\"";
}

std::string json_of(const PairCount& count) {
    return fmt::format(
        R"({{"true_pairs": {}, "found_pairs": {}, "right_pairs": {}, "precision": {:.6f}, "recall": {:.6f}, "f1": {:.6f}}})",
        count.in_truth, count.found, count.right, count.precision(), count.recall(), count.f1());
}

std::string json_of(const RecallOf& group) {
    return fmt::format(R"({{"group": {}, "true_pairs": {}, "recall": {:.6f}}})", as_json_text(group.word),
                       group.in_truth, group.recall());
}

std::string json_of(const std::vector<RecallOf>& groups) {
    std::string json;
    for (const RecallOf& group : groups)
        json += (json.empty() ? "" : ", ") + json_of(group);
    return "[" + json + "]";
}

std::string json_of(const std::vector<Fairness>& all) {
    std::string json;
    for (const Fairness& fairness : all)
        json += fmt::format(R"({}{{"trait": {}, "groups": {}, "more_than_two_points_behind": {}}})",
                            json.empty() ? "" : ", ", as_json_text(fairness.trait), json_of(fairness.groups),
                            json_of(fairness.behind()));
    return "[" + json + "]";
}

} // namespace

double PairCount::precision() const {
    return share(right, found);
}

double PairCount::recall() const {
    return share(right, in_truth);
}

double PairCount::f1() const {
    return in_truth + found == 0 ? 1 : 2 * static_cast<double>(right) / static_cast<double>(in_truth + found);
}

double RecallOf::recall() const {
    return share(right, in_truth);
}

const RecallOf* Fairness::best() const {
    const auto enough = std::ranges::find_if(groups, [](const RecallOf& group) { return group.in_truth >= few; });
    return enough == groups.end() ? nullptr : &*enough;
}

std::vector<RecallOf> Fairness::behind() const {
    std::vector<RecallOf> behind;
    for (const RecallOf& group : groups)
        if (group.in_truth >= few && best()->recall() - group.recall() > points_allowed) behind.push_back(group);
    return behind;
}

Quality evaluated(const Judged& judged) {
    check_lengths(judged);
    Quality quality;
    quality.records = judged.cluster.size();
    quality.people = counted(judged.cluster, judged.person);
    quality.true_people = groups_of(judged.person).count;
    quality.found_people = groups_of(judged.cluster).count;
    if (!judged.household.empty()) {
        // A person's records belong to one household, so those that are right are counted in both.
        const std::uint64_t within = groups_of(both(judged.cluster, judged.household)).pairs;
        quality.false_within_household = within - std::min(within, quality.people.right);
    }
    if (!judged.household.empty() && !judged.found_household.empty())
        quality.households = counted(judged.found_household, judged.household);
    for (const Trait& trait : judged.traits)
        quality.fairness.push_back(fairness_of(judged, trait, quality.people.in_truth));
    return quality;
}

std::string as_text(const Quality& quality) {
    const PairCount& people = quality.people;
    std::string text = fmt::format("{} records of {} people, found as {}\n", quality.records, quality.true_people,
                                   quality.found_people);
    text += fmt::format("People      precision {:.4f}  recall {:.4f}  F1 {:.4f}\n", people.precision(), people.recall(),
                        people.f1());
    text += fmt::format("            {} true pairs, {} found, {} of them false, {} false within a household\n",
                        people.in_truth, people.found, people.false_links(), quality.false_within_household);
    if (quality.households.in_truth > 0)
        text += fmt::format("Households  precision {:.4f}  recall {:.4f}  F1 {:.4f}\n", quality.households.precision(),
                            quality.households.recall(), quality.households.f1());
    for (const Fairness& fairness : quality.fairness)
        text += text_of(fairness);
    return text;
}

std::string as_json(const Quality& quality) {
    return fmt::format(R"({{"records": {}, "true_people": {}, "found_people": {}, "people": {}, "false_links": {}, )"
                       R"("false_links_within_household": {}, "households": {}, "fairness": {}}})",
                       quality.records, quality.true_people, quality.found_people, json_of(quality.people),
                       quality.people.false_links(), quality.false_within_household, json_of(quality.households),
                       json_of(quality.fairness));
}

} // namespace kith::linkage
