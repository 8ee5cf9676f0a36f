#pragma once
// What was imported, and when.

#include "base/instant.h"
#include "places/import.h"

namespace kith::places {

// One file that took effect.
struct PastImport {
    std::string what; // "postcodes", "wards", "boundaries", "schools"
    std::string file_name;
    std::string sha256;
    Counts counts;
    Instant at;
};

// Newest first.
std::vector<PastImport> past_imports(db::Reader& reader, std::size_t limit);

// Keeps it, with a line in history.
void record_import(db::Writer& writer, const PastImport& import);

} // namespace kith::places
