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

enum class OtherCouncil { refused, replaced };

// Checks, and puts the profile in force whole or not at all. Where that of another council is in force, refuses unless
// it is to be replaced. 0 in force (also when it was before), 1 mistakes or refused.
int load(db::Database& database, const std::filesystem::path& folder, std::ostream& out,
         OtherCouncil other = OtherCouncil::refused);

} // namespace kith::profiles
