#pragma once
// What a server costs before and while nothing happens.

#include "bench/setting.h"

namespace kith::bench {

// From the start of the program to its first page; memory with a thousand connections open and silent.
void measure_idle(const Setting& setting, const Engine& engine);

} // namespace kith::bench
