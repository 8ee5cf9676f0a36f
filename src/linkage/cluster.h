#pragma once
// Pairs become people: average-link clustering (Sokal and Michener 1958) inside each connected piece, with every pair
// of a piece weighed, not only the pairs that blocking brought together. One pair speaks for at most twelve bits, so a
// single strong pair cannot hold together what all the others part.

#include "linkage/compare.h"
#include "linkage/link.h"

#include <span>

namespace kith::linkage {

// What people said of two records, or what must hold: stronger than any weight.
struct Constraint {
    std::uint32_t a = 0, b = 0;
    bool together = false;
};

inline constexpr std::uint32_t nobody_before = UINT32_MAX;

struct ClusterOptions {
    unsigned threads = 1;
    bool one_record_per_source = false;
    std::vector<Constraint> constraints;
    // By record, whom an earlier run found it to be: one number for one person; nobody_before: it is new. Empty: no
    // earlier run. Records that were one person are parted only where they fit two bits worse than what is joined, so
    // that a person does not come and go with each record that is added.
    std::vector<std::uint32_t> before = {};
};

struct Clusters {
    std::vector<std::uint32_t> of_record; // by record: the cluster's first record
};

Clusters cluster(const Records& records, const Model& model, const std::vector<Edge>& edges,
                 const ClusterOptions& options);

// The same of some of the records, `members` in the order of their keys. Edges, constraints and the answer are by
// place among them. `edges` are those within of at least the weight that joins, by a, then b.
std::vector<std::uint32_t> cluster_some(std::span<const std::uint32_t> members, Bits join,
                                        const std::vector<Edge>& edges, const ClusterOptions& options,
                                        const Records& records, Comparer& comparer, Weigher& weigher);

} // namespace kith::linkage
