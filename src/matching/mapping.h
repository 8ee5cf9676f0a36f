#pragma once
// A mapping from a TOML file: which column holds what (docs/linkage.md).

#include "base/result.h"
#include "linkage/mapping.h"

#include <filesystem>

namespace kith::matching {

// Refuses what it does not understand, with file, line and cure.
Result<linkage::Mapping> read_mapping(const std::filesystem::path& file);
Result<linkage::Mapping> mapping_from(std::string_view toml, std::string_view name);

} // namespace kith::matching
