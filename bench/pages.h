#pragma once
// Pages over HTTP, against the "hello" of a bare Beast server and against their own SQL run alone.

#include "bench/setting.h"

namespace kith::bench {

void measure_pages(const Setting& setting, const Engine& engine);

// Where a page's own SQL spends its time: each statement by itself, the costliest first. Not part of the report: for
// whoever looks for what to mend.
void list_statements(const Setting& setting, const Engine& engine);

} // namespace kith::bench
