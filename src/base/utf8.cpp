#include "base/utf8.h"

namespace kith {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

struct Lead {
    std::size_t length;
    unsigned lowest;  // of the second byte: keeps out overlong forms,
    unsigned highest; // surrogates, and what lies beyond U+10FFFF
};

Lead lead_of(unsigned byte) {
    if (byte < 0x80) return {1, 0, 0};
    if (byte >= 0xc2 && byte <= 0xdf) return {2, 0x80, 0xbf};
    if (byte == 0xe0) return {3, 0xa0, 0xbf};
    if (byte == 0xed) return {3, 0x80, 0x9f};
    if (byte >= 0xe1 && byte <= 0xef) return {3, 0x80, 0xbf};
    if (byte == 0xf0) return {4, 0x90, 0xbf};
    if (byte >= 0xf1 && byte <= 0xf3) return {4, 0x80, 0xbf};
    if (byte == 0xf4) return {4, 0x80, 0x8f};
    return {0, 0, 0};
}

} // namespace

Character character_at(std::string_view text, std::size_t at) {
    const unsigned first = byte_at(text, at);
    const Lead lead = lead_of(first);
    if (lead.length <= 1) return {first, lead.length};
    if (text.size() - at < lead.length) return {};

    char32_t code = first & (0xffU >> (lead.length + 1));
    for (std::size_t i = 1; i < lead.length; ++i) {
        const unsigned byte = byte_at(text, at + i);
        const unsigned lowest = i == 1 ? lead.lowest : 0x80;
        const unsigned highest = i == 1 ? lead.highest : 0xbf;
        if (byte < lowest || byte > highest) return {};
        code = (code << 6) | (byte & 0x3f);
    }
    return {code, lead.length};
}

void append_character(std::string& text, char32_t code) {
    const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) return add(code);
    if (code < 0x800) {
        add(0xc0 | (code >> 6));
    } else if (code < 0x10000) {
        add(0xe0 | (code >> 12));
        add(0x80 | ((code >> 6) & 0x3f));
    } else {
        add(0xf0 | (code >> 18));
        add(0x80 | ((code >> 12) & 0x3f));
        add(0x80 | ((code >> 6) & 0x3f));
    }
    add(0x80 | (code & 0x3f));
}

} // namespace kith
