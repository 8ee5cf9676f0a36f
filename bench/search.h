#pragma once
// Find over everybody.

#include "bench/setting.h"

namespace kith::bench {

// Two words of a name: as the store answers, and as a browser sees it.
void measure_find(const Setting& setting, const Engine& engine);

} // namespace kith::bench
