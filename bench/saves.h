#pragma once
// How many saves a second become durable, against the rate at which this disk syncs at all.

#include "bench/setting.h"

namespace kith::bench {

// A row, its version and its line in history, through db/ alone; then the same disk's bare syncs beside it.
void measure_saves(const Setting& setting, const Engine& engine);

// A page of a draft, sent as a browser sends it. Needs the engine's database for itself.
void measure_saves_over_http(const Setting& setting, const Engine& engine);

} // namespace kith::bench
