#include "linkage/explain.h"

#include "linkage/compare.h"
#include "linkage/score.h"

namespace kith::linkage {

namespace {

double in_bits(Bits bits) {
    return static_cast<double>(bits) / bit;
}

std::string heading(const Records& records, unsigned which) {
    const unsigned number = which - comparison::identifier;
    if (which >= comparison::identifier && number < records.identifier_names.size())
        return records.identifier_names[number];
    return std::string(comparison_word(which));
}

} // namespace

Result<std::uint32_t> find_record(const Records& records, std::string_view id) {
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = 0; i < records.count; ++i) {
        const auto record_id = records.record_id(i);
        const bool is_it =
            record_id == id || (id.ends_with(record_id) &&
                                id == fmt::format("{}:{}", records.sources.text(records.facts(i).source()), record_id));
        if (!is_it || records.facts(i).is_sealed()) continue;
        if (found)
            return Problem{"", "pair",
                           fmt::format("More than one source has a record \"{}\": write SOURCE:{}.", id, id)};
        found = i;
    }
    if (!found) return Problem{"", "pair", fmt::format("There is no record \"{}\" in these files.", id)};
    return *found;
}

std::string explanation(const Records& records, const Model& model, std::uint32_t a, std::uint32_t b) {
    const Scorer scorer(model, records);
    Comparer comparer(records);
    const auto pattern = comparer.compare(a, b);
    const auto weighed = scorer.weigh(a, b, pattern);
    const Bits start = scorer.prior().of_class.front() - scorer.prior().of_class.back();
    std::string text = fmt::format("{} and {}\n\n  {:<24} {:<18} {:>8.2f}\n", records.record_id(a),
                                   records.record_id(b), "any two records", "", in_bits(start));
    Bits sum = start;
    for (const auto& each : scorer.contributions(a, b, pattern)) {
        text += fmt::format("  {:<24} {:<18} {:>+8.2f}", heading(records, each.comparison),
                            level_word(each.comparison, each.level), in_bits(each.level_bits));
        if (each.frequency_bits != 0)
            text += fmt::format("  {:>+6.2f} as the value is {}", in_bits(each.frequency_bits),
                                each.frequency_bits > 0 ? "rare" : "common");
        text += "\n";
        sum += each.level_bits + each.frequency_bits;
    }
    text += fmt::format("  {:<24} {:<18} {:>+8.2f}\n", "could be one household", "", in_bits(weighed.weight - sum));
    text += fmt::format("  {:<24} {:<18} {:>8.2f} bits\n\n", "sum", "", in_bits(weighed.weight));
    return text +
           fmt::format("same person {:.4f}, same household {:.4f}, twins {:.4f}, namesakes {:.4f}, unrelated {:.4f}\n",
                       weighed.probability(PairClass::same_person), weighed.probability(PairClass::same_household),
                       weighed.probability(PairClass::twins), weighed.probability(PairClass::namesakes),
                       weighed.probability(PairClass::unrelated));
}

} // namespace kith::linkage
