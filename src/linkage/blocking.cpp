#include "linkage/blocking.h"

#include "linkage/large_pages.h"

#include <bit>

namespace kith::linkage {

namespace {

constexpr Lanes everybody = 0;

} // namespace

std::vector<Lanes> possible_rules(std::size_t records, bool with_postcodes) {
    std::vector<Lanes> rules = {
        lanes({lane::forename, lane::surname}),
        lanes({lane::surname, lane::birth}),
        lanes({lane::forename, lane::birth}),
        lanes({lane::forename, lane::postcode}),
        lanes({lane::surname, lane::postcode}),
        lanes({lane::birth, lane::district}),
        lanes({lane::identifier}),
        lanes({lane::identifier_2}),
        lanes({lane::email}),
        lanes({lane::phone}),
        lanes({lane::short_key}),
        lanes({lane::forename_group, lane::birth}),
        lanes({lane::surname_sound, lane::birth}),
        lanes({lane::name_pair}),
        lanes({lane::forename_group, lane::postcode}),
        lanes({lane::house, lane::birth}),
        lanes({lane::postcode, lane::house}),
    };
    // Few records can afford to share one thing only.
    if (records <= 50000)
        for (const unsigned alone :
             {lane::birth, lane::surname, lane::forename, lane::surname_sound, lane::forename_group})
            rules.push_back(lanes({alone}));
    if (records <= 3000) rules.push_back(everybody);
    // Streets of one name are in every town: alone they will do only where there are no postcodes.
    rules.push_back(with_postcodes ? lanes({lane::forename_group, lane::house, lane::street})
                                   : lanes({lane::house, lane::street}));
    return rules;
}

std::vector<Lanes> blocking_rules(const Records& records) {
    auto rules = possible_rules(records.count, records.has(Role::postcode));
    std::erase_if(rules, [&](Lanes rule) {
        return rule != everybody &&
               std::none_of(records.rows.begin(), records.rows.end(), [&](const Row& row) { return holds(row, rule); });
    });
    return rules;
}

FirstRules::FirstRules(std::span<const Lanes> rules)
    : first_(std::size_t{1} << lane::count, static_cast<std::uint8_t>(rules.size())) {
    for (std::size_t rule = rules.size(); rule-- > 0;)
        for (Lanes shared = rules[rule]; shared < first_.size(); shared = (shared + 1) | rules[rule])
            first_[shared] = static_cast<std::uint8_t>(rule);
}

std::uint32_t key_of(const Row& row, Lanes rule) {
    std::uint64_t hash = rule;
    for (Lanes rest = rule; rest != 0; rest &= rest - 1)
        hash = mixed(hash, row.lanes[static_cast<unsigned>(std::countr_zero(rest))]);
    return static_cast<std::uint32_t>(hash >> 16);
}

Lanes telling_besides(Lanes rule) {
    return ~implied_by(rule) & ~(1U << lane::facts) & 0xffffU;
}

Lanes implied_by(Lanes rule) {
    Lanes implied = rule;
    const auto has = [&](Lanes wanted) { return (rule & wanted) == wanted; };
    if (has(lanes({lane::postcode}))) implied |= lanes({lane::district, lane::street});
    if (has(lanes({lane::forename}))) implied |= lanes({lane::forename_group});
    if (has(lanes({lane::surname}))) implied |= lanes({lane::surname_sound});
    if (has(lanes({lane::name_pair}))) implied |= lanes({lane::forename, lane::surname});
    if (has(lanes({lane::forename, lane::surname}))) implied |= lanes({lane::name_pair});
    if (has(lanes({lane::forename, lane::surname, lane::birth}))) implied |= lanes({lane::short_key});
    return implied;
}

std::string words_of(Lanes rule) {
    if (rule == everybody) return "everybody";
    constexpr std::array<std::string_view, lane::count> words = {
        "forename", "surname",        "birth",         "postcode",  "house",     "phone",  "email", "identifier",
        "district", "forename_group", "surname_sound", "name_pair", "short_key", "street", "facts", "identifier_2"};
    std::string all;
    for (unsigned i = 0; i < lane::count; ++i)
        if ((rule >> i & 1U) != 0) all += (all.empty() ? "" : " ") + std::string(words[i]);
    return all;
}

bool holds(const Row& row, Lanes rule) {
    return (row.lanes[lane::facts] & rule) == rule;
}

std::vector<Keyed> keyed_by(const Records& records, Lanes rule) {
    std::vector<Keyed> keyed, spare;
    reserve_in_large_pages(keyed, records.count);
    for (std::uint32_t record = 0; record < records.count; ++record)
        if (holds(records.rows[record], rule) && !records.facts(record).is_sealed())
            keyed.push_back(Keyed{key_of(records.rows[record], rule)} << 32 | record);
    sort_by_key(keyed, spare);
    return keyed;
}

Blocks::Blocks(const Records& records, Lanes rule)
    : records_(records), rule_(rule), telling_(telling_besides(rule)), keyed_(keyed_by(records, rule)) {
    // Who is alone with a key is in no pair.
    std::size_t kept = 0;
    for (std::size_t begin = 0, end = 0; begin < keyed_.size(); begin = end) {
        while (end < keyed_.size() && key(end) == key(begin))
            ++end;
        if (end - begin == 1) continue;
        std::copy(keyed_.begin() + begin, keyed_.begin() + end, keyed_.begin() + kept);
        kept += end - begin;
    }
    keyed_.resize(kept);
}

std::uint64_t Blocks::pair_count() const {
    std::uint64_t pairs = 0;
    for (std::size_t i = 0; i < stretches(); ++i)
        each_block(i, [&](std::size_t begin, std::size_t end) {
            pairs += std::uint64_t{end - begin} * (end - begin - 1) / 2;
        });
    return pairs;
}

std::vector<Members> Blocks::truly_alike(std::size_t begin, std::size_t end) const {
    std::vector<Members> parts;
    for (std::size_t i = begin; i < end; ++i) {
        const auto& row = records_.rows[record(i)];
        const auto part = std::find_if(parts.begin(), parts.end(), [&](const Members& members) {
            return (shared_lanes(records_.rows[members.front()], row) & rule_) == rule_;
        });
        if (part != parts.end())
            part->push_back(record(i));
        else
            parts.push_back({record(i)});
    }
    return parts;
}

namespace {

// The pairs that share another lane, from the lane numbered `from` on.
void divide(const Records& records, Lanes telling, const Members& members, unsigned from, Pairs& into) {
    const auto* rows = records.rows.data();
    Lanes earlier = 0;
    bool divided = false;
    for (unsigned by = from; by < lane::count; ++by) {
        if ((telling >> by & 1U) == 0) continue;
        std::vector<Keyed> keyed, spare;
        for (std::size_t i = 0; i < members.size(); ++i)
            if ((rows[members[i]].lanes[lane::facts] >> by & 1U) != 0)
                keyed.push_back(std::uint64_t{rows[members[i]].lanes[by]} << 32 | i);
        sort_by_key(keyed, spare);
        const bool tells_nothing = keyed.size() == members.size() && keyed.front() >> 32 == keyed.back() >> 32;
        if (tells_nothing) continue;
        divided = true;
        for (std::size_t begin = 0, end = 0; begin < keyed.size(); begin = end) {
            while (end < keyed.size() && keyed[end] >> 32 == keyed[begin] >> 32)
                ++end;
            Members part;
            for (std::size_t i = begin; i < end; ++i)
                part.push_back(members[keyed[i] & 0xffffffffU]);
            Pairs pairs;
            if (part.size() > largest_part) {
                divide(records, telling, part, by + 1, pairs);
            } else {
                for (std::size_t i = 0; i < part.size(); ++i)
                    for (std::size_t j = i + 1; j < part.size(); ++j)
                        pairs.emplace_back(part[i], part[j]);
            }
            for (const auto& [a, b] : pairs)
                if ((shared_lanes(rows[a], rows[b]) & earlier) == 0) into.emplace_back(a, b);
        }
        earlier |= 1U << by;
    }
    if (divided) return;
    // Records that are alike in every lane: each with the next ones is enough to bring them together.
    for (std::size_t i = 0; i < members.size(); ++i)
        for (std::size_t j = i + 1; j < std::min(members.size(), i + 8); ++j)
            into.emplace_back(members[i], members[j]);
}

} // namespace

Pairs pairs_of_oversize(const Records& records, Lanes rule, const Members& members) {
    Pairs pairs;
    divide(records, telling_besides(rule), members, 0, pairs);
    return pairs;
}

} // namespace kith::linkage
