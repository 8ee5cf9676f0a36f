#pragma once
// Names written in Latin letters one syllable after another ("Xiao Ming", "Wing-Sze", "Kwok"): together, apart or with
// a hyphen they are one name.

#include <string_view>

namespace kith::linkage {

// Into how few such syllables a folded name of at most two can be taken apart; 0 when it is no such name.
unsigned syllables(std::string_view name);

} // namespace kith::linkage
