#pragma once

#include <filesystem>

namespace kith::bench {

// How often a second 4 KB can be appended to a file and synced: what one commit costs the disk at least.
double bare_syncs(const std::filesystem::path& folder, double seconds);

// How often this process has asked the disk to sync, in whatever library.
long long syncs_so_far();

// Syncs of a program that is started while this exists, counted by a library that is loaded into it.
class CountedSyncs {
public:
    explicit CountedSyncs(const std::filesystem::path& folder);
    ~CountedSyncs();
    CountedSyncs(const CountedSyncs&) = delete;
    CountedSyncs& operator=(const CountedSyncs&) = delete;

    long long so_far() const;

private:
    std::filesystem::path file_;
    const long long* count_;
};

} // namespace kith::bench
