#include "linkage/blocking.h"

namespace kith::linkage {

namespace {

// Which values make which key depends on the files' order; which records share one does not.
std::uint32_t key_of(const Row& row, Lanes rule) {
    std::uint64_t hash = rule;
    for (unsigned i = 0; i < lane::count; ++i)
        if ((rule >> i & 1U) != 0) hash = mixed(hash, row.lanes[i]);
    return static_cast<std::uint32_t>(hash >> 16);
}

bool holds(const Records& records, Lanes rule) {
    return std::any_of(records.rows.begin(), records.rows.end(),
                       [&](const Row& row) { return (row.lanes[lane::facts] & rule) == rule; });
}

} // namespace

std::vector<Lanes> blocking_rules(const Records& records) {
    std::vector<Lanes> rules;
    for (const auto rule :
         {lanes({lane::forename, lane::surname}), lanes({lane::surname, lane::birth}),
          lanes({lane::forename, lane::birth}), lanes({lane::forename, lane::postcode}),
          lanes({lane::surname, lane::postcode}), lanes({lane::birth, lane::district}), lanes({lane::identifier}),
          lanes({lane::identifier_2}), lanes({lane::email}), lanes({lane::phone}), lanes({lane::short_key}),
          lanes({lane::forename_group, lane::birth}), lanes({lane::surname_sound, lane::birth}),
          lanes({lane::name_pair}), lanes({lane::forename_group, lane::surname_sound, lane::district}),
          lanes({lane::street, lane::house}), lanes({lane::forename, lane::house, lane::street}),
          lanes({lane::forename_group, lane::postcode})})
        if (holds(records, rule)) rules.push_back(rule);
    return rules;
}

Blocks::Blocks(const Records& records, Lanes rule) : records_(records), rule_(rule) {
    for (std::uint32_t record = 0; record < records.count; ++record) {
        const auto& row = records.rows[record];
        const Facts facts{row.lanes[lane::facts]};
        if ((facts.present() & rule) == rule && !facts.is_sealed())
            keyed_.push_back(std::uint64_t{key_of(row, rule)} << 32 | record);
    }
    std::vector<Keyed> spare;
    sort_by_key(keyed_, spare);
}

std::uint64_t Blocks::pair_count() const {
    std::uint64_t pairs = 0;
    for (std::size_t i = 0; i < stretches(); ++i)
        each_block(i, [&](std::size_t begin, std::size_t end) {
            pairs += std::uint64_t{end - begin} * (end - begin - 1) / 2;
        });
    return pairs;
}

void Blocks::divide(const Members& members, unsigned from, Pairs& into) const {
    const auto* rows = records_.rows.data();
    Lanes earlier = 0;
    bool divided = false;
    for (unsigned by = from; by < lane::count; ++by) {
        if (by == lane::facts || (rule_ >> by & 1U) != 0) continue;
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
            if (part.size() > largest) {
                divide(part, by + 1, pairs);
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

} // namespace kith::linkage
