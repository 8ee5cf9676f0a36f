#include "linkage/cluster.h"

#include "linkage/components.h"
#include "linkage/parallel.h"

namespace kith::linkage {

namespace {

constexpr Bits most_of_a_pair = 12 * bit;
constexpr std::size_t most_weighed_whole = 600;

using Piece = std::vector<std::uint32_t>;

// Constraints, to be asked by pair.
class Decisions {
public:
    explicit Decisions(const std::vector<Constraint>& constraints) {
        for (const auto& each : constraints)
            (each.together ? together_ : apart_).emplace_back(std::min(each.a, each.b), std::max(each.a, each.b));
        std::sort(together_.begin(), together_.end());
        std::sort(apart_.begin(), apart_.end());
    }

    bool are_apart(std::uint32_t a, std::uint32_t b) const {
        return !apart_.empty() &&
               std::binary_search(apart_.begin(), apart_.end(), std::pair(std::min(a, b), std::max(a, b)));
    }

    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& together() const { return together_; }

    // By places in the piece, which is in order.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> together_within(std::span<const std::uint32_t> piece) const {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
        if (together_.empty()) return found;
        const auto place = [&](std::uint32_t record) { return std::lower_bound(piece.begin(), piece.end(), record); };
        for (auto a = piece.begin(); a != piece.end(); ++a)
            for (auto each = std::lower_bound(together_.begin(), together_.end(), std::pair(*a, std::uint32_t{0}));
                 each != together_.end() && each->first == *a; ++each)
                if (const auto b = place(each->second); b != piece.end() && *b == each->second)
                    found.emplace_back(a - piece.begin(), b - piece.begin());
        return found;
    }

private:
    std::vector<std::pair<std::uint32_t, std::uint32_t>> together_, apart_;
};

// What is to be clustered. Edges and decisions are by place among `members`; all records when there are none.
struct Whole {
    Whole(std::size_t records, std::span<const std::uint32_t> some, Bits from, const std::vector<Edge>& between,
          const ClusterOptions& options)
        : members(some), join(from), edges(between), starts(records + 1), decisions(options.constraints),
          one_record_per_source(options.one_record_per_source) {
        for (const auto& edge : edges)
            ++starts[edge.a + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
    }

    std::size_t count() const { return starts.size() - 1; }

    std::uint32_t record(std::uint32_t place) const { return members.empty() ? place : members[place]; }

    std::span<const std::uint32_t> members;
    Bits join;
    const std::vector<Edge>& edges;
    std::vector<std::uint32_t> starts; // of the edges of each place with those after it
    Decisions decisions;
    bool one_record_per_source;
};

// Average link over all pairs of one piece.
class AverageLink {
public:
    AverageLink(const Records& records, const Whole& whole, Comparer& comparer, Weigher& weigher)
        : records_(records), whole_(whole), comparer_(comparer), weigher_(weigher),
          any_may_have_to_differ_(whole.one_record_per_source ||
                                  std::find(records.one_per_source.begin(), records.one_per_source.end(), true) !=
                                      records.one_per_source.end()) {}

    void run(std::span<const std::uint32_t> piece, std::vector<std::uint32_t>& of_record) {
        const std::size_t n = piece.size();
        size_.assign(n, 1);
        sums_.assign(n * n, 0);
        apart_.assign(n * n, 0);
        alive_.assign(n, true);
        for (std::size_t i = 0; i < n; ++i) {
            const Edge* edge = whole_.edges.data() + whole_.starts[piece[i]];
            const Edge* const end = whole_.edges.data() + whole_.starts[piece[i] + 1];
            for (std::size_t j = i + 1; j < n; ++j) {
                while (edge != end && edge->b < piece[j])
                    ++edge;
                const bool known = edge != end && edge->b == piece[j];
                const auto a = whole_.record(piece[i]), b = whole_.record(piece[j]);
                sum(i, j) = sum(j, i) = weight(a, b, known ? &edge->weight : nullptr);
                apart(i, j) = apart(j, i) = whole_.decisions.are_apart(piece[i], piece[j]) || must_differ(a, b);
            }
        }
        joined_ = Components(n);
        for (const auto& [a, b] : whole_.decisions.together_within(piece))
            if (joined_.find(a) != joined_.find(b)) merge(joined_.find(a), joined_.find(b));
        std::vector<std::size_t> best(n);
        for (std::size_t i = 0; i < n; ++i)
            if (alive_[i]) best[i] = nearest(i);
        for (;;) {
            std::size_t a = n;
            for (std::size_t i = 0; i < n; ++i)
                if (alive_[i] && best[i] < n && (a == n || is_nearer(i, best[i], a, best[a]))) a = i;
            if (a == n) break;
            const std::size_t b = best[a];
            if (sum(a, b) < std::int64_t{whole_.join} * size_[a] * size_[b]) break;
            const auto [keep, gone] = merge(a, b);
            for (std::size_t i = 0; i < n; ++i)
                if (alive_[i] && (i == keep || best[i] == keep || best[i] == gone))
                    best[i] = nearest(i);
                else if (alive_[i] && !apart(i, keep) && (best[i] == n || is_nearer(i, keep, i, best[i])))
                    best[i] = keep;
        }
        for (std::size_t i = 0; i < n; ++i)
            of_record[piece[i]] = piece[joined_.find(static_cast<std::uint32_t>(i))];
    }

private:
    // Two of the piece's clusters become the one that begins first.
    std::pair<std::size_t, std::size_t> merge(std::size_t a, std::size_t b) {
        const std::size_t keep = std::min(a, b), gone = std::max(a, b);
        for (std::size_t i = 0; i < size_.size(); ++i) {
            if (!alive_[i] || i == keep || i == gone) continue;
            sum(keep, i) += sum(gone, i);
            sum(i, keep) = sum(keep, i);
            apart(keep, i) = apart(i, keep) = static_cast<char>(apart(keep, i) | apart(gone, i));
        }
        alive_[gone] = false;
        size_[keep] += size_[gone];
        joined_.join(static_cast<std::uint32_t>(keep), static_cast<std::uint32_t>(gone));
        return {keep, gone};
    }

    char& apart(std::size_t a, std::size_t b) { return apart_[a * size_.size() + b]; }

    std::int64_t& sum(std::size_t a, std::size_t b) { return sums_[a * size_.size() + b]; }

    std::int64_t weight(std::uint32_t a, std::uint32_t b, const Bits* known) {
        const Bits weight = known ? *known : weigher_.weigh(a, b, comparer_.compare(a, b)).weight;
        return std::clamp(weight, -most_of_a_pair, most_of_a_pair);
    }

    // Two numbers that one source gives out once to each person.
    bool must_differ(std::uint32_t a, std::uint32_t b) const {
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
    bool is_nearer(std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
        const std::int64_t left = sum(a, b) * size_[c] * size_[d], right = sum(c, d) * size_[a] * size_[b];
        if (left != right) return left > right;
        return std::minmax(a, b) < std::minmax(c, d);
    }

    std::size_t nearest(std::size_t a) {
        std::size_t best = size_.size();
        for (std::size_t b = 0; b < size_.size(); ++b)
            if (b != a && alive_[b] && !apart(a, b) && (best == size_.size() || is_nearer(a, b, a, best))) best = b;
        return best;
    }

    const Records& records_;
    const Whole& whole_;
    Comparer& comparer_;
    Weigher& weigher_;
    bool any_may_have_to_differ_;
    Components joined_ = Components(0);
    std::vector<std::int64_t> sums_;
    std::vector<char> apart_;
    std::vector<std::int64_t> size_;
    std::vector<bool> alive_;
};

// A piece that is too large is taken apart by leaving out its weakest edges, until no part is too large; small parts
// are put together again as far as they can be weighed whole.
class TakingApart {
public:
    explicit TakingApart(const Whole& whole) : whole_(whole) {}

    std::vector<Piece> parts(Piece piece) {
        begin(std::move(piece));
        return all_;
    }

private:
    void begin(Piece piece) {
        std::vector<Edge> edges = edges_within(piece);
        std::vector<Bits> weights;
        for (const auto& edge : edges)
            weights.push_back(edge.weight);
        std::sort(weights.begin(), weights.end());
        // The weakest tenth at a time, as often as it takes; edges that weigh the same go or stay together.
        std::vector<Piece> parts{std::move(piece)};
        for (std::size_t cut = weights.size() / 10; parts.size() == 1 && cut < weights.size();
             cut += weights.size() / 10 + 1)
            parts = hanging_together(parts.front(), edges, weights[cut]);
        if (parts.size() == 1)
            chop(parts.front());
        else
            pack(std::move(parts));
    }

    // By places in the piece.
    std::vector<Edge> edges_within(const Piece& piece) const {
        std::vector<Edge> inside;
        for (std::uint32_t at = 0; at < piece.size(); ++at)
            for (auto i = whole_.starts[piece[at]]; i < whole_.starts[piece[at] + 1]; ++i) {
                const auto& edge = whole_.edges[i];
                const auto other = std::lower_bound(piece.begin(), piece.end(), edge.b);
                if (edge.weight < whole_.join || other == piece.end() || *other != edge.b) continue;
                inside.push_back(edge);
                inside.back().a = at;
                inside.back().b = static_cast<std::uint32_t>(other - piece.begin());
            }
        return inside;
    }

    std::vector<Piece> hanging_together(const Piece& piece, const std::vector<Edge>& edges, Bits above) const {
        Components components(piece.size());
        for (const auto& edge : edges)
            if (edge.weight > above) components.join(edge.a, edge.b);
        for (const auto& [a, b] : whole_.decisions.together_within(piece))
            components.join(a, b);
        std::map<std::uint32_t, Piece> by_part;
        for (std::uint32_t at = 0; at < piece.size(); ++at)
            by_part[components.find(at)].push_back(piece[at]);
        std::vector<Piece> parts;
        for (auto& [first, part] : by_part)
            parts.push_back(std::move(part));
        return parts;
    }

    void pack(std::vector<Piece> parts) {
        Piece together;
        for (auto& part : parts) {
            if (part.size() > most_weighed_whole) {
                begin(std::move(part));
                continue;
            }
            if (together.size() + part.size() > most_weighed_whole) keep(std::move(together));
            together.insert(together.end(), part.begin(), part.end());
        }
        keep(std::move(together));
    }

    // What cannot be told apart is taken in its order.
    void chop(const Piece& piece) {
        for (std::size_t from = 0; from < piece.size(); from += most_weighed_whole)
            keep({piece.begin() + static_cast<std::ptrdiff_t>(from),
                  piece.begin() + static_cast<std::ptrdiff_t>(std::min(piece.size(), from + most_weighed_whole))});
    }

    void keep(Piece&& piece) {
        if (piece.empty()) return;
        std::sort(piece.begin(), piece.end());
        all_.push_back(std::exchange(piece, {}));
    }

    const Whole& whole_;
    std::vector<Piece> all_;
};

// A piece too large to be weighed whole may have been taken apart between two records that belong together.
void keep_together(const Decisions& decisions, std::vector<std::uint32_t>& of_record) {
    Components joined(of_record.size());
    bool any = false;
    for (const auto& [a, b] : decisions.together()) {
        if (of_record[a] == of_record[b]) continue;
        joined.join(of_record[a], of_record[b]);
        any = true;
    }
    for (auto& record : of_record)
        if (any) record = joined.find(record);
}

// The first of all places that a place hangs together with, by edges and decisions.
std::vector<std::uint32_t> first_of_each(const Whole& whole) {
    Components components(whole.count());
    for (const auto& edge : whole.edges)
        if (edge.weight >= whole.join) components.join(edge.a, edge.b);
    for (const auto& [a, b] : whole.decisions.together())
        components.join(a, b);
    std::vector<std::uint32_t> first(whole.count());
    for (std::uint32_t place = 0; place < whole.count(); ++place)
        first[place] = components.find(place);
    return first;
}

// Places that hang together, in their order; those that hang on nothing are left out.
class Pieces {
public:
    explicit Pieces(const Whole& whole) {
        const auto first = first_of_each(whole);
        std::vector<std::uint32_t> size(whole.count()), free(whole.count());
        for (const auto each : first)
            ++size[each];
        const auto is_weighed_whole = [](std::uint32_t many) { return many > 1 && many <= most_weighed_whole; };
        std::uint32_t places = 0;
        for (std::uint32_t place = 0; place < whole.count(); ++place) {
            free[place] = places;
            if (is_weighed_whole(size[place])) starts_.push_back(places += size[place]);
        }
        members_.resize(places);
        std::map<std::uint32_t, Piece> large;
        for (std::uint32_t place = 0; place < whole.count(); ++place)
            if (is_weighed_whole(size[first[place]]))
                members_[free[first[place]]++] = place;
            else if (size[first[place]] > 1)
                large[first[place]].push_back(place);
        for (auto& [from, piece] : large)
            for (const auto& part : TakingApart(whole).parts(std::move(piece)))
                add(part);
    }

    std::size_t count() const { return starts_.size() - 1; }

    std::span<const std::uint32_t> operator[](std::size_t number) const {
        return {members_.data() + starts_[number], members_.data() + starts_[number + 1]};
    }

private:
    void add(const Piece& piece) {
        members_.insert(members_.end(), piece.begin(), piece.end());
        starts_.push_back(static_cast<std::uint32_t>(members_.size()));
    }

    std::vector<std::uint32_t> members_;
    std::vector<std::uint32_t> starts_ = {0};
};

std::vector<std::uint32_t> each_alone(std::size_t count) {
    std::vector<std::uint32_t> of_record(count);
    std::iota(of_record.begin(), of_record.end(), 0U);
    return of_record;
}

} // namespace

Clusters cluster(const Records& records, const Model& model, const std::vector<Edge>& edges,
                 const ClusterOptions& options) {
    const Whole whole(records.count, {}, bits(model.join), edges, options);
    const Pieces pieces(whole);
    Clusters result{each_alone(records.count)};
    const Scorer scorer(model, records);
    constexpr std::size_t stretch = 2048;
    parallel(options.threads, (pieces.count() + stretch - 1) / stretch, [&](std::size_t part) {
        Comparer comparer(records);
        Weigher weigher(scorer);
        AverageLink link(records, whole, comparer, weigher);
        for (std::size_t i = part * stretch; i < std::min(pieces.count(), (part + 1) * stretch); ++i)
            link.run(pieces[i], result.of_record);
    });
    keep_together(whole.decisions, result.of_record);
    return result;
}

std::vector<std::uint32_t> cluster_some(std::span<const std::uint32_t> members, Bits join,
                                        const std::vector<Edge>& edges, const ClusterOptions& options,
                                        const Records& records, Comparer& comparer, Weigher& weigher) {
    const Whole whole(members.size(), members, join, edges, options);
    auto of_place = each_alone(members.size());
    AverageLink link(records, whole, comparer, weigher);
    const Pieces pieces(whole);
    for (std::size_t i = 0; i < pieces.count(); ++i)
        link.run(pieces[i], of_place);
    keep_together(whole.decisions, of_place);
    return of_place;
}

} // namespace kith::linkage
