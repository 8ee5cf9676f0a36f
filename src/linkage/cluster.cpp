#include "linkage/cluster.h"

#include "linkage/average_link.h"
#include "linkage/parallel.h"

namespace kith::linkage {

namespace {

constexpr std::size_t most_weighed_whole = 600;

using Piece = std::vector<std::uint32_t>;

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

// The first of all places that a place hangs together with, by edges, decisions and what was one person before.
std::vector<std::uint32_t> first_of_each(const Whole& whole) {
    Components components(whole.count());
    for (const auto& edge : whole.edges)
        if (edge.weight >= whole.join) components.join(edge.a, edge.b);
    for (const auto& [a, b] : whole.decisions.together())
        components.join(a, b);
    std::unordered_map<std::uint32_t, std::uint32_t> first_of_person;
    for (std::uint32_t place = 0; place < whole.before.size(); ++place)
        if (whole.before[place] != nobody_before)
            components.join(first_of_person.try_emplace(whole.before[place], place).first->second, place);
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
