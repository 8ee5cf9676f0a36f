#include "linkage/live.h"

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

} // namespace

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
    const auto rules = blocking_rules(*records_);
    first_rule_ = FirstRules(rules);
    for (const auto rule : rules)
        shelves_.push_back({rule, keyed_by(*records_, rule), {}});
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
    household_ = households(*records_, {}, found.kept, person_, household_options);
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
    first_rule_ = FirstRules(rules);
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
    for (const auto start : change.stirred) {
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
    const auto home = households(*records_, piece, all, person, household_options);
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
