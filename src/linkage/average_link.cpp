#include "linkage/average_link.h"

namespace kith::linkage {

namespace {

constexpr Bits most_of_a_pair = 12 * bit;
// A pair that is more alike than strangers are speaks against one person by no more than this: too little is known.
constexpr Bits most_of_too_little = 3 * bit;
// What parts is this much below what joins; less than too little may speak against, so that it alone holds nobody.
constexpr Bits for_who_was_one = 2 * bit;
constexpr Bits about_as_well = 2 * bit;
// Where pairs of a household are this much rarer than pairs of one person, who seems of a family is one person whom
// somebody wrote down wrongly.
constexpr Bits too_few_families = 3 * bit;

bool bears_forename(const Row& row, const More& more, std::uint32_t name) {
    return name != 0 && (name == row.lanes[lane::forename] || name == more.middle || name == more.second_middle);
}

bool bears_surname(const Row& row, const More& more, std::uint32_t name) {
    return name != 0 &&
           (name == row.lanes[lane::surname] || name == more.former_surname || name == more.second_former_surname);
}

Pattern at_best(Pattern pattern, unsigned which, unsigned level) {
    if (level_in(pattern, which) <= level) return pattern;
    return (pattern & ~level_at(which, 15)) | level_at(which, level);
}

} // namespace

AverageLink::AverageLink(const Records& records, const Whole& whole, Comparer& comparer, Weigher& weigher)
    : records_(records), whole_(whole), comparer_(comparer), weigher_(weigher), prior_(weigher.prior().of_class),
      has_families_(prior_[1] >= prior_.front() - too_few_families),
      any_may_have_to_differ_(whole.one_record_per_source ||
                              std::find(records.one_per_source.begin(), records.one_per_source.end(), true) !=
                                  records.one_per_source.end()) {}

void AverageLink::run(std::span<const std::uint32_t> piece, std::vector<std::uint32_t>& of_record) {
    begin(piece.size());
    weigh_all(piece);
    allow_for_other_names();
    for (const auto& [a, b] : whole_.decisions.together_within(piece))
        if (joined_.find(a) != joined_.find(b)) merge(joined_.find(a), joined_.find(b));
    const auto unclear = who_fits_two();
    for (const auto each : unclear)
        alive_[each] = false;
    favour_who_was_one(piece);
    join_nearest();
    if (!unclear.empty()) place(unclear);
    for (std::size_t i = 0; i < piece.size(); ++i)
        of_record[piece[i]] = piece[joined_.find(static_cast<std::uint32_t>(i))];
}

void AverageLink::begin(std::size_t count) {
    record_.resize(count);
    size_.assign(count, 1);
    sums_.assign(count * count, 0);
    apart_.assign(count * count, 0);
    kin_.assign(count * count, 0);
    alive_.assign(count, true);
    settled_.assign(count, false);
    joined_ = Components(count);
}

void AverageLink::weigh_all(std::span<const std::uint32_t> piece) {
    for (std::size_t i = 0; i < piece.size(); ++i)
        record_[i] = whole_.record(piece[i]);
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const Edge* edge = whole_.edges.data() + whole_.starts[piece[i]];
        const Edge* const end = whole_.edges.data() + whole_.starts[piece[i] + 1];
        for (std::size_t j = i + 1; j < piece.size(); ++j) {
            while (edge != end && edge->b < piece[j])
                ++edge;
            const bool known = edge != end && edge->b == piece[j];
            if (known && edge->weight >= 0)
                put(i, j, edge->weight);
            else
                weigh(i, j, known && edge->pattern != 0 ? edge->pattern : comparer_.compare(record_[i], record_[j]));
            apart_[at(i, j)] = apart_[at(j, i)] =
                whole_.decisions.are_apart(piece[i], piece[j]) || must_differ(record_[i], record_[j]);
        }
    }
}

void AverageLink::weigh(std::size_t a, std::size_t b, Pattern pattern) {
    const auto weighed = weigher_.weigh(record_[a], record_[b], pattern);
    const auto& c = weighed.of_class;
    Bits weight = weighed.weight;
    const bool is_of_family = std::max({c[1], c[2], c[3]}) > c.back();
    const bool is_like = c.front() - prior_.front() >= c.back() - prior_.back();
    if (!is_of_family && is_like) weight = std::max(weight, -most_of_too_little);
    kin_[at(a, b)] = kin_[at(b, a)] = has_families_ && is_of_family && weight < whole_.join;
    put(a, b, weight);
}

void AverageLink::put(std::size_t a, std::size_t b, Bits weight) {
    sums_[at(a, b)] = sums_[at(b, a)] = std::clamp(weight, -most_of_a_pair, most_of_a_pair);
}

void AverageLink::allow_for_other_names() {
    if (count() < 3) return;
    for (std::size_t i = 0; i < count(); ++i)
        if (const auto& more = records_.more_of(record_[i]); (more.middle | more.former_surname) != 0)
            allow_for_names_of(i);
}

void AverageLink::allow_for_names_of(std::size_t bearer) {
    const auto& row = records_.rows[record_[bearer]];
    const auto& more = records_.more_of(record_[bearer]);
    std::vector<std::size_t> like;
    for (std::size_t i = 0; i < count(); ++i) {
        if (i == bearer || sums_[at(bearer, i)] < 0) continue;
        const auto& lanes = records_.rows[record_[i]].lanes;
        if (bears_forename(row, more, lanes[lane::forename]) || bears_surname(row, more, lanes[lane::surname]))
            like.push_back(i);
    }
    for (std::size_t i = 0; i < like.size(); ++i)
        for (std::size_t j = i + 1; j < like.size(); ++j)
            allow_for_names(bearer, like[i], like[j]);
}

// "Paula" and "Ashley" where somebody is "Ashley Paula".
void AverageLink::allow_for_names(std::size_t bearer, std::size_t a, std::size_t b) {
    const auto& row = records_.rows[record_[bearer]];
    const auto& more = records_.more_of(record_[bearer]);
    const auto &one = records_.rows[record_[a]].lanes, &other = records_.rows[record_[b]].lanes;
    const auto explains = [&](auto bears, unsigned which) {
        return one[which] != other[which] && bears(row, more, one[which]) && bears(row, more, other[which]);
    };
    const bool forename = explains(bears_forename, lane::forename), surname = explains(bears_surname, lane::surname);
    if (!forename && !surname) return;
    auto pattern = comparer_.compare(record_[a], record_[b]);
    if (forename) pattern = at_best(pattern, comparison::forename, level::forename_initial_or_middle);
    if (surname) pattern = at_best(pattern, comparison::surname, level::surname_part_or_former);
    weigh(a, b, pattern);
}

// But for those who are unclear now: another has come whom they fit as well.
void AverageLink::favour_who_was_one(std::span<const std::uint32_t> piece) {
    if (whole_.before.empty()) return;
    for (std::size_t i = 0; i < count(); ++i)
        for (std::size_t j = i + 1; j < count(); ++j) {
            const auto a = joined_.find(static_cast<std::uint32_t>(i)), b = joined_.find(static_cast<std::uint32_t>(j));
            if (a == b || !alive_[a] || !alive_[b] || !whole_.were_one(piece[i], piece[j])) continue;
            sums_[at(a, b)] += for_who_was_one;
            sums_[at(b, a)] = sums_[at(a, b)];
        }
}

bool AverageLink::says_little(std::size_t one) const {
    const auto& row = records_.rows[record_[one]];
    const auto forename = row.lanes[lane::forename];
    return forename == 0 || row.is_of_newborn() || records_.names[forename].length == 1;
}

bool AverageLink::fits_two(std::size_t one) const {
    std::vector<std::size_t> like;
    for (std::size_t i = 0; i < count(); ++i)
        if (i != one && alive_[i] && sums_[at(one, i)] >= 0) like.push_back(i);
    for (std::size_t i = 0; i < like.size(); ++i)
        for (std::size_t j = i + 1; j < like.size(); ++j)
            if (kin_[at(like[i], like[j])]) return true;
    return false;
}

std::vector<std::size_t> AverageLink::who_fits_two() const {
    std::vector<std::size_t> found;
    if (count() < 3) return found;
    for (std::size_t i = 0; i < count(); ++i)
        if (alive_[i] && size_[i] == 1 && says_little(i) && fits_two(i)) found.push_back(i);
    return found;
}

// What was found without them stays as it is.
void AverageLink::place(const std::vector<std::size_t>& unclear) {
    settled_ = alive_;
    for (std::size_t a = 0; a < count(); ++a)
        for (std::size_t b = 0; b < count(); ++b)
            if (a != b && settled_[a] && settled_[b]) apart_[at(a, b)] = true;
    for (const auto each : unclear)
        alive_[each] = true;
    join_nearest();
}

bool AverageLink::fits_another(std::size_t unclear, std::size_t settled) {
    const auto mean = [&](std::size_t to) { return sums_[at(unclear, to)] / (size_[unclear] * size_[to]); };
    for (std::size_t i = 0; i < count(); ++i)
        if (i != settled && alive_[i] && settled_[i] && kin_[at(settled, i)] && sums_[at(unclear, i)] >= 0 &&
            mean(i) >= mean(settled) - about_as_well)
            return true;
    return false;
}

void AverageLink::keep_apart_from_settled(std::size_t unclear) {
    for (std::size_t i = 0; i < count(); ++i)
        if (settled_[i]) apart_[at(unclear, i)] = apart_[at(i, unclear)] = true;
}

void AverageLink::join_nearest() {
    const std::size_t n = count();
    std::vector<std::size_t> best(n);
    const auto find_all = [&] {
        for (std::size_t i = 0; i < n; ++i)
            if (alive_[i]) best[i] = nearest(i);
    };
    find_all();
    for (;;) {
        std::size_t a = n;
        for (std::size_t i = 0; i < n; ++i)
            if (alive_[i] && best[i] < n && (a == n || is_nearer(i, best[i], a, best[a]))) a = i;
        if (a == n) break;
        const std::size_t b = best[a];
        if (sums_[at(a, b)] < std::int64_t{whole_.join} * size_[a] * size_[b]) break;
        const auto unclear = settled_[a] ? b : a, settled = settled_[a] ? a : b;
        if (settled_[settled] && fits_another(unclear, settled)) {
            keep_apart_from_settled(unclear);
            find_all();
            continue;
        }
        const auto [keep, gone] = merge(a, b);
        for (std::size_t i = 0; i < n; ++i)
            if (alive_[i] && (i == keep || best[i] == keep || best[i] == gone))
                best[i] = nearest(i);
            else if (alive_[i] && !apart_[at(i, keep)] && (best[i] == n || is_nearer(i, keep, i, best[i])))
                best[i] = keep;
    }
}

// Two of the piece's clusters become the one that begins first.
std::pair<std::size_t, std::size_t> AverageLink::merge(std::size_t a, std::size_t b) {
    const std::size_t keep = std::min(a, b), gone = std::max(a, b);
    const auto put_together = [&](std::vector<char>& flags, std::size_t i) {
        flags[at(keep, i)] = flags[at(i, keep)] = static_cast<char>(flags[at(keep, i)] | flags[at(gone, i)]);
    };
    for (std::size_t i = 0; i < count(); ++i) {
        if (i == keep || i == gone) continue;
        sums_[at(keep, i)] += sums_[at(gone, i)];
        sums_[at(i, keep)] = sums_[at(keep, i)];
        put_together(apart_, i);
        put_together(kin_, i);
    }
    alive_[gone] = false;
    settled_[keep] = settled_[keep] || settled_[gone];
    size_[keep] += size_[gone];
    joined_.join(static_cast<std::uint32_t>(keep), static_cast<std::uint32_t>(gone));
    return {keep, gone};
}

// Two numbers that one source gives out once to each person.
bool AverageLink::must_differ(std::uint32_t a, std::uint32_t b) const {
    if (!any_may_have_to_differ_ || records_.facts(a).source() != records_.facts(b).source()) return false;
    if (whole_.one_record_per_source) return true;
    const auto &one = records_.rows[a].lanes, &other = records_.rows[b].lanes;
    const auto &x = records_.more_of(a), &y = records_.more_of(b);
    const std::array<std::pair<std::uint32_t, std::uint32_t>, most_identifiers> numbers = {
        {{one[lane::identifier], other[lane::identifier]},
         {one[lane::identifier_2], other[lane::identifier_2]},
         {x.identifier_3, y.identifier_3},
         {x.identifier_4, y.identifier_4}}};
    for (std::size_t i = 0; i < most_identifiers; ++i)
        if (records_.one_per_source[i] && numbers[i].first != 0 && numbers[i].second != 0 &&
            numbers[i].first != numbers[i].second)
            return true;
    return false;
}

// Whether a and b are nearer on average than c and d; equals by their order.
bool AverageLink::is_nearer(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const {
    const std::int64_t left = sums_[at(a, b)] * size_[c] * size_[d], right = sums_[at(c, d)] * size_[a] * size_[b];
    if (left != right) return left > right;
    return std::minmax(a, b) < std::minmax(c, d);
}

std::size_t AverageLink::nearest(std::size_t a) const {
    std::size_t best = size_.size();
    for (std::size_t b = 0; b < size_.size(); ++b)
        if (b != a && alive_[b] && !apart_[at(a, b)] && (best == size_.size() || is_nearer(a, b, a, best))) best = b;
    return best;
}

} // namespace kith::linkage
