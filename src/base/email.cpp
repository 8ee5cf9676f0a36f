#include "base/email.h"

#include "base/text.h"

#include <algorithm>

namespace kith {

bool is_email_address(std::string_view text) {
    if (text.empty() || text.size() > 254) return false;

    const auto at = text.find('@');
    if (at == 0 || at == std::string_view::npos || at + 1 == text.size() || at != text.rfind('@')) return false;

    constexpr std::string_view divides = "<>,;\"";
    return std::all_of(text.begin(), text.end(), [&](unsigned char letter) {
        return letter > 0x20 && letter < 0x7f && divides.find(static_cast<char>(letter)) == std::string_view::npos;
    });
}

std::string folded_email(std::string_view typed) {
    auto email = trimmed(typed);
    for (char& c : email)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return email;
}

} // namespace kith
