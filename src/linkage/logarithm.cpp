#include "linkage/logarithm.h"

#include <cmath>

namespace kith::linkage {

namespace {

constexpr double log2_e = 1.44269504088896340736;
constexpr Bits table_end = 14 * bit; // where adding changes nothing any more

std::vector<std::int16_t> make_table() {
    std::vector<std::int16_t> table;
    for (Bits difference = 0; difference < table_end; ++difference)
        table.push_back(static_cast<std::int16_t>(
            std::floor(bit * log2_of(1 + two_to(-static_cast<double>(difference) / bit)) + 0.5)));
    return table;
}

} // namespace

double log2_of(double x) {
    int exponent = 0;
    double fraction = std::frexp(x, &exponent);
    if (fraction < 0.70710678118654752440) {
        fraction *= 2;
        --exponent;
    }
    // ln f = 2 artanh((f - 1) / (f + 1)), |argument| < 0.172
    const double z = (fraction - 1) / (fraction + 1), square = z * z;
    double series = 0;
    for (int i = 21; i >= 1; i -= 2)
        series = series * square + 1.0 / i;
    return exponent + 2 * z * series * log2_e;
}

double two_to(double power) {
    if (power < -1000) return 0;
    const double whole = std::floor(power + 0.5);
    const double rest = (power - whole) / log2_e;
    double series = 1;
    for (int i = 18; i >= 1; --i)
        series = 1 + rest / i * series;
    return std::ldexp(series, static_cast<int>(whole));
}

Bits bits(double weight) {
    return static_cast<Bits>(std::floor(std::clamp(weight, -400.0, 400.0) * bit + 0.5));
}

double power_of(Bits power) {
    static const auto table = [] {
        std::array<double, bit> made{};
        for (Bits i = 0; i < bit; ++i)
            made[static_cast<std::size_t>(i)] = two_to(static_cast<double>(i) / bit);
        return made;
    }();
    const Bits whole = power >> 10;
    if (whole < -60) return 0;
    const double fraction = table[static_cast<std::size_t>(power & (bit - 1))];
    return whole < 0 ? fraction / static_cast<double>(std::uint64_t{1} << -whole)
                     : fraction * static_cast<double>(std::uint64_t{1} << std::min(whole, 60));
}

Bits sum_of_powers(Bits a, Bits b) {
    static const auto table = make_table();
    const Bits higher = std::max(a, b), difference = higher - std::min(a, b);
    return difference >= table_end ? higher : higher + table[static_cast<std::size_t>(difference)];
}

} // namespace kith::linkage
