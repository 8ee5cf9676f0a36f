#pragma once
// Programs run to their end, and what they cost. Keep the measuring program itself small: a child's memory at its
// highest counts what it shares with its parent before it becomes a program of its own.

#include <filesystem>
#include <string>
#include <vector>

namespace kith::bench {

struct Cost {
    bool done = false; // ended by itself with 0
    double seconds = 0;
    double processor_seconds = 0; // of it and of all it waited for
    double peak_megabytes = 0;
    std::string said; // standard output
};

// Standard error goes to the log.
Cost measured(const std::vector<std::string>& words, const std::filesystem::path& log);

// The end of a log, for saying why something failed.
std::string last_lines(const std::filesystem::path& log);

} // namespace kith::bench
