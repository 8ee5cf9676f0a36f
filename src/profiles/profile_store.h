#pragma once
// Where profiles are kept: whole, in the database, every version with the time it was in force.

#include "history/record.h"
#include "profiles/profile.h"
#include "profiles/profile_files.h"

#include <memory>

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::profiles {

// The profile in force. Costs one small query; the value is read once per process and version. Throws db::Fault when
// none was loaded ("run kith profile load"), or when the stored one is not understood by this Kith.
std::shared_ptr<const Profile> current(db::Reader& reader);

// One version as it was kept.
struct Version {
    Id<Profile> id;
    std::string checksum;
    std::string council;
    Instant from;
    std::optional<Instant> to; // absent: in force
};

// Newest first.
std::vector<Version> versions(db::Reader& reader);

// Puts the profile in force from now, ends the one before, and writes "profile.loaded". The same files again change
// nothing, and give false. A profile of another council replaces it too: a database serves one council at a time.
bool put_in_force(db::Writer& writer, const Files& files, const Profile& profile, const history::Actor& actor);

} // namespace kith::profiles
