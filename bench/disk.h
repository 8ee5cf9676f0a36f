#pragma once

#include <filesystem>

namespace kith::bench {

// How often a second 4 KB can be appended to a file and synced: what one commit costs the disk at least.
double bare_syncs(const std::filesystem::path& folder, double seconds);

// How often this process has asked the disk to sync, in whatever library.
long long syncs_so_far();

} // namespace kith::bench
