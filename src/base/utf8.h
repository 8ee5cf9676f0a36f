#pragma once
// UTF-8, one character at a time.

#include <cstddef>
#include <string>
#include <string_view>

namespace kith {

struct Character {
    char32_t code = 0;
    std::size_t length = 0; // bytes; 0: what stands there is not well-formed (RFC 3629)
};

// The character that begins at `at`, which must be inside the text.
Character character_at(std::string_view text, std::size_t at);

void append_character(std::string& text, char32_t code);

} // namespace kith
