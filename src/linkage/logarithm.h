#pragma once
// Logarithms that are the same on every machine: the C library's differ in the last place between processors.

#include <cstdint>

namespace kith::linkage {

// log2(x) by basic arithmetic only; x must be positive and finite. Within 1e-14 of the truth.
double log2_of(double x);
double two_to(double power);

// Weights are counted in 1/1024 bit, so that sums are exact.
using Bits = std::int32_t;
constexpr Bits bit = 1024;
Bits bits(double weight);

// 2^(power / 1024), by table.
double power_of(Bits power);

// log2(2^a + 2^b) in the same measure, by table.
Bits sum_of_powers(Bits a, Bits b);

} // namespace kith::linkage
