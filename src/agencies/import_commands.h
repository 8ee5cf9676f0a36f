#pragma once
// `kith import schools FILE`: schools from the register of schools, keyed by URN. Each becomes an agency; its
// information-sharing agreement is for an administrator to record before its people can do anything.

#include "places/import.h"

namespace kith::agencies {

// Gives the exit code: 0 imported, 1 refused. Schools that lie in no known ward are kept and reported.
int import_schools(db::Database& database, const std::filesystem::path& file, const places::Console& console);

} // namespace kith::agencies
