#pragma once
// The command line: `kith <command> …`.

#include <string>
#include <vector>

namespace kith::app {

// Runs one command and gives the exit code: 0 done, 1 refused or failed, 2 not understood; audit verify has its own.
int run(const std::vector<std::string>& words);

} // namespace kith::app
