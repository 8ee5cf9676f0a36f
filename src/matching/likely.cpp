#include "matching/likely.h"

#include <cmath>

namespace kith::matching {

double probability(linkage::Bits weight) {
    return 1 / (1 + std::exp2(-weight / 1024.0));
}

std::int64_t worth(linkage::Bits weight, double harm) {
    const double p = probability(weight);
    return std::lround(1000 * std::max(0.1, 4 * p * (1 - p)) * harm);
}

double harm(bool a_child, bool open_help, bool is_protected) {
    return 1.0 + (a_child ? 2 : 0) + (open_help ? 2 : 0) + (is_protected ? 1 : 0);
}

} // namespace kith::matching
