#include "linkage/syllables.h"

#include <array>
#include <cstdint>

namespace kith::linkage {

namespace {

// As Pinyin, Wade and Giles, and the registers of Hong Kong write them.
constexpr std::string_view initials = "b p m f d t n l g k h j q x r z c s y w zh ch sh ts tz hs kw gw";
constexpr std::string_view finals =
    "a o e i u ai ei ao ou an en ang eng ong on er ia ie iao iu ian in iang ing iong ua uo uai ui uan un uang ue uei "
    "au "
    "oi eu am im om um ap ip op up at it ot ut et ak ik ok uk ek ow aw oy ay ee oo ah eung uen uet ung z ze";
constexpr std::string_view alone = "a ai an ang ao au e en er o on ou ng";

constexpr std::size_t longest = 6;

std::uint64_t packed(std::string_view word) {
    std::uint64_t letters = 0;
    for (const char c : word)
        letters = letters << 8 | static_cast<unsigned char>(c);
    return letters;
}

class Syllables {
public:
    Syllables() {
        each_word(alone, [&](std::string_view word) { add(packed(word)); });
        each_word(initials, [&](std::string_view initial) {
            each_word(finals,
                      [&](std::string_view final) { add(packed(initial) << 8 * final.size() | packed(final)); });
        });
    }

    bool has(std::string_view word) const {
        if (word.empty() || word.size() > longest) return false;
        const auto letters = packed(word);
        for (auto at = place(letters); table_[at] != 0; at = (at + 1) % table_.size())
            if (table_[at] == letters) return true;
        return false;
    }

private:
    template <typename Visit>
    static void each_word(std::string_view list, Visit&& visit) {
        for (std::size_t begin = 0, end = 0; begin < list.size(); begin = end + 1) {
            end = std::min(list.find(' ', begin), list.size());
            visit(list.substr(begin, end - begin));
        }
    }

    static std::size_t place(std::uint64_t letters) { return letters * 0x9e3779b97f4a7c15U >> 51; }

    void add(std::uint64_t letters) {
        auto at = place(letters);
        while (table_[at] != 0 && table_[at] != letters)
            at = (at + 1) % table_.size();
        table_[at] = letters;
    }

    std::array<std::uint64_t, 1 << 13> table_{};
};

} // namespace

unsigned syllables(std::string_view name) {
    static const Syllables known;
    if (name.size() > 2 * longest) return 0;
    if (known.has(name)) return 1;
    for (std::size_t at = 1; at < name.size(); ++at)
        if (known.has(name.substr(0, at)) && known.has(name.substr(at))) return 2;
    return 0;
}

} // namespace kith::linkage
