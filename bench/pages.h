#pragma once
// Pages over HTTP, against a bare "hello" of the same transport and against their own SQL run alone.

#include "bench/setting.h"

namespace kith::bench {

void measure_pages(const Setting& setting, const Engine& engine);

} // namespace kith::bench
