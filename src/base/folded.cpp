// How names and words are compared: see folded() in text.h.

#include "base/text.h"
#include "base/utf8.h"

namespace kith {

namespace {

// The plain letter of each accented Latin letter from U+00C0 to U+024F and from U+1E00 to U+1EFF, from Unicode's
// decompositions and, where there is none (ł, ø, đ), from how the letter is written without its stroke or hook.
// '*' has two plain letters (below) or none.
constexpr std::string_view latin =
    "aaaaaa*ceeeeiiiidnooooo ouuuuy**aaaaaa*ceeeeiiiidnooooo ouuuuy*yaaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiii**jjkkkllllllllllnnnnnnn**oooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    "bbbb***ccdddd*ee*ffg***ikkl**nn*oo**pp*****ttttuu*vyyzz**********************aaiioouuuuuuuuuueaa"
    "aa**ggggkkoooo**j***gg**nnaa**ooaaaaeeeeiiiioooorrrruuuusstt**hhnd**zzaaeeooooooooyylntj**acclts"
    "z**bu*eejj**rryy";
constexpr std::string_view latin_additional =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
    "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy*s****aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy******";
static_assert(latin.size() == 0x24f - 0xc0 + 1 && latin_additional.size() == 0x100);

std::string_view two_letters(char32_t code) {
    switch (code) {
    case U'Æ':
    case U'æ':
    case U'Ǽ':
    case U'ǽ':
        return "ae";
    case U'Œ':
    case U'œ':
        return "oe";
    case U'Þ':
    case U'þ':
        return "th";
    case U'ß':
    case U'ẞ':
        return "ss";
    case U'Ĳ':
    case U'ĳ':
        return "ij";
    case U'Ŋ':
    case U'ŋ':
        return "ng";
    default:
        return {};
    }
}

bool is_apostrophe(char32_t code) {
    return code == '\'' || code == '`' || code == 0xb4 || (code >= 0x2b9 && code <= 0x2bf) ||
           (code >= 0x2018 && code <= 0x201b) || code == 0x2032 || code == 0xff07;
}

bool is_invisible(char32_t code) {
    return (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || code == 0x2060 || code == 0xfeff ||
           code == 0xad;
}

// Punctuation, signs and white space: what parts two words.
bool is_gap(char32_t code) {
    if (code < 0x80)
        return !((code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z'));
    return (code >= 0x80 && code <= 0xbf && code != 0xaa && code != 0xba) || code == 0xd7 || code == 0xf7 ||
           (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x3003);
}

void append_folded(std::string& text, char32_t code) {
    if (code >= 'A' && code <= 'Z') return append_character(text, code + ('a' - 'A'));
    if (code == 0xaa) return text.push_back('a');
    if (code == 0xba) return text.push_back('o');
    if (const auto letters = two_letters(code); !letters.empty()) return void(text += letters);

    char plain = '*';
    if (code >= 0xc0 && code <= 0x24f) plain = latin[code - 0xc0];
    if (code >= 0x1e00 && code <= 0x1eff) plain = latin_additional[code - 0x1e00];
    if (plain != '*') return text.push_back(plain);
    append_character(text, code);
}

} // namespace

std::string folded(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        at += character.length == 0 ? 1 : character.length;
        if (is_apostrophe(character.code) || is_invisible(character.code)) continue;
        if (character.length == 0 || is_gap(character.code)) {
            gap = true;
            continue;
        }
        if (gap && !folded.empty()) folded += ' ';
        gap = false;
        append_folded(folded, character.code);
    }
    return folded;
}

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<std::string> words;
    const std::string line = folded(text);
    for (std::size_t at = 0; at < line.size();) {
        const auto end = std::min(line.find(' ', at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

} // namespace kith
