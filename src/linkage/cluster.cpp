#include "linkage/cluster.h"

#include "linkage/compare.h"
#include "linkage/components.h"
#include "linkage/parallel.h"

namespace kith::linkage {

namespace {

constexpr Bits most_of_a_pair = 12 * bit;
constexpr std::size_t most_weighed_whole = 600;

using Piece = std::vector<std::uint32_t>;

// Edges of each record with those after it.
struct EdgesByRecord {
    const std::vector<Edge>& kept;
    std::vector<std::uint32_t> starts;
};

// Average link over all pairs of one piece.
class AverageLink {
public:
    AverageLink(const Records& records, const EdgesByRecord& edges, const Scorer& scorer, Comparer& comparer,
                const ClusterOptions& options, const std::vector<Constraint>& apart, Bits join)
        : records_(records), edges_(edges), scorer_(scorer), comparer_(comparer), options_(options), apart_(apart),
          join_(join) {}

    void run(const Piece& piece, std::vector<std::uint32_t>& of_record) {
        const std::size_t n = piece.size();
        size_.assign(n, 1);
        sums_.assign(n * n, 0);
        alive_.assign(n, true);
        for (std::size_t i = 0; i < n; ++i) {
            const Edge* edge = edges_.kept.data() + edges_.starts[piece[i]];
            const Edge* const end = edges_.kept.data() + edges_.starts[piece[i] + 1];
            for (std::size_t j = i + 1; j < n; ++j) {
                while (edge != end && edge->b < piece[j])
                    ++edge;
                const bool known = edge != end && edge->b == piece[j];
                sum(i, j) = sum(j, i) = weight(piece[i], piece[j], known ? &edge->weight : nullptr);
            }
        }
        Components joined(n);
        std::vector<std::size_t> best(n);
        for (std::size_t i = 0; i < n; ++i)
            best[i] = nearest(i);
        for (;;) {
            std::size_t a = n;
            for (std::size_t i = 0; i < n; ++i)
                if (alive_[i] && best[i] < n && (a == n || is_nearer(i, best[i], a, best[a]))) a = i;
            if (a == n) break;
            const std::size_t b = best[a];
            if (sum(a, b) < std::int64_t{join_} * size_[a] * size_[b]) break;
            const std::size_t keep = std::min(a, b), gone = std::max(a, b);
            for (std::size_t i = 0; i < n; ++i) {
                if (!alive_[i] || i == keep || i == gone) continue;
                sum(keep, i) += sum(gone, i);
                sum(i, keep) = sum(keep, i);
            }
            alive_[gone] = false;
            size_[keep] += size_[gone];
            joined.join(static_cast<std::uint32_t>(keep), static_cast<std::uint32_t>(gone));
            for (std::size_t i = 0; i < n; ++i)
                if (alive_[i] && (i == keep || best[i] == keep || best[i] == gone))
                    best[i] = nearest(i);
                else if (alive_[i] && best[i] < n && is_nearer(i, keep, i, best[i]))
                    best[i] = keep;
        }
        for (std::size_t i = 0; i < n; ++i)
            of_record[piece[i]] = piece[joined.find(static_cast<std::uint32_t>(i))];
    }

private:
    static constexpr std::int64_t never = -(std::int64_t{1} << 40);

    std::int64_t& sum(std::size_t a, std::size_t b) { return sums_[a * size_.size() + b]; }

    std::int64_t weight(std::uint32_t a, std::uint32_t b, const Bits* known) {
        for (const auto& each : apart_)
            if ((each.a == a && each.b == b) || (each.a == b && each.b == a)) return never;
        if (must_differ(a, b)) return never;
        const Bits weight = known ? *known : scorer_.weigh(a, b, comparer_.compare(a, b)).weight;
        return std::clamp(weight, -most_of_a_pair, most_of_a_pair);
    }

    // Two numbers that one source gives out once to each person.
    bool must_differ(std::uint32_t a, std::uint32_t b) const {
        if (records_.facts(a).source() != records_.facts(b).source()) return false;
        if (options_.one_record_per_source) return true;
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
            if (b != a && alive_[b] && (best == size_.size() || is_nearer(a, b, a, best))) best = b;
        return best;
    }

    const Records& records_;
    const EdgesByRecord& edges_;
    const Scorer& scorer_;
    Comparer& comparer_;
    const ClusterOptions& options_;
    const std::vector<Constraint>& apart_;
    Bits join_;
    std::vector<std::int64_t> sums_;
    std::vector<std::int64_t> size_;
    std::vector<bool> alive_;
};

// Pieces of at most `most_weighed_whole` records: a larger one is taken apart by leaving out its weakest edges.
void take_apart(const std::vector<Edge>& edges, Bits join, std::vector<Piece>& pieces) {
    std::vector<Piece> small;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        auto piece = std::move(pieces[i]);
        if (piece.size() <= most_weighed_whole) {
            small.push_back(std::move(piece));
            continue;
        }
        std::vector<Edge> inside;
        for (const auto& edge : edges)
            if (edge.weight >= join && std::binary_search(piece.begin(), piece.end(), edge.a) &&
                std::binary_search(piece.begin(), piece.end(), edge.b))
                inside.push_back(edge);
        std::vector<Bits> weights;
        for (const auto& edge : inside)
            weights.push_back(edge.weight);
        std::sort(weights.begin(), weights.end());
        const auto place = [&](std::uint32_t record) {
            return static_cast<std::uint32_t>(std::lower_bound(piece.begin(), piece.end(), record) - piece.begin());
        };
        // The weakest tenth at a time, as often as it takes.
        for (std::size_t cut = weights.size() / 10;; cut += weights.size() / 10 + 1) {
            Components parts(piece.size());
            for (const auto& edge : inside)
                if (cut < weights.size() && edge.weight > weights[cut]) parts.join(place(edge.a), place(edge.b));
            std::map<std::uint32_t, Piece> by_part;
            for (std::size_t k = 0; k < piece.size(); ++k)
                by_part[parts.find(static_cast<std::uint32_t>(k))].push_back(piece[k]);
            if (by_part.size() == 1) continue;
            if (cut >= weights.size()) {
                // All edges weigh the same: take the records in their order.
                for (std::size_t k = 0; k < piece.size(); k += most_weighed_whole)
                    small.emplace_back(piece.begin() + static_cast<std::ptrdiff_t>(k),
                                       piece.begin() +
                                           static_cast<std::ptrdiff_t>(std::min(piece.size(), k + most_weighed_whole)));
            } else {
                for (auto& [first, part] : by_part)
                    pieces.push_back(std::move(part));
            }
            break;
        }
    }
    pieces = std::move(small);
}

} // namespace

Clusters cluster(const Records& records, const Model& model, const std::vector<Edge>& edges,
                 const ClusterOptions& options) {
    const Bits join = bits(model.join);
    Clusters result;
    result.of_record.resize(records.count);
    std::iota(result.of_record.begin(), result.of_record.end(), 0U);

    Components components(records.count);
    EdgesByRecord by_record{edges, std::vector<std::uint32_t>(records.count + 1)};
    for (const auto& edge : edges)
        ++by_record.starts[edge.a + 1];
    std::partial_sum(by_record.starts.begin(), by_record.starts.end(), by_record.starts.begin());
    std::vector<bool> linked(records.count);
    for (const auto& edge : edges) {
        if (edge.weight < join) continue;
        components.join(edge.a, edge.b);
        linked[edge.a] = linked[edge.b] = true;
    }
    std::vector<std::uint32_t> number(records.count);
    std::vector<Piece> pieces;
    for (std::uint32_t i = 0; i < records.count; ++i) {
        if (!linked[i]) continue;
        const auto first = components.find(i);
        if (first == i) {
            number[i] = static_cast<std::uint32_t>(pieces.size());
            pieces.emplace_back();
        }
        pieces[number[first]].push_back(i);
    }
    take_apart(edges, join, pieces);

    std::vector<Constraint> apart;
    for (const auto& constraint : options.constraints)
        if (!constraint.together) apart.push_back(constraint);
    const Scorer scorer(model, records);
    constexpr std::size_t stretch = 2048;
    parallel(options.threads, (pieces.size() + stretch - 1) / stretch, [&](std::size_t part) {
        Comparer comparer(records);
        AverageLink link(records, by_record, scorer, comparer, options, apart, join);
        for (std::size_t i = part * stretch; i < std::min(pieces.size(), (part + 1) * stretch); ++i)
            link.run(pieces[i], result.of_record);
    });
    return result;
}

} // namespace kith::linkage
