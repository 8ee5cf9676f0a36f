#include "bench/linkage/slips.h"

#include <array>
#include <cctype>

namespace kith::bench {

namespace {

constexpr std::array<std::string_view, 26> keys_beside = {
    "qwsz", "vghn", "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko", "huiknm", "jiolm", "kop",  "njk",
    "bhjm", "iklp", "ol",   "wa",     "edft", "awedxz", "rfgy",   "yhji",   "cfgb", "qase",   "zsdc",  "tghu", "asx"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> sounds = {
    {{"ph", "f"},  {"ck", "k"},  {"ie", "y"}, {"y", "ie"}, {"ee", "ea"}, {"ea", "ee"}, {"c", "k"},  {"k", "c"},
     {"s", "z"},   {"z", "s"},   {"ou", "o"}, {"ll", "l"}, {"l", "ll"},  {"tt", "t"},  {"nn", "n"}, {"n", "nn"},
     {"ai", "ay"}, {"ei", "ie"}, {"v", "w"},  {"gh", ""},  {"th", "t"},  {"oo", "u"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> looks = {{{"rn", "m"},
                                                                                  {"m", "rn"},
                                                                                  {"o", "0"},
                                                                                  {"i", "1"},
                                                                                  {"l", "1"},
                                                                                  {"cl", "d"},
                                                                                  {"vv", "w"},
                                                                                  {"h", "b"},
                                                                                  {"e", "c"},
                                                                                  {"u", "v"}}};

bool replace_one(std::string& text, const auto& rules, Chance& chance) {
    for (int tries = 0; tries < 6; ++tries) {
        const auto& [from, to] = chance.one_of(rules);
        const std::size_t at = text.find(from, 1);
        if (at == std::string::npos) continue;
        text.replace(at, from.size(), to);
        return true;
    }
    return false;
}

void keyboard_slip(std::string& text, Chance& chance) {
    const std::size_t at = chance.below(static_cast<std::uint32_t>(text.size()));
    const auto letter = static_cast<unsigned char>(text[at]);
    switch (chance.below(4)) {
    case 0:
        text.erase(at, 1);
        break;
    case 1:
        text.insert(at, 1, text[at]);
        break;
    case 2:
        if (at + 1 < text.size()) std::swap(text[at], text[at + 1]);
        break;
    default:
        if (std::isalpha(letter) != 0)
            text[at] = chance.one_of(keys_beside[static_cast<std::size_t>(std::tolower(letter) - 'a')]);
    }
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 28> accents = {
    {{"ą", "a"}, {"ć", "c"}, {"ę", "e"}, {"ł", "l"}, {"ń", "n"}, {"ó", "o"}, {"ś", "s"},
     {"ź", "z"}, {"ż", "z"}, {"Ł", "L"}, {"Ś", "S"}, {"Ż", "Z"}, {"Ź", "Z"}, {"Ć", "C"},
     {"ă", "a"}, {"â", "a"}, {"î", "i"}, {"ș", "s"}, {"ț", "t"}, {"Ș", "S"}, {"Ț", "T"},
     {"Ă", "A"}, {"Î", "I"}, {"Â", "A"}, {"é", "e"}, {"è", "e"}, {"ü", "u"}, {"ö", "o"}}};

} // namespace

std::string without_accents(std::string_view text) {
    std::string plain(text);
    for (const auto& [accented, letter] : accents)
        for (std::size_t at = plain.find(accented); at != std::string::npos; at = plain.find(accented))
            plain.replace(at, accented.size(), letter);
    return plain;
}

std::string misspelt(std::string text, Chance& chance) {
    if (text.size() < 3) return text;
    const std::uint32_t kind = chance.below(100);
    if ((kind < 30 && replace_one(text, sounds, chance)) || (kind < 42 && replace_one(text, looks, chance)))
        return text;
    keyboard_slip(text, chance);
    return text;
}

std::string mistyped(std::string text, Chance& chance) {
    if (text.size() < 2) return text;
    const std::size_t at = chance.below(static_cast<std::uint32_t>(text.size() - 1));
    switch (chance.below(3)) {
    case 0:
        std::swap(text[at], text[at + 1]);
        break;
    case 1:
        text[at] = text[at] == '0' ? 'O' : text[at] == '1' ? 'I' : text[at];
        break;
    default:
        if (std::isdigit(static_cast<unsigned char>(text[at])) != 0)
            text[at] = static_cast<char>('0' + (text[at] - '0' + chance.between(1, 9)) % 10);
        else if (text[at] != ' ')
            text[at] = static_cast<char>('A' + chance.below(26));
    }
    return text;
}

std::string spaced_otherwise(const std::string& text, Chance& chance) {
    const std::size_t gap = text.find_first_of(" -");
    if (gap == std::string::npos) return text;
    std::string second = text.substr(gap + 1);
    constexpr std::array between = {"", "-", " "};
    const std::string_view chosen = chance.one_of(between);
    if (chosen.empty()) second[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(second[0])));
    return text.substr(0, gap) + std::string(chosen) + second;
}

std::string mohammed_spelling(Chance& chance) {
    return chance.one_of(std::array{"Mohammed", "Mohammed", "Mohammed", "Muhammad", "Muhammad", "Mohammad", "Muhammed",
                                    "Mohamed", "Mohd", "Md", "Mohamad"});
}

} // namespace kith::bench
