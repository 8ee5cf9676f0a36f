#include "linkage/normalise.h"

#include "base/text.h"

namespace kith::linkage {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_title(std::string_view word) {
    return is_one_of(word, {"mr", "mrs", "miss", "ms", "dr", "master", "rev", "prof", "sir", "mx"});
}

bool is_suffix(std::string_view word) {
    return is_one_of(word, {"jr", "jnr", "junior", "sr", "snr", "senior", "ii", "iii"});
}

// What is written where a child has no name yet, or nobody asked.
bool is_no_name(std::string_view word) {
    return is_one_of(word, {"baby", "twin", "triplet", "unborn", "newborn", "unknown", "infant", "unnamed", "tbc",
                            "tba", "notknown", "nokn"});
}

// People are called so too ("Li Na"): no name only where nothing else is said.
bool is_no_name_alone(std::string_view word) {
    return is_one_of(word, {"nk", "na", "none", "null", "test"});
}

std::vector<std::string> name_words(std::string_view typed) {
    auto words = folded_words(typed);
    if (words.size() > 1 && is_title(words.front())) words.erase(words.begin());
    while (words.size() > 1 && is_suffix(words.back()))
        words.pop_back();
    for (const auto& word : words)
        if (is_no_name(word) || (word == "known" && words.size() < 3)) return {};
    if (std::all_of(words.begin(), words.end(), is_no_name_alone)) return {};
    return words;
}

std::string letters_and_digits(std::string_view typed, bool capitals) {
    std::string kept;
    for (const char c : typed) {
        const bool small = c >= 'a' && c <= 'z', capital = c >= 'A' && c <= 'Z';
        if (small) kept += capitals ? static_cast<char>(c - 32) : c;
        if (capital) kept += capitals ? c : static_cast<char>(c + 32);
        if (is_digit(c)) kept += c;
    }
    return kept;
}

std::uint32_t month_word(std::string_view word) {
    constexpr std::string_view months = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (word.size() < 3) return 0;
    const auto at = months.find(folded(word.substr(0, 3)));
    return at == std::string_view::npos || at % 3 != 0 ? 0 : static_cast<std::uint32_t>(at / 3 + 1);
}

// Up to three numbers between anything that is no letter or digit; two separators in a row leave a part empty.
struct Parts {
    std::array<std::uint32_t, 3> number{};
    std::array<std::size_t, 3> digits{};
    std::size_t count = 0;
};

Parts parts_of(std::string_view typed) {
    Parts parts;
    std::size_t at = 0;
    while (parts.count < 3 && at <= typed.size()) {
        std::size_t end = at;
        while (end < typed.size() && (is_digit(typed[end]) || (typed[end] | 32) >= 'a'))
            ++end;
        const auto word = typed.substr(at, end - at);
        std::uint32_t number = 0;
        if (!word.empty() && is_digit(word.front()))
            std::from_chars(word.data(), word.data() + word.size(), number);
        else
            number = month_word(word);
        parts.number[parts.count] = number;
        parts.digits[parts.count++] = word.size();
        at = end + 1;
    }
    return parts;
}

Birth plausible(Birth birth) {
    if (birth.year != 0 && birth.year < 100) birth.year += birth.year <= 30 ? 2000 : 1900;
    if (birth.year > 9999) birth.year = 0;
    if (birth.year == 1900 || birth.year == 1901 || birth.year == 1800)
        if (birth.month <= 1 && birth.day <= 1) return {};
    if (birth.month > 99) birth.month = 0;
    if (birth.day > 99) birth.day = 0;
    return birth;
}

char as_letter(char c) {
    return c == '0' ? 'O' : c == '1' ? 'I' : c == '5' ? 'S' : c == '8' ? 'B' : c;
}

char as_digit(char c) {
    return c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c == 'S' ? '5' : c == 'B' ? '8' : c == 'Z' ? '2' : c;
}

std::string repaired(std::string text) {
    const std::size_t end = text.size();
    text[end - 3] = as_digit(text[end - 3]);
    text[end - 2] = as_letter(text[end - 2]);
    text[end - 1] = as_letter(text[end - 1]);
    text[0] = as_letter(text[0]);
    if (end == 5) text[1] = as_digit(text[1]);
    if (end == 7) text[1] = as_letter(text[1]), text[2] = as_digit(text[2]);
    return text;
}

std::string short_street_word(const std::string& word) {
    static const std::map<std::string, std::string, std::less<>> shorter = {
        {"street", "st"},      {"road", "rd"},     {"avenue", "ave"}, {"place", "pl"},     {"close", "cl"},
        {"drive", "dr"},       {"lane", "ln"},     {"court", "ct"},   {"crescent", "cr"},  {"cres", "cr"},
        {"square", "sq"},      {"terrace", "tce"}, {"terr", "tce"},   {"gardens", "gdns"}, {"grove", "gr"},
        {"apartment", "flat"}, {"apt", "flat"},    {"unit", "flat"}};
    const auto found = shorter.find(word);
    return found == shorter.end() ? word : found->second;
}

} // namespace

std::vector<std::string> forename_words(std::string_view typed) {
    return name_words(typed);
}

bool is_of_newborn(std::string_view typed) {
    const auto words = folded_words(typed);
    return std::any_of(words.begin(), words.end(), [](const auto& word) {
        return is_one_of(word, {"baby", "twin", "triplet", "unborn", "infant", "newborn"});
    });
}

unsigned birth_order(std::string_view typed) {
    const auto words = folded_words(typed);
    if (words.size() < 2 || !std::any_of(words.begin(), words.end(), [](const auto& word) {
            return is_one_of(word, {"baby", "twin", "triplet", "infant"});
        }))
        return 0;
    constexpr std::array<std::array<std::string_view, 4>, 4> orders = {{{"1", "one", "first", "a"},
                                                                        {"2", "two", "second", "b"},
                                                                        {"3", "three", "third", "c"},
                                                                        {"4", "four", "fourth", "d"}}};
    for (const auto& word : words)
        for (unsigned order = 0; order < orders.size(); ++order)
            if (std::find(orders[order].begin(), orders[order].end(), word) != orders[order].end()) return order + 1;
    return 0;
}

std::vector<std::string> surname_words(std::string_view typed) {
    return name_words(typed);
}

bool is_low_information(std::string_view word) {
    return word.size() < 2 ||
           is_one_of(word, {"kaur", "singh", "begum", "bibi", "khatun", "khatoon", "bi",  "bin", "ibn", "bint",
                            "al",   "el",    "ul",    "ur",   "de",     "da",      "dos", "di",  "van", "von",
                            "der",  "den",   "la",    "le",   "st",     "abu",     "mac", "mc",  "o"});
}

Birth birth(std::string_view typed) {
    while (!typed.empty() && typed.front() == ' ')
        typed.remove_prefix(1);
    const auto parts = parts_of(typed);
    if (parts.count == 1 || (parts.digits[0] == 8 && is_digit(typed.front()))) {
        const std::uint32_t number = parts.number[0];
        if (parts.digits[0] == 4) return plausible({number, 0, 0});
        if (parts.digits[0] != 8) return {};
        const bool year_first = number / 10000 >= 1800 && number / 10000 <= 2200;
        return plausible(year_first ? Birth{number / 10000, number / 100 % 100, number % 100}
                                    : Birth{number % 10000, number / 10000 % 100, number / 1000000});
    }
    if (parts.count == 2 && parts.digits[0] == 4) return plausible({parts.number[0], parts.number[1], 0});
    if (parts.count < 3) return {};
    auto [first, second, third] = parts.number;
    if (parts.digits[0] >= 3 && parts.number[0] > 31) return plausible({first, second, third});
    if (parts.digits[0] == 0 && parts.digits[2] < 4) return plausible({0, second, third});
    if (second > 12 && first >= 1 && first <= 12) std::swap(first, second);
    return plausible({third, second, first});
}

Sex sex(std::string_view typed) {
    const auto word = folded(typed);
    if (is_one_of(word, {"m", "male", "1", "boy", "man"})) return Sex::male;
    if (is_one_of(word, {"f", "female", "2", "girl", "woman"})) return Sex::female;
    return Sex::unknown;
}

std::optional<bool> sealed(std::string_view typed) {
    const auto word = folded(typed);
    if (is_one_of(word, {"1", "yes", "y", "true", "t"})) return true;
    if (is_one_of(word, {"", "0", "no", "n", "false", "f"})) return false;
    return {};
}

Postcode post_code(std::string_view typed) {
    auto text = letters_and_digits(typed, true);
    if (is_one_of(text, {"UNKNOWN", "NA", "NK", "ZZ993WZ", "ZZ993VZ", "ZZ993CZ", "ZZ992WZ"})) return {};
    for (const auto& attempt : {text, text.size() >= 5 && text.size() <= 7 ? repaired(text) : text})
        if (const auto british = postcode(attempt))
            return {letters_and_digits(*british, true), british->substr(0, british->find(' ')), true};
    const auto district = text.size() > 3 ? text.substr(0, text.size() - 2) : text;
    return {text, district, false};
}

Premises premises(std::string_view address) {
    Premises found;
    for (const auto& word : folded_words(address)) {
        if (is_digit(word.front())) {
            if (found.street.empty() || found.house.empty()) found.house += (found.house.empty() ? "" : "/") + word;
            continue;
        }
        const auto part = short_street_word(word);
        if (part == "flat" || part == "no" || part == "house") continue;
        found.street += (found.street.empty() ? "" : " ") + part;
    }
    return found;
}

std::string house_number(std::string_view typed) {
    auto house = letters_and_digits(typed, false);
    return house == "0" ? "" : house;
}

std::string phone(std::string_view typed) {
    auto digits = telephone_digits(typed);
    if (digits.starts_with("0044")) digits = "0" + digits.substr(4);
    const bool one_valued = digits.find_first_not_of(digits.empty() ? '0' : digits.back()) == std::string::npos;
    return digits.size() < 6 || one_valued ? "" : digits;
}

std::string email(std::string_view typed) {
    std::string text;
    for (const char c : typed)
        text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return is_one_of(text, {"unknown", "none", "na", "n/a", "null"}) ? "" : text;
}

std::string identifier(std::string_view typed) {
    auto text = letters_and_digits(typed, true);
    const bool one_valued = text.size() < 2 || text.find_first_not_of(text[0]) == std::string::npos;
    return one_valued ? "" : text;
}

std::string town(std::string_view typed) {
    return folded(typed);
}

std::uint32_t sound(std::string_view name) {
    std::string letters;
    for (const char c : name)
        if (c >= 'a' && c <= 'z') letters += c;
    if (letters.empty()) return 0;
    constexpr std::string_view codes = "01230120022455012623010202"; // a … z
    const auto starts = [&](std::string_view with) { return letters.starts_with(with); };
    if (starts("kn") || starts("wr") || starts("gn") || starts("ps")) letters.erase(0, 1);
    if (starts("ph")) letters.replace(0, 2, "f");
    if (letters[0] == 'c' || letters[0] == 'q') letters[0] = 'k';
    if (letters[0] == 'z' || starts("x")) letters[0] = 's';
    if (letters[0] == 'y' || letters[0] == 'j') letters[0] = 'j';

    std::uint32_t packed = static_cast<std::uint32_t>(letters[0] - 'a' + 1);
    char before = codes[static_cast<std::size_t>(letters[0] - 'a')];
    for (std::size_t i = 1, places = 0; i < letters.size() && places < 5; ++i) {
        const char code = codes[static_cast<std::size_t>(letters[i] - 'a')];
        if (code != '0' && code != before) {
            packed = packed << 3 | static_cast<std::uint32_t>(code - '0');
            ++places;
        }
        if (letters[i] != 'h' && letters[i] != 'w') before = code;
    }
    return packed;
}

} // namespace kith::linkage
