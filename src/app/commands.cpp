#include "app/commands.h"

#include <cstdio>

namespace kith::app {

int run(const std::vector<std::string>&) {
    std::fputs("kith: no commands yet\n", stderr);
    return 2;
}

} // namespace kith::app
