#pragma once
// Average link over all pairs of one piece, bound by decisions. Two things that no single pair tells are seen here: a
// record that bears two names explains why two others, each with one of them, differ; and a record that does not say
// which of a family it is of stays apart when two of them fit it about as well.

#include "linkage/cluster.h"
#include "linkage/components.h"

namespace kith::linkage {

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
          one_record_per_source(options.one_record_per_source), before(options.before) {
        for (const auto& edge : edges)
            ++starts[edge.a + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
    }

    std::size_t count() const { return starts.size() - 1; }

    std::uint32_t record(std::uint32_t place) const { return members.empty() ? place : members[place]; }

    bool were_one(std::uint32_t a, std::uint32_t b) const {
        return !before.empty() && before[a] == before[b] && before[a] != nobody_before;
    }

    std::span<const std::uint32_t> members;
    Bits join;
    const std::vector<Edge>& edges;
    std::vector<std::uint32_t> starts; // of the edges of each place with those after it
    Decisions decisions;
    bool one_record_per_source;
    const std::vector<std::uint32_t>& before;
};

class AverageLink {
public:
    AverageLink(const Records& records, const Whole& whole, Comparer& comparer, Weigher& weigher);

    // Of a piece's places, the first of each cluster into `of_record`.
    void run(std::span<const std::uint32_t> piece, std::vector<std::uint32_t>& of_record);

private:
    void begin(std::size_t count);
    void weigh_all(std::span<const std::uint32_t> piece);
    void weigh(std::size_t a, std::size_t b, Pattern pattern);
    void put(std::size_t a, std::size_t b, Bits weight);
    void allow_for_other_names();
    void allow_for_names_of(std::size_t bearer);
    void allow_for_names(std::size_t bearer, std::size_t a, std::size_t b);
    void favour_who_was_one(std::span<const std::uint32_t> piece);
    std::vector<std::size_t> who_fits_two() const;
    bool fits_two(std::size_t one) const;
    bool says_little(std::size_t one) const;
    void place(const std::vector<std::size_t>& unclear);
    bool fits_another(std::size_t unclear, std::size_t settled);
    void keep_apart_from_settled(std::size_t unclear);
    void join_nearest();
    std::pair<std::size_t, std::size_t> merge(std::size_t a, std::size_t b);
    bool must_differ(std::uint32_t a, std::uint32_t b) const;
    bool is_nearer(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const;
    std::size_t nearest(std::size_t a) const;

    std::size_t count() const { return size_.size(); }

    std::size_t at(std::size_t a, std::size_t b) const { return a * size_.size() + b; }

    const Records& records_;
    const Whole& whole_;
    Comparer& comparer_;
    Weigher& weigher_;
    ClassBits prior_;
    bool has_families_;
    bool any_may_have_to_differ_;
    Components joined_ = Components(0);
    std::vector<std::uint32_t> record_; // by place in the piece
    std::vector<std::int64_t> size_;
    std::vector<std::int64_t> sums_; // of a pair of clusters, as are the next two
    std::vector<char> apart_;
    std::vector<char> kin_; // of one family rather than one person
    std::vector<bool> alive_;
    std::vector<bool> settled_; // before the unclear are placed
};

} // namespace kith::linkage
