#pragma once
// From records to pairs worth keeping: block, compare, weigh.

#include "linkage/model.h"
#include "linkage/records.h"
#include "linkage/score.h"

namespace kith::linkage {

struct Edge {
    std::uint32_t a = 0, b = 0; // a < b
    Bits weight = 0;
    std::uint16_t household = 0; // probability of one household if they are two people, in 1/65535
    Pattern pattern = 0;

    bool operator==(const Edge&) const = default;
};

struct PairCounts {
    std::uint64_t compared = 0;
    std::uint64_t passed_over = 0; // of oversize blocks: they share the rule's values and nothing else

    bool operator==(const PairCounts&) const = default;
};

// What one blocking rule brought that no rule before it had.
struct RuleCounts {
    std::string lanes; // "surname birth"
    std::uint64_t compared = 0;
    std::uint64_t links = 0;

    bool operator==(const RuleCounts&) const = default;
};

struct LinkOptions {
    unsigned threads = 1;
    bool between_sources_only = false;
    Bits lowest_weight = 0; // edges below are kept only when they say "household"
};

struct Edges {
    std::vector<Edge> kept; // by a, then b
    PairCounts pairs;
    std::vector<RuleCounts> by_rule;
};

// A pair that is worth keeping, or nothing.
std::optional<Edge> edge_between(std::uint32_t a, std::uint32_t b, Pattern pattern, Weigher& weigher,
                                 Bits lowest_weight);

Edges link(const Records& records, const Model& model, const LinkOptions& options);

} // namespace kith::linkage
