#include "linkage/splink_functions.h"

#include "linkage/edit_distance.h"

#include <cctype>
#include <cmath>
#include <regex>

namespace kith::linkage {

namespace {

using Values = std::vector<SplinkValue>;

constexpr std::size_t longest_for_regex = 1000; // std::regex recurses with its text

double number(const SplinkValue& value) {
    if (const auto* held = std::get_if<double>(&value)) return *held;
    return std::strtod(splink_text(value).c_str(), nullptr);
}

bool one_unknown(const Values& values) {
    return std::ranges::any_of(values, [](const SplinkValue& value) { return value.index() == 0; });
}

// Letters as people count them, not bytes.
std::vector<std::size_t> letter_starts(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) starts.push_back(at);
    starts.push_back(text.size());
    return starts;
}

// Measures ask of two letters only whether they are the same, so each may stand as one byte.
struct LettersAsBytes {
    std::map<std::string_view, char> known;

    std::string of(std::string_view text) {
        const auto starts = letter_starts(text);
        std::string bytes;
        for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
            const auto letter = text.substr(starts[i], starts[i + 1] - starts[i]);
            bytes += known.try_emplace(letter, static_cast<char>(known.size())).first->second;
        }
        return bytes;
    }
};

template <double (*measure)(const std::string&, const std::string&)>
SplinkValue measured(const Values& values) {
    if (one_unknown(values)) return {};
    const auto one = splink_text(values[0]), other = splink_text(values[1]);
    LettersAsBytes letters;
    const auto a = letters.of(one), b = letters.of(other);
    // Two texts of more letters than a byte can say are no names.
    return letters.known.size() <= 256 ? measure(a, b) : measure(one, other);
}

double winkler(const std::string& a, const std::string& b) {
    return plain_jaro_winkler(a, b);
}

double jaros(const std::string& a, const std::string& b) {
    return plain_jaro(a, b);
}

double edits(const std::string& a, const std::string& b) {
    return static_cast<double>(levenshtein(a, b));
}

double edits_with_swaps(const std::string& a, const std::string& b) {
    return static_cast<double>(damerau_levenshtein(a, b));
}

SplinkValue piece(const std::string& text, double from, double length) {
    const auto starts = letter_starts(text);
    const double letters = static_cast<double>(starts.size() - 1);
    const double first = std::clamp(from, 0.0, letters);
    const double last = std::clamp(from + std::max(0.0, length), first, letters);
    const std::size_t begin = starts[static_cast<std::size_t>(first)];
    return text.substr(begin, starts[static_cast<std::size_t>(last)] - begin);
}

SplinkValue substring(const Values& values) {
    if (one_unknown(values)) return {};
    return piece(splink_text(values[0]), number(values[1]) - 1, values.size() > 2 ? number(values[2]) : 1e9);
}

SplinkValue left(const Values& values) {
    if (one_unknown(values)) return {};
    return piece(splink_text(values[0]), 0, number(values[1]));
}

template <int (*change)(int)>
SplinkValue letters_changed(const Values& values) {
    if (one_unknown(values)) return {};
    std::string text = splink_text(values[0]);
    for (char& letter : text)
        letter = static_cast<char>(change(static_cast<unsigned char>(letter)));
    return text;
}

SplinkValue length(const Values& values) {
    if (one_unknown(values)) return {};
    return static_cast<double>(letter_starts(splink_text(values[0])).size() - 1);
}

const std::regex& expression_of(const std::string& pattern) {
    static thread_local std::map<std::string, std::regex> known;
    const auto found = known.find(pattern);
    return found != known.end() ? found->second : known.emplace(pattern, std::regex(pattern)).first->second;
}

SplinkValue regexp_extract(const Values& values) {
    if (one_unknown(values)) return {};
    const std::string text = splink_text(values[0]).substr(0, longest_for_regex);
    const auto group = static_cast<std::size_t>(values.size() > 2 ? number(values[2]) : 0);
    std::smatch match;
    if (!std::regex_search(text, match, expression_of(splink_text(values[1]))) || group >= match.size())
        return std::string();
    return match[group].str();
}

SplinkValue nullif(const Values& values) {
    return values[0] == values[1] ? SplinkValue() : values[0];
}

SplinkValue coalesce(const Values& values) {
    for (const SplinkValue& value : values)
        if (value.index() != 0) return value;
    return {};
}

SplinkValue absolute(const Values& values) {
    if (one_unknown(values)) return {};
    return std::abs(number(values[0]));
}

SplinkValue same(const Values& values) {
    return values[0];
}

// A part of a date of up to `most` digits; nothing when there is no digit.
std::optional<int> leading_number(std::string_view& text, std::size_t most) {
    std::size_t size = 0;
    while (size < most && size < text.size() && std::isdigit(static_cast<unsigned char>(text[size])) != 0)
        ++size;
    if (size == 0) return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + size, value);
    text.remove_prefix(size);
    return value;
}

// Seconds since 1970 of a date in a format of %Y, %m, %d and other letters; unknown when the text is no such date.
SplinkValue try_strptime(const Values& values) {
    if (one_unknown(values)) return {};
    const std::string held = splink_text(values[0]);
    const std::string format = splink_text(values[1]);
    std::string_view text = held;
    int year = 1900;
    int month = 1;
    int day = 1;
    for (std::size_t at = 0; at < format.size(); ++at) {
        if (format[at] != '%' || at + 1 == format.size()) {
            if (text.empty() || text.front() != format[at]) return {};
            text.remove_prefix(1);
            continue;
        }
        const char part = format[++at];
        int* into = part == 'Y' ? &year : part == 'm' ? &month : part == 'd' ? &day : nullptr;
        const auto read = into == nullptr ? std::nullopt : leading_number(text, part == 'Y' ? 4 : 2);
        if (!read) return {};
        *into = *read;
    }
    using namespace std::chrono;
    const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    if (!text.empty() || !date.ok()) return {};
    return static_cast<double>(sys_days(date).time_since_epoch().count()) * 86400;
}

constexpr std::array<SplinkFunction, 17> functions = {{{"jaro_winkler_similarity", 2, 2, measured<winkler>},
                                                       {"jaro_similarity", 2, 2, measured<jaros>},
                                                       {"levenshtein", 2, 2, measured<edits>},
                                                       {"damerau_levenshtein", 2, 2, measured<edits_with_swaps>},
                                                       {"substring", 2, 3, substring},
                                                       {"substr", 2, 3, substring},
                                                       {"left", 2, 2, left},
                                                       {"lower", 1, 1, letters_changed<std::tolower>},
                                                       {"upper", 1, 1, letters_changed<std::toupper>},
                                                       {"length", 1, 1, length},
                                                       {"regexp_extract", 2, 3, regexp_extract},
                                                       {"nullif", 2, 2, nullif},
                                                       {"coalesce", 1, 9, coalesce},
                                                       {"abs", 1, 1, absolute},
                                                       {"epoch", 1, 1, same},
                                                       {"try_strptime", 2, 2, try_strptime},
                                                       {"ifnull", 2, 2, coalesce}}};

} // namespace

const SplinkFunction* splink_function(std::string_view name, std::size_t values) {
    for (const SplinkFunction& function : functions)
        if (function.name == name && values >= function.least && values <= function.most) return &function;
    return nullptr;
}

std::string splink_text(const SplinkValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    if (const auto* held = std::get_if<double>(&value)) return fmt::format("{}", *held);
    return "";
}

} // namespace kith::linkage
