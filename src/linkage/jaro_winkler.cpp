#include "linkage/jaro_winkler.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace kith::linkage {

namespace {

double winkler(double similarity, const char* a, const char* b, std::size_t shorter) {
    if (similarity <= 0.7) return similarity;
    std::size_t prefix = 0;
    while (prefix < std::min<std::size_t>(4, shorter) && a[prefix] == b[prefix])
        ++prefix;
    return similarity + static_cast<double>(prefix) * 0.1 * (1 - similarity);
}

double from_counts(unsigned matches, unsigned out_of_place, std::size_t a, std::size_t b) {
    if (matches == 0) return 0;
    const double m = matches;
    return (m / static_cast<double>(a) + m / static_cast<double>(b) + (m - out_of_place / 2) / m) / 3;
}

// Which of sixteen bytes equal `letter`.
unsigned equal_places(const char* sixteen, char letter) {
#ifdef __SSE2__
    const auto all = _mm_loadu_si128(reinterpret_cast<const __m128i*>(sixteen));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(all, _mm_set1_epi8(letter))));
#else
    unsigned places = 0;
    for (unsigned i = 0; i < 16; ++i)
        places |= (sixteen[i] == letter ? 1U : 0U) << i;
    return places;
#endif
}

} // namespace

double jaro(std::string_view a, std::string_view b) {
    if (a.empty() && b.empty()) return 1;
    if (a.empty() || b.empty()) return 0;
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t window = longer < 4 ? 0 : longer / 2 - 1;
    std::vector<char> taken(b.size());
    std::string of_a;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t end = std::min(b.size(), i + window + 1);
        for (std::size_t j = i > window ? i - window : 0; j < end; ++j) {
            if (taken[j] != 0 || b[j] != a[i]) continue;
            taken[j] = 1;
            of_a += a[i];
            break;
        }
    }
    unsigned matches = 0, out_of_place = 0;
    for (std::size_t j = 0; j < b.size(); ++j)
        if (taken[j] != 0) out_of_place += of_a[matches++] != b[j] ? 1U : 0U;
    return from_counts(matches, out_of_place, a.size(), b.size());
}

double jaro_winkler(std::string_view a, std::string_view b) {
    return winkler(jaro(a, b), a.data(), b.data(), std::min(a.size(), b.size()));
}

double jaro_winkler_16(const char* a, unsigned length_of_a, const char* b, unsigned length_of_b) {
    if (length_of_a == 0 || length_of_b == 0) return length_of_a == length_of_b ? 1 : 0;
    const unsigned longer = std::max(length_of_a, length_of_b);
    const unsigned window = longer < 4 ? 0 : longer / 2 - 1;
    const unsigned within_b = (1U << length_of_b) - 1;
    unsigned taken = 0, matches = 0;
    std::array<char, 16> of_a;
    for (unsigned i = 0; i < length_of_a; ++i) {
        const unsigned reach = (2U << (i + window)) - 1, before = i > window ? (1U << (i - window)) - 1 : 0;
        const unsigned free = equal_places(b, a[i]) & within_b & reach & ~before & ~taken;
        if (free == 0) continue;
        taken |= free & (0U - free);
        of_a[matches++] = a[i];
    }
    unsigned out_of_place = 0, at = 0;
    for (unsigned rest = taken; rest != 0; rest &= rest - 1)
        out_of_place += of_a[at++] != b[__builtin_ctz(rest)] ? 1U : 0U;
    return winkler(from_counts(matches, out_of_place, length_of_a, length_of_b), a, b,
                   std::min(length_of_a, length_of_b));
}

bool is_one_slip(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    std::size_t i = 0;
    while (i < a.size() && a[i] == b[i])
        ++i;
    if (b.size() > a.size()) return a.substr(i) == b.substr(i + 1);
    if (i == a.size() || a.substr(i + 1) == b.substr(i + 1)) return true;
    return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

double dice(std::string_view a, std::string_view b) {
    if (a.size() < 2 || b.size() < 2) return a == b ? 1 : 0;
    const auto pairs = [](std::string_view text) {
        std::vector<std::uint16_t> all;
        for (std::size_t i = 1; i < text.size(); ++i)
            all.push_back(static_cast<std::uint16_t>(static_cast<unsigned char>(text[i - 1]) << 8 |
                                                     static_cast<unsigned char>(text[i])));
        std::sort(all.begin(), all.end());
        return all;
    };
    const auto of_a = pairs(a), of_b = pairs(b);
    std::size_t shared = 0;
    for (std::size_t i = 0, j = 0; i < of_a.size() && j < of_b.size();) {
        if (of_a[i] == of_b[j]) {
            ++shared, ++i, ++j;
        } else if (of_a[i] < of_b[j]) {
            ++i;
        } else {
            ++j;
        }
    }
    return 2.0 * static_cast<double>(shared) / static_cast<double>(of_a.size() + of_b.size());
}

} // namespace kith::linkage
