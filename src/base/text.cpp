#include "base/text.h"

#include "base/utf8.h"

namespace kith {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool are_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
    std::string all(text);
    for (char& c : all)
        c = lower(c);
    return all;
}

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    const auto first = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

namespace {

bool is_letter(char c) {
    return c >= 'A' && c <= 'Z';
}

// White space at the beginning of the text, in bytes: the ASCII ones, the no-break space and the byte-order mark that
// come with pasted text.
std::size_t leading_space(std::string_view text) {
    constexpr std::string_view ascii = " \t\n\v\f\r";
    if (text.empty()) return 0;
    if (ascii.find(text.front()) != std::string_view::npos) return 1;
    if (text.starts_with("\u00a0")) return 2;
    return text.starts_with("\ufeff") ? 3 : 0;
}

std::size_t trailing_space(std::string_view text) {
    for (const std::size_t length : {1U, 2U, 3U})
        if (text.size() >= length && leading_space(text.substr(text.size() - length)) == length) return length;
    return 0;
}

// "BL9 0EJ" without its space: an area of one or two letters, a district of a digit and perhaps another digit or a
// letter, a sector of one digit, a unit of two letters.
bool is_postcode(std::string_view text) {
    if (text == "GIR0AA") return true;
    if (text.size() < 5 || text.size() > 7) return false;
    const auto outward = text.substr(0, text.size() - 3);
    const auto inward = text.substr(text.size() - 3);
    const std::size_t area = outward.size() > 1 && is_letter(outward[1]) ? 2 : 1;
    const auto district = outward.substr(area);
    const auto is_none_of = [](char c, std::string_view these) { return these.find(c) == std::string_view::npos; };

    return is_letter(outward[0]) && is_none_of(outward[0], "QVX") && (area == 1 || is_none_of(outward[1], "IJZ")) &&
           (district.size() == 1 || district.size() == 2) && is_digit(district[0]) &&
           (district.size() == 1 || is_digit(district[1]) || is_letter(district[1])) && is_digit(inward[0]) &&
           is_letter(inward[1]) && is_none_of(inward[1], "CIKMOV") && is_letter(inward[2]) &&
           is_none_of(inward[2], "CIKMOV");
}

} // namespace

bool is_valid_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const Character character = character_at(bytes, at);
        if (character.length == 0 || character.code == 0) return false;
        at += character.length;
    }
    return true;
}

std::size_t character_count(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string trimmed(std::string_view text) {
    while (const auto length = leading_space(text))
        text.remove_prefix(length);
    while (const auto length = trailing_space(text))
        text.remove_suffix(length);

    std::string lines;
    lines.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            lines += text[i];
            continue;
        }
        lines += '\n';
        if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    }
    return lines;
}

std::optional<std::string> postcode(std::string_view typed) {
    std::string text;
    for (const char c : trimmed(typed)) {
        if (c == ' ') continue;
        text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (!is_postcode(text)) return std::nullopt;
    text.insert(text.size() - 3, " ");
    return text;
}

std::string telephone_digits(std::string_view typed) {
    const std::string text = trimmed(typed);
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
    constexpr std::size_t with_country = 12; // "44 1632 960123"
    const auto first = text.find_first_not_of("( ");
    const bool has_plus = first != std::string::npos && text[first] == '+';
    const bool has_country = digits.starts_with("44") && digits.size() == with_country;
    if (!has_plus && !has_country && !digits.starts_with("00")) return digits;

    const std::string_view number = std::string_view(digits).substr(digits.starts_with("00") ? 2 : 0);
    if (!number.starts_with("44")) return digits;
    const std::string_view national = number.substr(2);
    return national.starts_with('0') ? std::string(national) : "0" + std::string(national); // "+44 (0)161"
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string at_start(std::string_view words) {
    std::string text(words);
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string listed(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
        text += items[i];
    }
    return text;
}

} // namespace kith
