// Who is compared with whom when records come and go.

#include "linkage/live.h"
#include "linkage/sort.h"

namespace kith::linkage {

Live::Size Live::size_of(std::size_t members, Lanes rule) {
    if (members <= small_block || rule == 0) return Size::small;
    return members <= largest_block ? Size::middling : Size::oversize;
}

void Live::put_in_order(Members& members) const {
    std::sort(members.begin(), members.end(),
              [&](std::uint32_t a, std::uint32_t b) { return records_->order_key[a] < records_->order_key[b]; });
}

// In order when it is oversize.
Members Live::block(std::size_t rule, const Row& like) const {
    const auto& shelf = shelves_[rule];
    const auto key = key_of(like, shelf.rule);
    Members members;
    for (auto each = std::lower_bound(shelf.first.begin(), shelf.first.end(), Keyed{key} << 32);
         each != shelf.first.end() && *each >> 32 == key; ++each)
        members.push_back(static_cast<std::uint32_t>(*each));
    if (const auto found = shelf.later.find(key); found != shelf.later.end())
        members.insert(members.end(), found->second.begin(), found->second.end());
    const auto* rows = records_->rows.data();
    constexpr std::size_t ahead = 12;
    for (std::size_t i = 0; i < std::min(ahead, members.size()); ++i)
        __builtin_prefetch(&rows[members[i]]);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i + ahead < members.size()) __builtin_prefetch(&rows[members[i + ahead]]);
        const auto record = members[i];
        if (!gone_[record] && (shared_lanes(rows[record], like) & shelf.rule) == shelf.rule) members[kept++] = record;
    }
    members.resize(kept);
    if (size_of(members.size(), shelf.rule) == Size::oversize) put_in_order(members);
    return members;
}

bool Live::is_candidate(std::size_t rule, std::uint32_t shared, const Members& members, std::uint32_t a,
                        std::uint32_t b, Change& change) const {
    switch (size_of(members.size(), shelves_[rule].rule)) {
    case Size::small:
        return true;
    case Size::middling:
        return (shared & telling_besides(shelves_[rule].rule)) != 0 || are_alike_besides(*records_, a, b);
    case Size::oversize:
        break;
    }
    auto [found, is_new] = change.oversize.try_emplace({rule, members.front()});
    if (is_new) {
        found->second = pairs_of_oversize(*records_, shelves_[rule].rule, members);
        for (auto& [one, other] : found->second)
            if (one > other) std::swap(one, other);
        std::sort(found->second.begin(), found->second.end());
    }
    return std::binary_search(found->second.begin(), found->second.end(), std::pair(std::min(a, b), std::max(a, b)));
}

// Block by block, so that each is fetched once for all that are fresh in it.
void Live::compare_fresh(Change& change) {
    for (std::size_t rule = 0; rule < shelves_.size(); ++rule) {
        std::vector<Keyed> keyed, spare;
        for (const auto record : change.fresh)
            if (is_on(rule, record))
                keyed.push_back(Keyed{key_of(records_->rows[record], shelves_[rule].rule)} << 32 | record);
        sort_by_key(keyed, spare);
        for (std::size_t begin = 0, end = 0; begin < keyed.size(); begin = end) {
            while (end < keyed.size() && keyed[end] >> 32 == keyed[begin] >> 32)
                ++end;
            Members fresh;
            for (auto i = begin; i < end; ++i)
                fresh.push_back(static_cast<std::uint32_t>(keyed[i]));
            while (!fresh.empty())
                compare_block(rule, fresh, change);
        }
    }
}

// Compares those of `fresh` that share the first one's block, and takes them out.
void Live::compare_block(std::size_t rule, Members& fresh, Change& change) {
    const auto lanes = shelves_[rule].rule;
    const Row like = records_->rows[fresh.front()];
    const auto members = block(rule, like);
    const auto others = std::stable_partition(fresh.begin(), fresh.end(), [&](std::uint32_t each) {
        return (shared_lanes(records_->rows[each], like) & lanes) == lanes;
    });
    const Members here(fresh.begin(), others);
    fresh.erase(fresh.begin(), others);
    const bool stays_oversize = !change.all_anew && size_of(members.size(), lanes) == Size::oversize &&
                                size_before(rule, like, members, change) == Size::oversize;
    if (!stays_oversize) {
        compare_whole_block(rule, here, members, change);
        return;
    }
    std::vector<Members> partners(here.size());
    for (std::size_t i = 0; i < here.size(); ++i)
        if (!find_partners(rule, here[i], members, change, partners[i])) {
            compare_whole_block(rule, here, members, change);
            return;
        }
    for (std::size_t i = 0; i < here.size(); ++i)
        for (const auto b : partners[i])
            if ((b > here[i] || !change.is_fresh.contains(b)) &&
                first_rule_[shared_lanes(records_->rows[here[i]], records_->rows[b])] == rule)
                weigh(here[i], b, change);
}

void Live::compare_whole_block(std::size_t rule, const Members& fresh, const Members& members, Change& change) {
    for (const auto a : fresh)
        for (const auto b : members) {
            if (a == b || (b < a && change.is_fresh.contains(b))) continue;
            const auto shared = shared_lanes(records_->rows[a], records_->rows[b]);
            if (first_rule_[shared] == rule && is_candidate(rule, shared, members, a, b, change)) weigh(a, b, change);
        }
    if (std::any_of(fresh.begin(), fresh.end(), [&](std::uint32_t each) { return each >= change.first_new; }))
        judge_if_other_size(rule, records_->rows[fresh.front()], members, change);
}

void Live::judge_left_blocks(Change& change) {
    for (std::size_t rule = 0; rule < shelves_.size(); ++rule)
        for (const auto record : change.gone) {
            if (!is_on(rule, record)) continue;
            const auto& row = records_->rows[record];
            const auto members = block(rule, row);
            Members nobody;
            const bool stays_oversize = size_of(members.size(), shelves_[rule].rule) == Size::oversize &&
                                        size_before(rule, row, members, change) == Size::oversize;
            if (!stays_oversize || !find_partners(rule, record, members, change, nobody))
                judge_if_other_size(rule, row, members, change);
        }
}

std::vector<std::uint32_t> Live::gone_of(std::size_t rule, const Row& like, const Change& change) const {
    const auto lanes = shelves_[rule].rule;
    std::vector<std::uint32_t> gone;
    const auto left = change.left.equal_range({rule, key_of(like, lanes)});
    for (auto each = left.first; each != left.second; ++each)
        if ((shared_lanes(records_->rows[each->second], like) & lanes) == lanes) gone.push_back(each->second);
    return gone;
}

Live::Size Live::size_before(std::size_t rule, const Row& like, const Members& members, const Change& change) const {
    const auto fresh = static_cast<std::size_t>(
        std::count_if(members.begin(), members.end(), [&](std::uint32_t each) { return each >= change.first_new; }));
    return size_of(members.size() - fresh + gone_of(rule, like, change).size(), shelves_[rule].rule);
}

// With whom a record of an oversize block is compared, as pairs_of_oversize has it, without walking all the others.
// False when its coming or going changes which of the others are compared, so that the whole block must be judged.
bool Live::find_partners(std::size_t rule, std::uint32_t record, const Members& members, const Change& change,
                         Members& partners) const {
    const Middle middle{records_->rows[record], telling_besides(shelves_[rule].rule), change.first_new,
                        record < change.first_new, !gone_[record]};
    Sharing all;
    const auto put = [&](std::uint32_t other, std::vector<Sharing::One>& into) {
        if (other != record) into.push_back({other, shared_lanes(middle.row, records_->rows[other])});
    };
    for (const auto other : members)
        put(other, all.here);
    for (const auto other : gone_of(rule, middle.row, change))
        put(other, all.gone);
    std::vector<Sharing::One> found;
    if (!divide(middle, all, 0, found)) return false;
    for (const auto& each : found)
        partners.push_back(each.record);
    return true;
}

bool Live::divide(const Middle& middle, const Sharing& all, unsigned from, std::vector<Sharing::One>& partners) const {
    Lanes earlier = 0;
    bool divided = false;
    for (unsigned by = from; by < lane::count; ++by) {
        if ((middle.telling >> by & 1U) == 0) continue;
        const bool told_nothing = tells_nothing(by, middle, all, true),
                   tells_none = tells_nothing(by, middle, all, false);
        if (told_nothing != tells_none) return false;
        if (tells_none) continue;
        divided = true;
        Sharing part;
        const auto shares = [&](const Sharing::One& one) { return (one.lanes >> by & 1U) != 0; };
        std::copy_if(all.here.begin(), all.here.end(), std::back_inserter(part.here), shares);
        std::copy_if(all.gone.begin(), all.gone.end(), std::back_inserter(part.gone), shares);
        const auto fresh =
            static_cast<std::size_t>(std::count_if(part.here.begin(), part.here.end(), [&](const Sharing::One& one) {
                return one.record >= middle.first_new;
            }));
        const auto before = part.here.size() - fresh + part.gone.size() + (middle.was ? 1 : 0),
                   now = part.here.size() + (middle.is ? 1 : 0);
        if ((before > largest_part) != (now > largest_part)) return false;
        std::vector<Sharing::One> found;
        if (now > largest_part) {
            if (!divide(middle, part, by + 1, found)) return false;
        } else {
            found = std::move(part.here);
        }
        std::copy_if(found.begin(), found.end(), std::back_inserter(partners),
                     [&](const Sharing::One& one) { return (one.lanes & earlier) == 0; });
        earlier |= 1U << by;
    }
    // Those that are alike in every lane are compared by their order, which one more or less changes.
    return divided;
}

// Whether all hold the same in a lane, before the change or after it.
bool Live::tells_nothing(unsigned lane, const Middle& middle, const Sharing& all, bool before) const {
    std::optional<std::uint32_t> held;
    const auto differs = [&](const Row& row) {
        if ((row.lanes[lane::facts] >> lane & 1U) == 0) return true;
        return std::exchange(held, row.lanes[lane]).value_or(row.lanes[lane]) != row.lanes[lane];
    };
    if ((before ? middle.was : middle.is) && differs(middle.row)) return false;
    for (const auto& one : all.here)
        if (!(before && one.record >= middle.first_new) && differs(records_->rows[one.record])) return false;
    if (before)
        for (const auto& one : all.gone)
            if (differs(records_->rows[one.record])) return false;
    return true;
}

// A block that grew or shrank past a size lets in other pairs than before, also among those that were there.
void Live::judge_if_other_size(std::size_t rule, const Row& like, const Members& members, Change& change) {
    const auto lanes = shelves_[rule].rule;
    if (lanes == 0 || change.all_anew || members.size() < 2) return;
    if (!change.judged.insert({rule, members.front()}).second) return;
    const auto now = size_of(members.size(), lanes);
    if (now == Size::oversize || size_before(rule, like, members, change) != now)
        judge_block_anew(rule, members, change);
}

bool Live::is_on(std::size_t rule, std::uint32_t record) const {
    return !records_->facts(record).is_sealed() && holds(records_->rows[record], shelves_[rule].rule);
}

void Live::judge_block_anew(std::size_t rule, const Members& members, Change& change) {
    const auto judge = [&](std::uint32_t a, std::uint32_t b) {
        if (change.is_fresh.contains(a) || change.is_fresh.contains(b)) return;
        const auto shared = shared_lanes(records_->rows[a], records_->rows[b]);
        if (first_rule_[shared] != rule) return;
        const bool may_be = is_candidate(rule, shared, members, a, b, change), is = have_edge(a, b);
        if (may_be && !is) weigh(a, b, change);
        if (is && !may_be) part(a, b, change);
    };
    if (size_of(members.size(), shelves_[rule].rule) != Size::oversize) {
        for (std::size_t i = 0; i < members.size(); ++i)
            for (std::size_t j = i + 1; j < members.size(); ++j)
                judge(members[i], members[j]);
        return;
    }
    const std::unordered_set<std::uint32_t> within(members.begin(), members.end());
    for (const auto a : members) {
        const auto edges = edges_[a];
        for (const auto& edge : edges)
            if (within.contains(edge.other)) judge(a, edge.other);
    }
    (void)is_candidate(rule, 0, members, members[0], members[1], change);
    for (const auto& [a, b] : change.oversize.at({rule, members.front()}))
        judge(a, b);
}

} // namespace kith::linkage
