#pragma once
// `kith import postcodes|wards FILE`: a file takes effect whole or not at all, in one transaction. The same file
// twice changes nothing. What a file leaves out stays as it was: councils' files come one by one.

#include "places/import.h"

namespace kith::places {

// Both give the exit code: 0 imported, 1 refused. The first hundred mistakes are listed by line.
int import_postcodes(db::Database& database, const std::filesystem::path& file, const Console& console);

// Ward names and codes from CSV, or boundaries from GeoJSON (WGS84): the file's first character tells which.
// `afterwards` runs in the same transaction when boundaries changed, for what was derived from them.
int import_wards(db::Database& database, const std::filesystem::path& file, const Console& console,
                 const std::function<void(db::Writer&)>& afterwards = {});

} // namespace kith::places
