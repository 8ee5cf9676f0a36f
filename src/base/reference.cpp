#include "base/reference.h"

#include "base/clock.h"

namespace kith {

namespace {

constexpr std::string_view letters = "23456789ABCDEFGHJKMNPQRSTWXYZ";
constexpr int base = 29; // A prime, so that weights 1 to 8 tell any single change and any swap of neighbours.
static_assert(letters.size() == base);

int weighted_sum(std::string_view text) {
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        sum += static_cast<int>(i + 2) * static_cast<int>(letters.find(text[i]));
    return sum % base;
}

char check_character(std::string_view seven) {
    return letters[static_cast<std::size_t>((base - weighted_sum(seven)) % base)];
}

} // namespace

Reference Reference::make(Random& random) {
    std::string text;
    while (text.size() < 7) {
        std::array<unsigned char, 16> bytes{};
        random.fill(bytes);
        for (const unsigned char byte : bytes)
            if (byte < 232 && text.size() < 7) text += letters[byte % base]; // 232 = 8 x 29: no character is likelier.
    }
    return Reference(text + check_character(text));
}

std::optional<Reference> Reference::parse(std::string_view typed) {
    std::string text;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (text.size() == 8 || letters.find(upper) == std::string_view::npos) return std::nullopt;
        text += upper;
    }
    if (text.size() != 8 || check_character(std::string_view(text).substr(0, 7)) != text[7]) return std::nullopt;
    return Reference(std::move(text));
}

} // namespace kith
