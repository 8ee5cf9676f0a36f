#pragma once
// The functions of SQL that Splink's comparisons use, as DuckDB computes them.

#include "linkage/splink_expression.h"

namespace kith::linkage {

struct SplinkFunction {
    std::string_view name;
    std::size_t least = 0; // values it takes
    std::size_t most = 0;
    SplinkValue (*apply)(const std::vector<SplinkValue>&) = nullptr;
};

// Null when there is no such function of so many values. `name` in small letters.
const SplinkFunction* splink_function(std::string_view name, std::size_t values);

// "3" of 3, "true" of true; empty of what is not known.
std::string splink_text(const SplinkValue& value);

} // namespace kith::linkage
