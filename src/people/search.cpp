#include "people/search.h"

#include "base/number.h"
#include "base/text.h"

namespace kith::people {

namespace {

constexpr std::size_t most_terms = 8;
// After every word of the index that begins so: the last character that there is.
constexpr std::string_view after_all = "\xF4\x8F\xBF\xBF";
// After the word itself, before any that it begins: no index word holds a space.
constexpr std::string_view after_itself = " ";

Term beginning(std::string word, std::string typed, std::string place = {}) {
    std::string to = word + std::string(after_all);
    return {std::move(word), std::move(to), std::move(typed), std::move(place)};
}

Term itself(std::string word, std::string typed) {
    std::string to = word + std::string(after_itself);
    return {std::move(word), std::move(to), std::move(typed)};
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts(1);
    for (const char c : text)
        if (separators.find(c) == std::string_view::npos)
            parts.back() += c;
        else if (!parts.back().empty())
            parts.emplace_back();
    if (parts.back().empty()) parts.pop_back();
    return parts;
}

int number(std::string_view text) {
    return whole_number(text).value_or(0);
}

// "14", "14th", "1st"
int day_number(std::string_view text) {
    for (const std::string_view ending : {"st", "nd", "rd", "th"})
        if (text.size() > 2 && text.ends_with(ending)) text.remove_suffix(2);
    return text.size() <= 2 ? number(text) : 0;
}

int year_number(std::string_view text) {
    if (text.size() != 4 || !are_digits(text)) return 0;
    const int year = number(text);
    return year >= 1880 && year <= 2200 ? year : 0;
}

std::optional<std::string> month_word(int year, int month) {
    if (!year || month < 1 || month > 12) return std::nullopt;
    return fmt::format("{:04}-{:02}", year, month);
}

std::optional<std::string> day_word(int year, int month, int day) {
    const auto date = Day::from_parts(year, month, day);
    if (!year || !date) return std::nullopt;
    return date->iso();
}

// Reads what stands at the beginning of `words`; says how many words it took.
struct Reading {
    std::size_t taken = 0;
    std::vector<Term> terms = {};
};

Reading read_one_word_date(const std::string& word) {
    const auto parts = split(word, "/.-");
    std::optional<std::string> found;
    if (parts.size() == 3 && year_number(parts[0]))
        found = day_word(year_number(parts[0]), number(parts[1]), number(parts[2]));
    else if (parts.size() == 3)
        found = day_word(year_number(parts[2]), number(parts[1]), number(parts[0]));
    else if (parts.size() == 2 && are_digits(parts[0]))
        found = month_word(year_number(parts[1]), number(parts[0]));
    if (found) return {1, {beginning(*found, word)}};
    if (year_number(word)) return {1, {itself(word, word)}};
    return {};
}

Reading read_date(const std::vector<std::string>& words) {
    const auto at = [&](std::size_t i) { return i < words.size() ? lower(words[i]) : std::string(); };
    const auto month = [&](std::size_t i) {
        return month_named(at(i)).value_or(are_digits(at(i)) ? number(at(i)) : 0);
    };
    if (const auto day = day_word(year_number(at(2)), month(1), day_number(at(0))))
        return {3, {beginning(*day, words[0] + " " + words[1] + " " + words[2])}};
    if (const auto found = month_word(year_number(at(1)), month(0)))
        return {2, {beginning(*found, words[0] + " " + words[1])}};
    return read_one_word_date(words[0]);
}

Term to_term(const Reference& reference) {
    return itself(std::string(reference_mark) + lower(reference.text()), reference.spoken());
}

// Of one word or two. Letters alone may be a name, which matters more.
Reading read_reference(const std::vector<std::string>& words) {
    for (std::size_t taken = 1; taken <= std::min<std::size_t>(2, words.size()); ++taken) {
        const auto reference = Reference::parse(taken == 1 ? words[0] : words[0] + words[1]);
        const bool is_whole = taken == 1 || (words[0].size() == 4 && words[1].size() == 4);
        if (reference && is_whole && std::any_of(reference->text().begin(), reference->text().end(), is_digit))
            return {taken, {to_term(*reference)}};
    }
    return {};
}

std::string outward_place(std::string_view outward) {
    return "outward " + std::string(outward);
}

std::string sector_place(std::string_view outward, char digit) {
    return fmt::format("sector {} {}", outward, digit);
}

std::string telephone_place(std::string_view digits) {
    return "telephone " + std::string(digits);
}

bool is_outward(std::string_view word) {
    std::size_t letters = 0;
    while (letters < word.size() && word[letters] >= 'a' && word[letters] <= 'z')
        ++letters;
    const auto rest = word.substr(letters);
    return (letters == 1 || letters == 2) && !rest.empty() && rest.size() <= 2 && is_digit(rest[0]);
}

Reading read_postcode(const std::vector<std::string>& words) {
    const std::string first = lower(words[0]);
    if (const auto whole = postcode(words[0])) return {1, {beginning(first, *whole, postcode_places(*whole)[0])}};
    if (!is_outward(first)) return {};
    if (words.size() > 1 && words[1].size() <= 3 && is_digit(words[1][0])) {
        const std::string second = lower(words[1]);
        const std::string typed = words[0] + " " + words[1];
        if (const auto whole = postcode(typed))
            return {2, {beginning(first + second, *whole, postcode_places(*whole)[0])}};
        return {2, {beginning(first + second, typed, sector_place(first, second[0]))}};
    }
    return {1, {beginning(first, words[0], outward_place(first))}};
}

bool is_telephone_part(std::string_view word) {
    return std::all_of(word.begin(), word.end(),
                       [](char c) { return is_digit(c) || c == '+' || c == '(' || c == ')' || c == '-'; }) &&
           std::any_of(word.begin(), word.end(), is_digit);
}

// Numbers are typed with spaces anywhere: "01632 960 123", "943 476 5919".
Reading read_number(const std::vector<std::string>& words) {
    std::string typed;
    std::size_t taken = 0;
    while (taken < words.size() && is_telephone_part(words[taken]))
        typed += words[taken++];
    const std::string digits = telephone_digits(typed);
    if (taken == 0 || digits.empty()) return {};
    return {taken, {beginning(digits, typed, telephone_place(digits))}};
}

Reading read_words(const std::string& word) {
    Reading reading{1, {}};
    for (auto& folded : folded_words(word))
        reading.terms.push_back(beginning(folded, word, school_place(folded)));
    return reading;
}

Reading read_next(const std::vector<std::string>& words) {
    for (const auto read : {read_date, read_reference, read_postcode, read_number})
        if (auto reading = read(words); reading.taken) return reading;
    return read_words(words[0]);
}

// How well a word of the index answers a term: the current name whole, the current name's beginning, anything else.
int weight(const Term& term, const Candidate::Word& word) {
    const bool whole = word.word == term.from || word.word == term.mark;
    if (word.kind == WordKind::name) return whole ? 6 : 4;
    if (word.kind == WordKind::previous_name || word.kind == WordKind::other_name) return whole ? 5 : 3;
    return whole ? 6 : 2;
}

const Candidate::Word* best_word(const Term& term, const Candidate& candidate) {
    const Candidate::Word* best = nullptr;
    for (const auto& word : candidate.words)
        if (term.covers(word.word) && (!best || weight(term, word) > weight(term, *best))) best = &word;
    return best;
}

// The index does not say which postcode it was found by: what was typed does.
std::string place_words(const Term& term) {
    if (const auto whole = postcode(term.typed)) return "at " + *whole;
    std::string typed = term.typed;
    std::transform(typed.begin(), typed.end(), typed.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return "in " + typed;
}

std::string reason(const Term& term, const Candidate::Word& word) {
    switch (word.kind) {
    case WordKind::name:
        return {};
    case WordKind::previous_name:
        return "previous name";
    case WordKind::other_name:
        return "also known as";
    case WordKind::birth:
        return word.word.size() == 4 ? "" : "date of birth";
    case WordKind::identifier:
        return "number " + word.word;
    case WordKind::telephone:
        return "telephone number";
    case WordKind::reference:
        return "reference";
    case WordKind::postcode:
        return "lives " + place_words(term);
    case WordKind::earlier_postcode:
        return "lived " + place_words(term);
    case WordKind::school:
        return "school";
    }
    return {};
}

struct Weighed {
    Match match;
    int weight = 0;
};

Weighed weighed(const std::vector<Term>& terms, Candidate candidate) {
    Weighed result{{std::move(candidate), {}}};
    for (const Term& term : terms) {
        const Candidate::Word* best = best_word(term, result.match.candidate);
        if (!best) continue;
        result.weight += weight(term, *best);
        auto& reasons = result.match.reasons;
        if (auto why = reason(term, *best);
            !why.empty() && std::find(reasons.begin(), reasons.end(), why) == reasons.end())
            reasons.push_back(std::move(why));
    }
    return result;
}

constexpr std::array kind_codes = {
    std::pair(WordKind::name, std::string_view("name")),
    std::pair(WordKind::previous_name, std::string_view("previous_name")),
    std::pair(WordKind::other_name, std::string_view("other_name")),
    std::pair(WordKind::birth, std::string_view("birth")),
    std::pair(WordKind::identifier, std::string_view("identifier")),
    std::pair(WordKind::telephone, std::string_view("telephone")),
    std::pair(WordKind::reference, std::string_view("reference")),
    std::pair(WordKind::postcode, std::string_view("postcode")),
    std::pair(WordKind::earlier_postcode, std::string_view("earlier_postcode")),
    std::pair(WordKind::school, std::string_view("school")),
};

} // namespace

std::string_view code(WordKind kind) {
    return kind_codes[static_cast<std::size_t>(kind)].second;
}

std::optional<WordKind> to_word_kind(std::string_view code) {
    for (const auto& [kind, text] : kind_codes)
        if (text == code) return kind;
    return std::nullopt;
}

std::string joined_lower(std::string_view text) {
    auto joined = lower(text);
    std::erase(joined, ' ');
    return joined;
}

std::vector<Term> read_terms(std::string_view typed) {
    std::vector<std::string> words = split(typed, " \t\r\n,;");
    std::vector<Term> terms;
    while (!words.empty() && terms.size() < most_terms) {
        Reading reading = read_next(words);
        words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(reading.taken));
        for (auto& term : reading.terms)
            if (terms.size() < most_terms) terms.push_back(std::move(term));
    }
    return terms;
}

namespace {

// The words that are neither date nor postcode, number or reference.
std::string names_among(std::vector<std::string> words) {
    std::string names;
    while (!words.empty()) {
        std::size_t taken = 0;
        for (const auto read : {read_date, read_reference, read_postcode, read_number})
            if (taken == 0) taken = read(words).taken;
        if (taken == 0) names += (names.empty() ? "" : " ") + at_start(words[0]);
        words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(taken, 1)));
    }
    return names;
}

} // namespace

Name name_typed(std::string_view typed) {
    constexpr std::string_view between_words = " \t\r\n,;";
    if (const auto comma = typed.find(','); comma != std::string_view::npos)
        return {.given = names_among(split(typed.substr(comma), between_words)),
                .family = names_among(split(typed.substr(0, comma), between_words))};
    const auto names = names_among(split(typed, between_words));
    const auto last = names.rfind(' ');
    if (last == std::string::npos) return {.given = names};
    return {.given = names.substr(0, last), .family = names.substr(last + 1)};
}

std::vector<std::string> postcode_places(std::string_view postcode) {
    const auto space = postcode.find(' ');
    if (space == std::string_view::npos || space + 1 >= postcode.size()) return {};
    const std::string outward = lower(postcode.substr(0, space));
    return {"postcode " + outward + lower(postcode.substr(space + 1)), sector_place(outward, postcode[space + 1]),
            outward_place(outward)};
}

std::vector<std::string> telephone_places(std::string_view number) {
    constexpr std::size_t without_area_code = 6;
    const std::string digits = telephone_digits(number);
    if (digits.empty()) return {};
    std::vector<std::string> places = {telephone_place(digits)};
    if (digits.size() > without_area_code)
        places.push_back(telephone_place(digits.substr(digits.size() - without_area_code)));
    return places;
}

std::string school_place(std::string_view word) {
    return "school " + std::string(word);
}

std::string marked(const Vault& vault, std::string_view place) {
    return "@" + vault.mark(place);
}

std::vector<Term> with_marks(std::vector<Term> terms, const Vault& vault) {
    for (Term& term : terms)
        if (!term.place.empty()) term.mark = marked(vault, term.place);
    return terms;
}

namespace {

// How many people a term of its shape is about, roughly: the lower the fewer.
int breadth(const Term& term) {
    const auto is_place = [&](std::string_view kind) { return term.place.starts_with(kind); };
    const std::size_t length = term.from.size();
    const bool is_number = are_digits(term.from);
    const bool is_date =
        !is_number && std::all_of(term.from.begin(), term.from.end(), [](char c) { return is_digit(c) || c == '-'; });
    if (term.from.starts_with(reference_mark)) return 0;
    if (is_place("postcode ")) return 1;
    if (is_number && length >= 6) return 2;
    if (is_date) return length == 10 ? 3 : 17;
    if (is_place("sector ")) return 19;
    if (is_number && length == 4) return 20;
    if (is_place("outward ")) return 21;
    if (length >= 4) return 20 - static_cast<int>(std::min<std::size_t>(length, 12));
    return length == 3 ? 18 : length == 2 ? 22 : 30;
}

} // namespace

std::string told_terms(std::string_view typed, const Vault& vault) {
    constexpr std::size_t shortest_number = 6;
    std::string told;
    std::string_view last;
    const auto terms = read_terms(typed);
    for (const Term& term : terms) {
        if (term.typed == last) continue; // both parts of "Okafor-Reid"
        last = term.typed;
        const auto told_mark = [&](std::string_view what) {
            return fmt::format("({} {})", what, vault.mark(term.place).substr(0, 8));
        };
        told += told.empty() ? "" : " ";
        if (term.place.starts_with("postcode "))
            told += term.typed.substr(0, term.typed.find(' ')) + " " + told_mark("postcode");
        else if (term.place.starts_with("telephone ") && term.from.size() >= shortest_number)
            told += told_mark("number");
        else
            told += term.typed;
    }
    return told;
}

std::size_t narrowest(const std::vector<Term>& terms) {
    const auto found = std::min_element(terms.begin(), terms.end(),
                                        [](const Term& l, const Term& r) { return breadth(l) < breadth(r); });
    return static_cast<std::size_t>(found - terms.begin());
}

std::optional<Term> read_reference_term(std::string_view typed) {
    const auto reference = Reference::parse(typed);
    if (!reference) return std::nullopt;
    return to_term(*reference);
}

std::vector<Match> ranked(const std::vector<Term>& terms, std::vector<Candidate> candidates) {
    std::vector<Weighed> all;
    for (auto& candidate : candidates)
        all.push_back(weighed(terms, std::move(candidate)));
    std::sort(all.begin(), all.end(), [](const Weighed& left, const Weighed& right) {
        const Summary& l = left.match.candidate.summary;
        const Summary& r = right.match.candidate.summary;
        return std::tuple(-left.weight, folded(words(l.name)), l.year_of_birth.value_or(0), l.reference) <
               std::tuple(-right.weight, folded(words(r.name)), r.year_of_birth.value_or(0), r.reference);
    });
    std::vector<Match> matches;
    for (auto& one : all)
        matches.push_back(std::move(one.match));
    return matches;
}

} // namespace kith::people
