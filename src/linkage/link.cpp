#include "linkage/link.h"

#include "linkage/blocking.h"
#include "linkage/parallel.h"

#include <numeric>

namespace kith::linkage {

namespace {

struct Stretch {
    std::vector<Edge> edges;
    PairCounts pairs;
};

// What a thread works at.
struct Bench {
    Bench(const Records& records, const Scorer& scorer) : comparer(records), weigher(scorer) {}

    struct Pair {
        std::uint32_t a = 0, b = 0, shared = 0;
    };

    Comparer comparer;
    Weigher weigher;
    // What comparing reads is fetched while pairs wait for each other: it lies anywhere in memory.
    std::array<Pair, 32> waiting{};
    std::size_t count_waiting = 0;
};

// Brings edges of one number, of `count`, together, the lowest first, and returns where each begins and the last ends.
// In place, as there is no room for all of them twice; twice with few numbers is faster than once with many, which
// miss the cache.
template <typename NumberOf>
std::vector<std::uint32_t> exchange(std::span<Edge> edges, std::size_t count, NumberOf&& number_of) {
    std::vector<std::uint32_t> starts(count + 1);
    for (const auto& edge : edges)
        ++starts[number_of(edge.a) + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    auto free = starts;
    for (std::uint32_t number = 0; number < count; ++number)
        while (free[number] < starts[number + 1]) {
            auto& edge = edges[free[number]];
            const auto its = number_of(edge.a);
            if (its == number)
                ++free[number];
            else
                std::swap(edge, edges[free[its]++]);
        }
    return starts;
}

class Linking {
public:
    Linking(const Records& records, const Model& model, const LinkOptions& options)
        : records_(records), options_(options), scorer_(model, records), rules_(blocking_rules(records)),
          first_rule_(rules_) {}

    Edges edges() {
        Edges all;
        for (const auto rule : rules_)
            all.by_rule.push_back({words_of(rule)});
        for (std::size_t rule = 0; rule < rules_.size(); rule += options_.threads)
            run_rules(rule, std::min(rules_.size(), rule + options_.threads), all);
        sort(all.kept);
        return all;
    }

private:
    // Several rules' keys are sorted at once, then all of their stretches are shared out.
    void run_rules(std::size_t from, std::size_t to, Edges& into) {
        std::vector<std::unique_ptr<Blocks>> blocks(to - from);
        parallel(options_.threads, blocks.size(),
                 [&](std::size_t i) { blocks[i] = std::make_unique<Blocks>(records_, rules_[from + i]); });
        std::vector<std::pair<std::size_t, std::size_t>> work;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            for (std::size_t each = 0; each < blocks[i]->stretches(); ++each)
                work.emplace_back(i, each);
        std::vector<Stretch> done(work.size());
        std::vector<std::unique_ptr<Bench>> idle;
        std::mutex guard;
        parallel(options_.threads, work.size(), [&](std::size_t i) {
            std::unique_ptr<Bench> bench;
            {
                const std::scoped_lock lock(guard);
                if (!idle.empty()) {
                    bench = std::move(idle.back());
                    idle.pop_back();
                }
            }
            if (!bench) bench = std::make_unique<Bench>(records_, scorer_);
            run_stretch(*blocks[work[i].first], work[i].second, from + work[i].first, *bench, done[i]);
            const std::scoped_lock lock(guard);
            idle.push_back(std::move(bench));
        });
        for (std::size_t i = 0; i < done.size(); ++i) {
            auto& each = done[i];
            auto& rule = into.by_rule[from + work[i].first];
            rule.compared += each.pairs.compared;
            for (const auto& edge : each.edges)
                rule.links += edge.weight >= options_.lowest_weight ? 1U : 0U;
            into.kept.insert(into.kept.end(), each.edges.begin(), each.edges.end());
            each.edges = {};
            into.pairs.compared += each.pairs.compared;
            into.pairs.passed_over += each.pairs.passed_over;
        }
    }

    void run_stretch(const Blocks& blocks, std::size_t number, std::size_t rule, Bench& bench, Stretch& into) const {
        into.pairs.passed_over +=
            blocks.visit_pairs(number, [&](std::uint32_t a, std::uint32_t b, std::uint32_t shared) {
                if (first_rule_[shared] != rule) return;
                if (options_.between_sources_only && records_.facts(a).source() == records_.facts(b).source()) return;
                bench.comparer.fetch(a, b, shared);
                bench.weigher.fetch(a, shared);
                bench.waiting[bench.count_waiting++] = {a, b, shared};
                if (bench.count_waiting == bench.waiting.size()) score_waiting(bench, into);
            });
        score_waiting(bench, into);
    }

    void score_waiting(Bench& bench, Stretch& into) const {
        for (std::size_t i = 0; i < bench.count_waiting; ++i) {
            const auto& [a, b, shared] = bench.waiting[i];
            const auto pattern = bench.comparer.compare(a, b, shared);
            if (const auto edge = edge_between(a, b, pattern, bench.weigher, options_.lowest_weight))
                into.edges.push_back(*edge);
        }
        into.pairs.compared += bench.count_waiting;
        bench.count_waiting = 0;
    }

    // By a, then b.
    void sort(std::vector<Edge>& edges) const {
        static constexpr unsigned shift = 12;
        const std::span<Edge> all(edges);
        const auto parts = exchange(all, (records_.count >> shift) + 1, [](std::uint32_t a) { return a >> shift; });
        parallel(options_.threads, parts.size() - 1, [&](std::size_t part) {
            const auto of_part = all.subspan(parts[part], parts[part + 1] - parts[part]);
            const auto starts =
                exchange(of_part, std::size_t{1} << shift, [](std::uint32_t a) { return a & ((1U << shift) - 1); });
            for (std::size_t i = 0; i + 1 < starts.size(); ++i)
                std::sort(of_part.begin() + starts[i], of_part.begin() + starts[i + 1],
                          [](const Edge& one, const Edge& other) { return one.b < other.b; });
        });
    }

    const Records& records_;
    LinkOptions options_;
    Scorer scorer_;
    std::vector<Lanes> rules_;
    FirstRules first_rule_;
};

// Who has another house in the same postcode lives next door.
bool are_neighbours(Pattern pattern) {
    return level_in(pattern, comparison::address) == level::address_other_house &&
           level_in(pattern, comparison::phone) != level::same && level_in(pattern, comparison::email) != level::same;
}

} // namespace

std::optional<Edge> edge_between(std::uint32_t a, std::uint32_t b, Pattern pattern, Weigher& weigher,
                                 Bits lowest_weight) {
    const auto weighed = weigher.weigh(a, b, pattern);
    const auto& c = weighed.of_class;
    const bool may_be_household = !are_neighbours(pattern);
    const bool is_household = may_be_household && std::max({c[1], c[2], c[3]}) > std::max(c.front(), c.back());
    if (weighed.weight < lowest_weight && !is_household) return {};
    const Bits one_household = sum_of_powers(sum_of_powers(c[1], c[2]), c[3]);
    const double household = may_be_household ? power_of(one_household - sum_of_powers(one_household, c.back())) : 0;
    return Edge{std::min(a, b), std::max(a, b), weighed.weight, static_cast<std::uint16_t>(household * 65535), pattern};
}

Edges link(const Records& records, const Model& model, const LinkOptions& options) {
    return Linking(records, model, options).edges();
}

} // namespace kith::linkage
