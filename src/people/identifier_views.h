#pragma once
// What may be said of a number.

#include "people/identifier.h"

namespace kith::people {

// "verified, seen in the red book", "well formed, not verified"
std::string check_words(const Identifier& identifier);

} // namespace kith::people
