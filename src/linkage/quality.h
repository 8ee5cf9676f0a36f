#pragma once
// How right clusters are, where the truth is known.

#include "linkage/cluster.h"

namespace kith::linkage {

struct Quality {
    std::uint64_t true_pairs = 0;  // pairs of records of one person
    std::uint64_t found_pairs = 0; // pairs of records that share a cluster
    std::uint64_t right_pairs = 0; // both

    double precision() const {
        return found_pairs == 0 ? 1 : static_cast<double>(right_pairs) / static_cast<double>(found_pairs);
    }

    double recall() const {
        return true_pairs == 0 ? 1 : static_cast<double>(right_pairs) / static_cast<double>(true_pairs);
    }

    double f1() const {
        const double sum = precision() + recall();
        return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }
};

// Records whose truth is not given (0) are left out.
Quality quality(const std::vector<std::uint32_t>& truth, const std::vector<std::uint32_t>& cluster_of_record);

} // namespace kith::linkage
