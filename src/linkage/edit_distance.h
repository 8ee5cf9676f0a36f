#pragma once
// How alike two texts are, byte by byte and in the textbook way, with DuckDB's answers. For comparison with Splink, and
// for tests of what the engine computes faster.

#include <cstddef>
#include <string_view>

namespace kith::linkage {

// Letters replaced, left out or added (Levenshtein 1966).
std::size_t levenshtein(std::string_view a, std::string_view b);

// Neighbours that changed places count as one change, also when something was put between them later (Damerau 1964,
// without the restriction to optimal string alignment).
std::size_t damerau_levenshtein(std::string_view a, std::string_view b);

// Similarity from 0 to 1 (Jaro 1989), and with up to four first letters counted more above 0.7 (Winkler 1990).
double plain_jaro(std::string_view a, std::string_view b);
double plain_jaro_winkler(std::string_view a, std::string_view b);

} // namespace kith::linkage
