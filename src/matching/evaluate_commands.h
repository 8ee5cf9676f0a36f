#pragma once
// kith link evaluate: how good clusters are, where somebody knows the truth.

#include "matching/truth.h"

#include <iosfwd>

namespace kith::matching {

struct Evaluation {
    std::filesystem::path clusters;
    std::vector<std::filesystem::path> truth;
    TruthColumns columns;
    std::filesystem::path json; // empty: only said
};

// Says the quality for people, and writes it as JSON when asked to. 0 done, 1 refused.
int evaluate(const Evaluation& evaluation, std::ostream& out, std::ostream& problems);

} // namespace kith::matching
