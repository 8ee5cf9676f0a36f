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

namespace {

bool is_of_a_word(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

bool ends_with_word(std::string_view text, std::string_view word) {
    return text.ends_with(word) && (text.size() == word.size() || !is_of_a_word(text[text.size() - word.size() - 1]));
}

// "01632 960123 ext 204": what is dialled first.
std::string_view without_extension(std::string_view typed) {
    const auto last_digit = typed.find_last_not_of(" ).");
    const auto before =
        last_digit == std::string_view::npos ? last_digit : typed.find_last_not_of("0123456789", last_digit);
    constexpr std::size_t longest_extension = 6;
    if (before == std::string_view::npos || before == last_digit || last_digit - before > longest_extension)
        return typed;
    auto rest = typed.substr(0, before + 1);
    while (!rest.empty() && (rest.back() == ' ' || rest.back() == '.' || rest.back() == ':'))
        rest.remove_suffix(1);
    const auto words = lower(rest);
    for (const std::string_view mark : {"extension", "extn", "ext", "x", "#"})
        if (ends_with_word(words, mark)) return rest.substr(0, rest.size() - mark.size());
    return typed;
}

bool is_in_this_country(std::string_view digits) {
    return digits.starts_with('0') && !digits.starts_with("00");
}

constexpr std::size_t longest_here = 11;
constexpr std::size_t longest_typed = 40; // with what parts its digits
constexpr std::string_view childline = "08001111";

bool is_whole_here(std::string_view digits) {
    if (!is_in_this_country(digits)) return false;
    return digits.size() == longest_here - 1 || digits.size() == longest_here || digits == childline;
}

bool is_from_abroad(std::string_view text) {
    return text.starts_with('+') || text.starts_with("(+") || text.starts_with("00");
}

constexpr std::string_view begin_a_number = "0123456789+(";

// From its beginning on, as far as it may be one number or several; it ends with a digit.
std::string_view run_of_digits(std::string_view text) {
    auto end = std::min(text.find_first_not_of("0123456789 +()-."), text.size());
    while (end > 0 && !is_digit(text[end - 1]))
        --end;
    return text.substr(0, end);
}

std::size_t next_group(std::string_view run, std::size_t from) {
    const auto space = run.find(' ', from);
    return space == std::string_view::npos ? run.size() : std::min(run.find_first_not_of(' ', space), run.size());
}

// What stands at the beginning of a run: all of it, or as many of its groups as are 11 digits.
std::string_view first_number(std::string_view run, bool a_letter_follows) {
    const auto digits = run.size() > longest_typed ? std::string() : telephone_digits(run);
    if (is_whole_here(digits)) return run;
    if (!digits.empty() && is_from_abroad(run) && !is_in_this_country(digits))
        return is_telephone(run) && !a_letter_follows ? run : "";
    for (auto end = next_group(run, 0); end < std::min(run.size(), longest_typed); end = next_group(run, end)) {
        const auto part = run_of_digits(run.substr(0, end));
        const auto those = telephone_digits(part);
        if (those.size() > longest_here) break;
        if (those.size() == longest_here && is_whole_here(those)) return part;
    }
    return {};
}

void find_numbers(std::vector<std::string_view>& found, std::string_view run, bool a_letter_follows) {
    while (!run.empty()) {
        const auto number = first_number(run, a_letter_follows);
        if (!number.empty()) found.push_back(number);
        run.remove_prefix(next_group(run, number.size()));
    }
}

} // namespace

std::string telephone_digits(std::string_view typed) {
    const std::string text = trimmed(without_extension(typed));
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

bool is_telephone(std::string_view typed) {
    const auto digits = telephone_digits(typed);
    if (is_in_this_country(digits)) return is_whole_here(digits);
    const bool is_abroad = is_from_abroad(trimmed(typed)) || digits.starts_with("00");
    return is_abroad && digits.size() >= 8 && digits.size() <= 17;
}

std::vector<std::string_view> telephone_numbers(std::string_view text) {
    std::vector<std::string_view> found;
    for (auto at = text.find_first_of(begin_a_number); at < text.size(); at = text.find_first_of(begin_a_number, at)) {
        const auto run = run_of_digits(text.substr(at));
        const auto end = at + run.size();
        find_numbers(found, run, end < text.size() && is_of_a_word(text[end]));
        at = std::max(end, at + 1);
    }
    return found;
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
