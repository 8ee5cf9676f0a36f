#include "linkage/live.h"

#include "linkage/hash.h"
#include "linkage/sort.h"

namespace kith::linkage {

namespace {

constexpr HouseholdOptions household_options;

std::uint64_t address_of(const Row& row) {
    const auto postcode = row.lanes[lane::postcode], house = row.lanes[lane::house];
    return postcode == 0 || house == 0 ? 0 : std::uint64_t{postcode} << 32 | house;
}

const std::vector<Lanes>& every_rule() {
    static const auto all = [] {
        auto rules = possible_rules(0, true);
        rules.push_back(possible_rules(0, false).back());
        return rules;
    }();
    return all;
}

bool holds(const Row& row, Lanes rule) {
    const Facts facts{row.lanes[lane::facts]};
    return (facts.present() & rule) == rule;
}

} // namespace

Live::Size Live::size_of(std::size_t members, Lanes rule) {
    if (members <= small_block || rule == 0) return Size::small;
    return members <= largest_block ? Size::middling : Size::oversize;
}

Settled& Settled::operator+=(const Settled& next) {
    added += next.added;
    replaced += next.replaced;
    gone += next.gone;
    unknown += next.unknown;
    std::vector<std::uint32_t> both;
    std::set_union(people.begin(), people.end(), next.people.begin(), next.people.end(), std::back_inserter(both));
    people = std::move(both);
    return *this;
}

Live::Live(std::unique_ptr<Records> records, Mapping mapping, Model model, LiveOptions options)
    : records_(std::move(records)), mapping_(std::move(mapping)), model_(std::move(model)),
      options_(std::move(options)), scorer_(model_, *records_), comparer_(*records_), weigher_(scorer_),
      join_(bits(model_.join)) {
    if (!model_.usual) throw std::logic_error("a model that does not say what is usual cannot be followed");
    begin();
}

// As a run over all does it.
void Live::begin() {
    const auto count = static_cast<std::uint32_t>(records_->count);
    gone_.resize(count);
    numbers_.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        numbers_[records_->order_key[i]] = i;
        count_in(i, 1);
    }
    for (const auto rule : blocking_rules(*records_)) {
        Shelf shelf{rule, {}, {}};
        for (std::uint32_t i = 0; i < count; ++i)
            if (holds(records_->rows[i], rule) && !records_->facts(i).is_sealed())
                shelf.first.push_back(Keyed{key_of(records_->rows[i], rule)} << 32 | i);
        std::vector<Keyed> spare;
        sort_by_key(shelf.first, spare);
        shelves_.push_back(std::move(shelf));
    }
    Change nothing;
    decide_anew(nothing);
    const auto found = link(
        *records_, model_,
        {.threads = options_.threads, .between_sources_only = options_.between_sources_only, .lowest_weight = join_});
    edges_.resize(count);
    for (const auto& edge : found.kept) {
        edges_[edge.a].push_back({edge.b, edge.weight, edge.household});
        edges_[edge.b].push_back({edge.a, edge.weight, edge.household});
    }
    ClusterOptions how;
    how.threads = options_.threads;
    how.one_record_per_source = options_.between_sources_only;
    how.constraints = applied_.constraints;
    person_ = cluster(*records_, model_, found.kept, how).of_record;
    household_ = households(found.kept, person_, household_options);
}

Result<Settled> Live::apply(Columns changed, const std::vector<RecordName>& gone) {
    Change change;
    change.first_new = static_cast<std::uint32_t>(records_->count);
    auto appended = append(*records_, std::move(changed), mapping_, *model_.usual);
    if (!appended) return appended.error();
    scorer_.extend();
    const auto count = static_cast<std::uint32_t>(records_->count);
    gone_.resize(count);
    edges_.resize(count);
    if (records_->has(Role::postcode)) records_->crowding.resize(count);
    for (auto i = static_cast<std::uint32_t>(person_.size()); i < count; ++i) {
        person_.push_back(i);
        household_.push_back(i);
    }

    Settled settled;
    for (const auto& name : gone) {
        const auto found = numbers_.find(order_key_of(name.source, name.record_id));
        if (found == numbers_.end()) {
            ++settled.unknown;
            continue;
        }
        leave(found->second, change);
        numbers_.erase(found);
        ++settled.gone;
    }
    for (auto i = change.first_new; i < count; ++i) {
        const auto [found, is_new] = numbers_.try_emplace(records_->order_key[i], i);
        if (!is_new) leave(std::exchange(found->second, i), change);
        ++(is_new ? settled.added : settled.replaced);
    }
    for (auto i = change.first_new; i < count; ++i) {
        count_in(i, 1);
        shelve(i);
        refresh(i, change);
    }
    auto moved = change.gone;
    for (auto i = change.first_new; i < count; ++i)
        moved.push_back(i);
    crowd(moved, change);
    read_surnames_anew(*appended, change);
    decide_anew(change);
    change.all_anew = follow_rules(change);
    for (std::size_t rule = 0; rule < shelves_.size(); ++rule)
        for (const auto record : change.gone)
            if (is_on(rule, record))
                change.left.emplace(std::pair(rule, key_of(records_->rows[record], shelves_[rule].rule)), record);
    compare_fresh(change);
    judge_left_blocks(change);
    settle(change, settled);
    return settled;
}

void Live::count_in(std::uint32_t record, int by) {
    const auto& row = records_->rows[record];
    const auto add = [&](std::size_t& to) { to = by > 0 ? to + 1 : to - 1; };
    for (const auto rule : every_rule())
        if (holds(row, rule)) add(holding_[rule]);
    if (const auto address = address_of(row); address != 0) add(at_address_[address]);
}

void Live::shelve(std::uint32_t record) {
    const auto& row = records_->rows[record];
    if (records_->facts(record).is_sealed()) return;
    for (auto& shelf : shelves_)
        if (holds(row, shelf.rule)) shelf.later[key_of(row, shelf.rule)].push_back(record);
}

void Live::leave(std::uint32_t record, Change& change) {
    drop_edges(record, change);
    change.stirred.erase(record);
    change.gone.push_back(record);
    gone_[record] = true;
    person_[record] = household_[record] = record;
    count_in(record, -1);
}

void Live::refresh(std::uint32_t record, Change& change) {
    if (gone_[record] || !change.is_fresh.insert(record).second) return;
    drop_edges(record, change);
    change.fresh.push_back(record);
    change.stirred.insert(record);
}

// Where more or fewer live now, an address says less or more.
void Live::crowd(const std::vector<std::uint32_t>& changed, Change& change) {
    std::map<std::uint64_t, std::uint32_t> addresses;
    for (const auto record : changed)
        if (const auto address = address_of(records_->rows[record]); address != 0) addresses.emplace(address, record);
    constexpr auto rule = lanes({lane::postcode, lane::house});
    const auto shelf =
        std::find_if(shelves_.begin(), shelves_.end(), [&](const Shelf& each) { return each.rule == rule; });
    for (const auto& [address, record] : addresses) {
        const auto now = crowding(at_address_[address], records_->at_address);
        const auto put = [&](std::uint32_t each) {
            if (std::exchange(records_->crowding[each], now) != now) refresh(each, change);
        };
        if (shelf != shelves_.end())
            for (const auto each : block(static_cast<std::size_t>(shelf - shelves_.begin()), records_->rows[record]))
                put(each);
        if (!gone_[record]) put(record);
    }
}

void Live::read_surnames_anew(const std::vector<std::uint32_t>& names, Change& change) {
    if (names.empty()) return;
    comparer_.emplace(*records_);
    const std::unordered_set<std::uint32_t> anew(names.begin(), names.end());
    for (std::uint32_t i = 0; i < records_->count; ++i)
        if (anew.contains(records_->rows[i].lanes[lane::surname])) refresh(i, change);
}

// Whether other rules hold now, so that all must be compared anew.
bool Live::follow_rules(Change& change) {
    auto rules = possible_rules(count(), records_->has(Role::postcode));
    std::erase_if(rules, [&](Lanes rule) { return rule != 0 && holding_[rule] == 0; });
    if (std::equal(rules.begin(), rules.end(), shelves_.begin(), shelves_.end(),
                   [](Lanes rule, const Shelf& shelf) { return rule == shelf.rule; }))
        return false;
    shelves_.clear();
    for (const auto rule : rules)
        shelves_.push_back({rule, {}, {}});
    for (std::uint32_t i = 0; i < records_->count; ++i) {
        if (gone_[i]) continue;
        shelve(i);
        refresh(i, change);
    }
    return true;
}

void Live::decide_anew(Change& change) {
    if (options_.overrides.empty()) return;
    auto now = applied(*records_, options_.overrides, options_.on, options_.scope,
                       [&](const RecordName& name) -> std::optional<std::uint32_t> {
                           const auto found = numbers_.find(order_key_of(name.source, name.record_id));
                           return found == numbers_.end() ? std::nullopt : std::optional(found->second);
                       });
    // Few enough to stir them all.
    for (const auto* each : {&applied_, &now})
        for (const auto& constraint : each->constraints)
            for (const auto record : {constraint.a, constraint.b})
                if (!gone_[record]) change.stirred.insert(record);
    constraints_.clear();
    for (const auto& constraint : now.constraints)
        for (const auto record : {constraint.a, constraint.b})
            constraints_[record].push_back(constraint);
    applied_ = std::move(now);
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

std::size_t Live::first_rule(std::uint32_t shared) const {
    std::size_t rule = 0;
    while ((shared & shelves_[rule].rule) != shelves_[rule].rule)
        ++rule;
    return rule;
}

bool Live::is_candidate(std::size_t rule, std::uint32_t shared, const Members& members, std::uint32_t a,
                        std::uint32_t b, Change& change) const {
    switch (size_of(members.size(), shelves_[rule].rule)) {
    case Size::small:
        return true;
    case Size::middling:
        return (shared & telling_besides(shelves_[rule].rule)) != 0;
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
                first_rule(shared_lanes(records_->rows[here[i]], records_->rows[b])) == rule)
                weigh(here[i], b, change);
}

void Live::compare_whole_block(std::size_t rule, const Members& fresh, const Members& members, Change& change) {
    for (const auto a : fresh)
        for (const auto b : members) {
            if (a == b || (b < a && change.is_fresh.contains(b))) continue;
            const auto shared = shared_lanes(records_->rows[a], records_->rows[b]);
            if (first_rule(shared) == rule && is_candidate(rule, shared, members, a, b, change)) weigh(a, b, change);
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
        if (first_rule(shared) != rule) return;
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

void Live::weigh(std::uint32_t a, std::uint32_t b, Change& change) {
    if (options_.between_sources_only && records_->facts(a).source() == records_->facts(b).source()) return;
    if (records_->order_key[a] > records_->order_key[b]) std::swap(a, b);
    const auto edge = edge_between(a, b, comparer_->compare(a, b), weigher_, join_);
    if (!edge) return;
    edges_[a].push_back({b, edge->weight, edge->household});
    edges_[b].push_back({a, edge->weight, edge->household});
    change.stirred.insert(a);
    change.stirred.insert(b);
}

void Live::part(std::uint32_t a, std::uint32_t b, Change& change) {
    std::erase_if(edges_[a], [&](const Half& edge) { return edge.other == b; });
    std::erase_if(edges_[b], [&](const Half& edge) { return edge.other == a; });
    change.stirred.insert(a);
    change.stirred.insert(b);
}

bool Live::have_edge(std::uint32_t a, std::uint32_t b) const {
    const auto& fewer = edges_[edges_[a].size() < edges_[b].size() ? a : b];
    const auto other = &fewer == &edges_[a] ? b : a;
    return std::any_of(fewer.begin(), fewer.end(), [&](const Half& edge) { return edge.other == other; });
}

void Live::drop_edges(std::uint32_t record, Change& change) {
    for (const auto& edge : edges_[record]) {
        std::erase_if(edges_[edge.other], [&](const Half& back) { return back.other == record; });
        change.stirred.insert(edge.other);
    }
    edges_[record].clear();
}

bool Live::hold_together(const Half& edge) const {
    return edge.weight >= join_ || is_household(edge.household, household_options);
}

// All that hangs on what was stirred, piece by piece.
void Live::settle(const Change& change, Settled& settled) {
    std::unordered_set<std::uint32_t> seen;
    std::vector<std::uint32_t> starts(change.stirred.begin(), change.stirred.end());
    for (const auto start : starts) {
        if (gone_[start] || !seen.insert(start).second) continue;
        Members piece{start};
        for (std::size_t i = 0; i < piece.size(); ++i) {
            for (const auto& edge : edges_[piece[i]])
                if (hold_together(edge) && seen.insert(edge.other).second) piece.push_back(edge.other);
            if (const auto found = constraints_.find(piece[i]); found != constraints_.end())
                for (const auto& each : found->second)
                    for (const auto other : {each.a, each.b})
                        if (each.together && seen.insert(other).second) piece.push_back(other);
        }
        settle_piece(std::move(piece), settled);
    }
    std::sort(settled.people.begin(), settled.people.end());
}

void Live::settle_piece(Members piece, Settled& settled) {
    put_in_order(piece);
    std::unordered_map<std::uint32_t, std::uint32_t> place;
    for (std::uint32_t i = 0; i < piece.size(); ++i)
        place[piece[i]] = i;
    std::vector<Edge> all, joining;
    ClusterOptions how;
    how.one_record_per_source = options_.between_sources_only;
    for (std::uint32_t i = 0; i < piece.size(); ++i) {
        for (const auto& edge : edges_[piece[i]])
            if (const auto found = place.find(edge.other); found != place.end() && i < found->second)
                all.push_back({i, found->second, edge.weight, edge.household, 0});
        if (const auto found = constraints_.find(piece[i]); found != constraints_.end())
            for (const auto& each : found->second)
                if (each.a == piece[i] && place.contains(each.b))
                    how.constraints.push_back({i, place[each.b], each.together});
    }
    std::sort(all.begin(), all.end(),
              [](const Edge& l, const Edge& r) { return std::tie(l.a, l.b) < std::tie(r.a, r.b); });
    std::copy_if(all.begin(), all.end(), std::back_inserter(joining),
                 [&](const Edge& edge) { return edge.weight >= join_; });
    const auto person = cluster_some(piece, join_, joining, how, *records_, *comparer_, weigher_);
    const auto home = households(all, person, household_options);
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const bool is_other = person_[piece[i]] != piece[person[i]] || household_[piece[i]] != piece[home[i]];
        person_[piece[i]] = piece[person[i]];
        household_[piece[i]] = piece[home[i]];
        if (is_other) settled.people.push_back(piece[i]);
    }
}

std::vector<Edge> Live::edges() {
    std::vector<Edge> all;
    for (std::uint32_t a = 0; a < edges_.size(); ++a)
        for (const auto& edge : edges_[a])
            if (records_->order_key[a] < records_->order_key[edge.other])
                all.push_back({a, edge.other, edge.weight, edge.household, comparer_->compare(a, edge.other)});
    std::sort(all.begin(), all.end(), [&](const Edge& l, const Edge& r) {
        const auto& key = records_->order_key;
        return std::tie(key[l.a], key[l.b]) < std::tie(key[r.a], key[r.b]);
    });
    return all;
}

} // namespace kith::linkage
