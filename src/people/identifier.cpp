#include "people/identifier.h"

#include "base/text.h"

namespace kith::people {

namespace {

struct SchemeWords {
    Scheme scheme;
    std::string_view code;
    std::string_view word;
};

constexpr std::array scheme_words = {
    SchemeWords{Scheme::upn, "upn", "UPN (pupil number)"},
    SchemeWords{Scheme::nhs_number, "nhs_number", "NHS number"},
    SchemeWords{Scheme::council_child, "council_child", "Council's child number"},
    SchemeWords{Scheme::national_insurance, "national_insurance", "National Insurance number"},
};

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

int digit(char c) {
    return c - '0';
}

// Numbers that education departments of England and Wales have or had since April 1998 (their published list).
constexpr std::array<std::pair<int, int>, 34> council_numbers = {{
    {201, 213}, {301, 320}, {330, 336}, {340, 344}, {350, 359}, {370, 373}, {380, 384}, {390, 394}, {420, 420},
    {660, 681}, {800, 803}, {805, 808}, {810, 813}, {815, 816}, {821, 823}, {825, 826}, {830, 831}, {835, 841},
    {845, 846}, {850, 852}, {855, 857}, {860, 861}, {865, 874}, {876, 896}, {908, 909}, {916, 916}, {919, 919},
    {921, 921}, {925, 926}, {928, 929}, {931, 931}, {933, 933}, {935, 938}, {940, 943},
}};

bool is_council_number(std::string_view three) {
    const int number = digit(three[0]) * 100 + digit(three[1]) * 10 + digit(three[2]);
    return std::any_of(council_numbers.begin(), council_numbers.end(),
                       [&](const auto& range) { return range.first <= number && number <= range.second; });
}

constexpr std::string_view upn_letters = "ABCDEFGHJKLMNPQRTUVWXYZ";

// The value of a UPN's character: a temporary number's last letter takes its index.
int upn_value(char c) {
    return is_digit(c) ? digit(c) : static_cast<int>(upn_letters.find(c));
}

bool is_upn_shape(std::string_view upn) {
    return upn.size() == 13 && upn_letters.find(upn[0]) != std::string_view::npos && are_digits(upn.substr(1, 11)) &&
           (is_digit(upn[12]) || upn_letters.find(upn[12]) != std::string_view::npos);
}

std::string shape_problem(Scheme scheme) {
    switch (scheme) {
    case Scheme::upn:
        return "Enter a UPN of a letter and 12 digits, like the one on the school's record";
    case Scheme::nhs_number:
        return "Enter an NHS number of 10 digits";
    case Scheme::council_child:
        return "Enter at most 20 letters and digits, and nothing else";
    case Scheme::national_insurance:
        return "Enter a National Insurance number of 2 letters, 6 digits and a letter";
    }
    return {};
}

bool has_shape(Scheme scheme, std::string_view value) {
    if (scheme == Scheme::upn) return is_upn_shape(value);
    if (scheme == Scheme::nhs_number) return value.size() == 10 && are_digits(value);
    return passes_check(scheme, value);
}

std::string check_problem(Scheme scheme, std::string_view value) {
    if (scheme == Scheme::upn && !is_council_number(value.substr(1, 3)))
        return "No council has the number in this UPN. Check each character with the school";
    return fmt::format("This is not a real {}: its check {} is wrong. Check it with who gave it to you",
                       scheme == Scheme::upn ? "UPN" : "NHS number", scheme == Scheme::upn ? "letter" : "digit");
}

} // namespace

std::string_view code(Scheme scheme) {
    return scheme_words[static_cast<std::size_t>(scheme)].code;
}

std::string_view word(Scheme scheme) {
    return scheme_words[static_cast<std::size_t>(scheme)].word;
}

std::optional<Scheme> to_scheme(std::string_view code) {
    for (const auto& words : scheme_words)
        if (words.code == code) return words.scheme;
    return std::nullopt;
}

const std::vector<Scheme>& schemes() {
    static const std::vector<Scheme> all = {Scheme::upn, Scheme::nhs_number, Scheme::council_child,
                                            Scheme::national_insurance};
    return all;
}

std::string standard_form(std::string_view typed) {
    std::string standard;
    for (const char c : typed)
        if (c != ' ' && c != '-' && c != '\t') standard += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return standard;
}

bool is_upn(std::string_view upn) {
    if (!is_upn_shape(upn) || !is_council_number(upn.substr(1, 3))) return false;
    int sum = 0;
    for (std::size_t i = 1; i < upn.size(); ++i)
        sum += upn_value(upn[i]) * (static_cast<int>(i) + 1);
    return upn_letters[static_cast<std::size_t>(sum % 23)] == upn[0];
}

bool is_nhs_number(std::string_view digits) {
    if (digits.size() != 10 || !are_digits(digits)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 9; ++i)
        sum += digit(digits[i]) * (10 - static_cast<int>(i));
    const int check = (11 - sum % 11) % 11; // 10 is no digit, so such a number is never given out
    return check == digit(digits[9]);
}

bool is_national_insurance_number(std::string_view number) {
    if (number.size() < 8 || number.size() > 9 || !is_capital(number[0]) || !is_capital(number[1])) return false;
    if (!are_digits(number.substr(2, 6)) || (number.size() == 9 && (number[8] < 'A' || number[8] > 'D'))) return false;

    constexpr std::string_view never_used = "DFIQUV";
    constexpr std::array<std::string_view, 12> never_given = {"BG", "GB", "KN", "NK", "NT", "TN",
                                                              "ZZ", "OO", "CR", "FY", "MW", "NC"};
    const auto prefix = number.substr(0, 2);
    return never_used.find(prefix[0]) == std::string_view::npos &&
           never_used.find(prefix[1]) == std::string_view::npos && prefix[1] != 'O' &&
           std::find(never_given.begin(), never_given.end(), prefix) == never_given.end();
}

bool is_council_child_number(std::string_view number) {
    return !number.empty() && number.size() <= 20 &&
           std::all_of(number.begin(), number.end(), [](char c) { return is_digit(c) || is_capital(c); });
}

bool passes_check(Scheme scheme, std::string_view standard) {
    switch (scheme) {
    case Scheme::upn:
        return is_upn(standard);
    case Scheme::nhs_number:
        return is_nhs_number(standard);
    case Scheme::council_child:
        return is_council_child_number(standard);
    case Scheme::national_insurance:
        return is_national_insurance_number(standard);
    }
    return false;
}

bool has_check_digit(Scheme scheme) {
    return scheme == Scheme::upn || scheme == Scheme::nhs_number;
}

std::string shown(const Identifier& identifier) {
    const std::string& value = identifier.value;
    if (identifier.scheme != Scheme::nhs_number || value.size() != 10) return value;
    return value.substr(0, 3) + " " + value.substr(3, 3) + " " + value.substr(6);
}

Result<Identifier> read_identifier(Identifier typed) {
    Problems problems;
    typed.value = standard_form(typed.value);
    typed.verified_how = trimmed(typed.verified_how);
    if (!has_shape(typed.scheme, typed.value))
        problems.push_back({"value", "wrong_shape", shape_problem(typed.scheme)});
    else if (!passes_check(typed.scheme, typed.value))
        problems.push_back({"value", "wrong_check", check_problem(typed.scheme, typed.value)});
    if (typed.verified && typed.verified_how.empty())
        problems.push_back({"verified_how", "how", "Enter how you know that the number is this person's"});
    if (typed.from && typed.until && *typed.until < *typed.from)
        problems.push_back({"until", "ends_before_it_begins", "The last day must not be before the first day"});
    if (!problems.empty()) return problems;
    return typed;
}

std::optional<std::string> uprn(std::string_view typed) {
    const std::string digits = standard_form(typed);
    const auto first = digits.find_first_not_of('0');
    if (digits.empty() || digits.size() > 12 || !are_digits(digits) || first == std::string::npos) return std::nullopt;
    return digits.substr(first);
}

} // namespace kith::people
