#pragma once
// How a feed writes down what it knows of somebody: what it leaves out, what it writes in its own way, what goes wrong.

#include "bench/linkage/generator.h"

namespace kith::bench {

enum FeedName { school, police, housing, health, social, early_help };

MadeUpRecord written(const Family& family, const Resident& person, FeedName feed, int year, Chance& chance);

} // namespace kith::bench
