#pragma once
// kith profile check DIR, kith profile load DIR.

#include <filesystem>
#include <iosfwd>

namespace kith::db {
class Database;
}

namespace kith::profiles {

// Says every mistake with its file and line, or that the profile is sound. 0 sound, 1 mistakes.
int check(const std::filesystem::path& folder, std::ostream& out);

// Checks, and puts the profile in force whole or not at all. 0 in force (also when it was before), 1 mistakes.
int load(db::Database& database, const std::filesystem::path& folder, std::ostream& out);

} // namespace kith::profiles
