#pragma once
// Every command, in the order in which `kith --help` lists them.

#include "app/arguments.h"

#include <functional>

namespace kith::app {

struct Command {
    Usage usage;
    std::function<int(const Arguments&)> run;
    int when_broken = 1; // exit code when an exception ends it
};

const std::vector<Command>& commands();

} // namespace kith::app
