#include "base/id.h"

#include "base/clock.h"
#include "base/instant.h"

namespace kith::id_detail {

void fill(std::array<char, 36>& letters, Instant now, Random& random) {
    std::array<unsigned char, 16> bytes{};
    random.fill(bytes);
    const auto milliseconds = static_cast<std::uint64_t>(now.milliseconds);
    for (std::size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<unsigned char>(milliseconds >> (40 - 8 * i));
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x70);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);

    constexpr std::string_view digits = "0123456789abcdef";
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) letters[at++] = '-';
        letters[at++] = digits[bytes[i] >> 4];
        letters[at++] = digits[bytes[i] & 15];
    }
}

bool read(std::array<char, 36>& letters, std::string_view text) {
    if (text.size() != letters.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (dash ? c != '-' : !hex) return false;
    }
    std::copy(text.begin(), text.end(), letters.begin());
    return true;
}

void refuse() {
    throw std::logic_error("text read from the database is not an id");
}

} // namespace kith::id_detail
