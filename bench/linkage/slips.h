#pragma once
// How names, dates and numbers go wrong when people write them down.

#include "bench/linkage/families.h"

namespace kith::bench {

// One slip of the keyboard, of the eye or of the ear. Texts of fewer than three letters stay as they are.
std::string misspelt(std::string text, Chance& chance);

// A digit next to the right one, two digits changed places, a letter read for a digit.
std::string mistyped(std::string text, Chance& chance);

// Without accents, as many systems store names.
std::string without_accents(std::string_view text);

// Joined, apart or with a hyphen.
std::string spaced_otherwise(const std::string& text, Chance& chance);

// As one of the ways to write Mohammed.
std::string mohammed_spelling(Chance& chance);

} // namespace kith::bench
