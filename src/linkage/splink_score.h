#pragma once
// Blocks and scores as Splink does with the same settings: proves that Kith's arithmetic is Splink's where the model
// is. Made to agree, not to be fast; `kith link dedupe` is the fast one.

#include "linkage/splink_expression.h"
#include "linkage/splink_settings.h"

namespace kith::linkage {

struct SplinkTable {
    std::string name;                 // of the dataset, where there are several
    std::vector<std::string> columns; // the same in every table
    std::vector<SplinkRecord> records;
};

struct SplinkEdge {
    std::string left; // id; the lower one
    std::string right;
    double weight = 0; // bits, the prior among them
    double probability = 0;

    bool operator==(const SplinkEdge&) const = default;
};

// Every pair that some blocking rule brings together, once, ordered by ids. Refuses settings that name columns or
// functions that are not there.
Result<std::vector<SplinkEdge>> splink_edges(const SplinkSettings& settings, const std::vector<SplinkTable>& tables);

} // namespace kith::linkage
