#pragma once
// Jaro–Winkler similarity of two texts, byte by byte (Winkler 1990; prefix weight 0.1, up to four letters; as in
// DuckDB, the prefix counts only above a Jaro similarity of 0.7). From 0 to 1; two empty texts are alike.

#include <string_view>

namespace kith::linkage {

double jaro(std::string_view a, std::string_view b);
double jaro_winkler(std::string_view a, std::string_view b);

// The same for texts of at most sixteen letters that stand at the beginning of sixteen bytes: all letters of `b` at
// once.
double jaro_winkler_16(const char* a, unsigned length_of_a, const char* b, unsigned length_of_b);

// Whether one wrong, missing or added letter, or two neighbours swapped, makes one of the other.
bool is_one_slip(std::string_view a, std::string_view b);

// Dice's coefficient of the pairs of neighbouring letters (Adamson and Boreham 1974).
double dice(std::string_view a, std::string_view b);

} // namespace kith::linkage
