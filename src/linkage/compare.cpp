#include "linkage/compare.h"

#include "linkage/hash.h"
#include "linkage/jaro_winkler.h"

namespace kith::linkage {

namespace {

bool shares(std::uint32_t shared, unsigned which) {
    return (shared >> which & 1U) != 0;
}

bool share_a_formal_name(const Name& a, const Name& b) {
    for (const auto one : a.formal)
        for (const auto other : b.formal)
            if (one != 0 && one == other) return true;
    return false;
}

bool share_a_word(const Name& a, const Name& b) {
    for (const auto one : a.words)
        for (const auto other : b.words)
            if (one != 0 && one == other) return true;
    return false;
}

struct WrongDigits {
    std::size_t count = 0;
    bool are_swapped = false; // two neighbours, each in the other's place
};

// The eight digits of a day, four bits each.
std::uint32_t digits(const Birth& birth) {
    const auto two = [](std::uint32_t number) { return number / 10 << 4 | number % 10; };
    return two(birth.year / 100) << 24 | two(birth.year % 100) << 16 | two(birth.month) << 8 | two(birth.day);
}

WrongDigits wrong_digits(const Birth& a, const Birth& b) {
    const std::uint32_t one = digits(a), other = digits(b), wrong = one ^ other;
    if (wrong == 0) return {};
    // The lowest bit of each digit that is wrong.
    const std::uint32_t each = (wrong | wrong >> 1 | wrong >> 2 | wrong >> 3) & 0x11111111U;
    const auto count = static_cast<std::size_t>(each * 0x11111111U >> 28);
    const auto lowest = static_cast<unsigned>(__builtin_ctz(wrong)) / 4 * 4;
    if (count != 2 || wrong >> lowest > 255) return {count, false};
    const std::uint32_t here = one >> lowest & 255U, there = other >> lowest & 255U;
    return {count, (here >> 4 | (here & 15U) << 4) == there};
}

std::uint32_t days_apart(const Birth& a, const Birth& b) {
    const auto days = [](const Birth& birth) { return birth.year * 372 + birth.month * 31 + birth.day; };
    return std::max(days(a), days(b)) - std::min(days(a), days(b));
}

// One thing known of both says nothing: not a rare name, and not a number that somebody may have mistyped.
bool says_enough(Pattern pattern) {
    pattern &= ~level_at(comparison::sex, 15);
    if (pattern == 0) return false;
    const auto lowest = static_cast<unsigned>(__builtin_ctzll(pattern)) / 4 * 4;
    return pattern >> lowest > 15;
}

constexpr double least_alike = 0.8, least_distant = 0.65;

// The same of telephone numbers, four bits a digit.
bool is_one_digit_slip(std::uint64_t a, std::uint64_t b) {
    const std::uint64_t wrong = a ^ b;
    if (wrong == 0) return true;
    const auto lowest = static_cast<unsigned>(__builtin_ctzll(wrong)) / 4 * 4;
    const std::uint64_t rest = wrong >> lowest;
    if (rest < 16) return true;
    const std::uint64_t here = a >> lowest & 255U, there = b >> lowest & 255U;
    return rest < 256 && (here >> 4 | (here & 15U) << 4) == there;
}

} // namespace

unsigned birth_level(const Birth& a, const Birth& b) {
    const bool year = a.year != 0 && b.year != 0, month = a.month != 0 && b.month != 0, day = a.day != 0 && b.day != 0;
    const int known = year + month + day;
    if (known == 0) return level::unknown;
    const int same = (year && a.year == b.year) + (month && a.month == b.month) + (day && a.day == b.day);
    if (known == 3) {
        if (a.year == b.year && a.month == b.day && a.day == b.month) return level::birth_slip;
        const auto wrong = wrong_digits(a, b);
        if (wrong.count == 1 || wrong.are_swapped) return level::birth_slip;
        if (same == 2) return level::birth_two_parts;
        const auto apart = days_apart(a, b);
        if (wrong.count == 2 || apart <= 31) return level::birth_close;
        return a.year == b.year || apart <= 372 ? level::birth_near : level::birth_different;
    }
    if (same == known) return known == 2 ? level::birth_two_parts : year ? level::birth_year : level::birth_near;
    return level::birth_different;
}

Comparer::Comparer(const Records& records) : records_(records) {}

template <typename WorkOut>
unsigned Comparer::Memory::level(std::uint32_t a, std::uint32_t b, WorkOut&& work_out) {
    if (a > b) std::swap(a, b);
    const std::uint64_t key = (std::uint64_t{a} << 28 | b) << 8;
    auto& place = held[(key * 0x9e3779b97f4a7c15U) >> 49];
    if ((place & ~std::uint64_t{255}) == key) return static_cast<unsigned>(place & 255U);
    const unsigned found = work_out();
    place = key | found;
    return found;
}

double Comparer::similarity(std::uint32_t a, std::uint32_t b) const {
    const auto &one = records_.names[a], &other = records_.names[b];
    if (one.length <= 16 && other.length <= 16)
        return jaro_winkler_16(one.letters.data(), one.length, other.letters.data(), other.length);
    return jaro_winkler(records_.name_texts.text(a), records_.name_texts.text(b));
}

// One letter of a short name is much of it.
bool Comparer::is_similar(double alike, std::uint32_t a, std::uint32_t b) const {
    if (alike >= 0.92) return true;
    if (alike < least_alike || std::min(records_.names[a].length, records_.names[b].length) < 5) return false;
    return is_one_slip(records_.name_texts.text(a), records_.name_texts.text(b));
}

unsigned Comparer::forename(const Row& one, const Row& other) {
    const auto a = one.lanes[lane::forename], b = other.lanes[lane::forename];
    if (a == 0 || b == 0) return level::unknown;
    return forenames_.level(a, b, [&]() -> unsigned {
        const auto &x = records_.names[a], &y = records_.names[b];
        if (x.is_birth_order() || y.is_birth_order())
            return x.is_birth_order() && y.is_birth_order() && a != b ? level::forename_different : level::unknown;
        if (share_a_formal_name(x, y)) return level::forename_nickname;
        if (x.length == 1 || y.length == 1)
            return x.letters[0] == y.letters[0] ? level::forename_initial_or_middle : level::forename_different;
        const double alike = similarity(a, b);
        if (is_similar(alike, a, b)) return level::forename_similar;
        return alike >= least_alike     ? level::forename_alike
               : alike >= least_distant ? level::forename_distant
                                        : level::forename_different;
    });
}

unsigned Comparer::surname(const Row& one, const Row& other) {
    const auto a = one.lanes[lane::surname], b = other.lanes[lane::surname];
    if (a == 0 || b == 0) return level::unknown;
    return surnames_.level(a, b, [&]() -> unsigned {
        const auto &x = records_.names[a], &y = records_.names[b];
        const double alike = similarity(a, b);
        if (is_similar(alike, a, b)) return level::surname_similar;
        if (share_a_word(x, y)) return level::surname_part_or_former;
        return alike >= least_alike     ? level::surname_alike
               : alike >= least_distant ? level::surname_distant
                                        : level::surname_different;
    });
}

unsigned Comparer::address(const Row& one, const Row& other, std::uint32_t shared) const {
    const auto& a = one.lanes;
    const auto& b = other.lanes;
    const bool houses = a[lane::house] != 0 && b[lane::house] != 0;
    const bool same_house = shares(shared, lane::house), same_street = shares(shared, lane::street);
    if (shares(shared, lane::postcode)) {
        if (same_house) return level::same;
        return houses ? level::address_other_house : level::address_postcode_only;
    }
    if (a[lane::postcode] == 0 || b[lane::postcode] == 0) {
        if (same_street && same_house) return level::address_slip;
        return level::unknown;
    }
    if (same_street && same_house) return level::address_slip;
    const bool may_be_slip = same_house || (!houses && shares(shared, lane::district));
    if (may_be_slip &&
        is_one_slip(records_.postcodes.texts.text(a[lane::postcode]), records_.postcodes.texts.text(b[lane::postcode])))
        return level::address_slip;
    return shares(shared, lane::district) ? level::address_district : level::address_different;
}

// Two British postcodes say the streets already.
unsigned Comparer::street(const Row& one, const Row& other) {
    const auto a = one.lanes[lane::street], b = other.lanes[lane::street];
    if (records_.british_postcode[one.lanes[lane::postcode]] && records_.british_postcode[other.lanes[lane::postcode]])
        return level::unknown;
    if (a == b) return level::same;
    return streets_.level(a, b, [&]() -> unsigned {
        const double alike = dice(records_.streets.texts.text(a), records_.streets.texts.text(b));
        return alike >= 0.6 ? level::similar : level::different;
    });
}

unsigned Comparer::phone(std::uint32_t a, std::uint32_t b) const {
    if (a == 0 || b == 0) return level::unknown;
    if (a == b) return level::same;
    return is_one_digit_slip(records_.phone_digits[a], records_.phone_digits[b]) ? level::similar : level::different;
}

unsigned Comparer::email(std::uint32_t a, std::uint32_t b) const {
    if (a == 0 || b == 0) return level::unknown;
    if (a == b) return level::same;
    const auto one = records_.emails.texts.text(a), other = records_.emails.texts.text(b);
    const auto name = one.substr(0, one.find('@'));
    if (name.size() >= 5 && name == other.substr(0, other.find('@'))) return level::similar;
    return jaro_winkler(one, other) >= 0.92 ? level::similar : level::different;
}

unsigned Comparer::identifier(unsigned which, std::uint32_t a, std::uint32_t b) const {
    if (a == 0 || b == 0) return level::unknown;
    if (a == b) return level::same;
    const auto& texts = records_.identifiers[which].texts;
    return is_one_slip(texts.text(a), texts.text(b)) ? level::similar : level::different;
}

Pattern Comparer::with_more(std::uint32_t a, std::uint32_t b, Pattern pattern) {
    const auto &x = records_.more_of(a), &y = records_.more_of(b);
    const auto &one = records_.rows[a].lanes, &other = records_.rows[b].lanes;
    const auto put = [&](unsigned which, unsigned level) {
        pattern = (pattern & ~level_at(which, 15)) | level_at(which, level);
    };
    const auto is_middle = [](std::uint32_t name, const More& more) {
        return name != 0 && (name == more.middle || name == more.second_middle);
    };
    // "Ya Ting, Lee" as "Lee, Yating" or "Lee, Kayice Ya-ting": the given names stand together where the surname
    // should.
    const auto all_forenames = [&](const auto& lanes, const More& more) {
        return more.full_forenames != 0 ? more.full_forenames : records_.names[lanes[lane::forename]].whole;
    };
    const auto crosses = [&](const auto& given, std::uint32_t forenames, const auto& turned) {
        const auto& surname = records_.names[turned[lane::surname]];
        return forenames != 0 && given[lane::surname] == turned[lane::forename] &&
               (surname.whole == forenames ||
                std::find(surname.words.begin(), surname.words.end(), forenames) != surname.words.end());
    };
    if (level_in(pattern, comparison::surname) == level::surname_as_forename &&
        (crosses(one, all_forenames(one, x), other) || crosses(other, all_forenames(other, y), one))) {
        put(comparison::forename, level::forename_swapped);
        put(comparison::surname, level::unknown);
    }
    const unsigned forename = level_in(pattern, comparison::forename);
    if (forename > level::forename_initial_or_middle && forename != level::forename_swapped) {
        const auto full = all_forenames(one, x);
        if (full != 0 && full == all_forenames(other, y))
            put(comparison::forename, level::same);
        else if (is_middle(one[lane::forename], y) || is_middle(other[lane::forename], x))
            put(comparison::forename, level::forename_initial_or_middle);
    }
    if (level_in(pattern, comparison::surname) > level::surname_similar) {
        const auto was = [](std::uint32_t name, const More& more) {
            return name != 0 && (name == more.former_surname || name == more.second_former_surname);
        };
        if (was(one[lane::surname], y) || was(other[lane::surname], x) || was(x.former_surname, y) ||
            was(x.second_former_surname, y))
            put(comparison::surname, level::surname_part_or_former);
    }
    // A child's surname may be any of its father's given names.
    if (level_in(pattern, comparison::surname) > level::surname_alike &&
        (is_middle(one[lane::surname], y) || is_middle(other[lane::surname], x)))
        put(comparison::surname, level::surname_as_forename);
    if (x.middle != 0 && y.middle != 0) {
        const auto &m = records_.names[x.middle], &n = records_.names[y.middle];
        if (is_middle(x.middle, y) || is_middle(y.middle, x))
            put(comparison::middle, level::same);
        else if (((m.length == 1 || n.length == 1) && m.letters[0] == n.letters[0]) || share_a_formal_name(m, n) ||
                 similarity(x.middle, y.middle) >= 0.88)
            put(comparison::middle, level::similar);
        else
            put(comparison::middle, level::different);
    }
    if (x.town != 0 && y.town != 0) {
        const auto& towns = records_.towns.texts;
        put(comparison::town, x.town == y.town                                              ? level::same
                              : jaro_winkler(towns.text(x.town), towns.text(y.town)) >= 0.9 ? level::similar
                                                                                            : level::different);
    }
    put(comparison::identifier + 2, identifier(2, x.identifier_3, y.identifier_3));
    put(comparison::identifier + 3, identifier(3, x.identifier_4, y.identifier_4));
    return pattern;
}

Pattern Comparer::compare(std::uint32_t first, std::uint32_t second, std::uint32_t shared) {
    const Row &one = records_.rows[first], &other = records_.rows[second];
    const auto& a = one.lanes;
    const auto& b = other.lanes;
    unsigned fore = shares(shared, lane::forename) ? unsigned{level::same} : forename(one, other);
    unsigned last = shares(shared, lane::surname) ? unsigned{level::same} : surname(one, other);
    if (fore > level::forename_similar && last > level::surname_similar) {
        const bool one_crosses = a[lane::forename] == b[lane::surname],
                   other_crosses = b[lane::forename] == a[lane::surname];
        // The other name may have a slip besides.
        const bool both_cross = (one_crosses && similarity(b[lane::forename], a[lane::surname]) >= 0.85) ||
                                (other_crosses && similarity(a[lane::forename], b[lane::surname]) >= 0.85);
        if (both_cross) {
            fore = level::forename_swapped;
            last = level::unknown;
        } else if (one_crosses || other_crosses) {
            last = level::surname_as_forename;
        }
    }
    Pattern pattern = level_at(comparison::forename, fore) | level_at(comparison::surname, last);
    pattern |= level_at(comparison::birth, shares(shared, lane::birth) ? unsigned{level::same}
                                                                       : birth_level(Birth::unpacked(a[lane::birth]),
                                                                                     Birth::unpacked(b[lane::birth])));
    const Facts x{a[lane::facts]}, y{b[lane::facts]};
    if (x.sex() != Sex::unknown && y.sex() != Sex::unknown)
        pattern |= level_at(comparison::sex, x.sex() == y.sex() ? level::same : level::sex_different);
    pattern |= level_at(comparison::address, address(one, other, shared));
    if (a[lane::street] != 0 && b[lane::street] != 0) pattern |= level_at(comparison::street, street(one, other));
    pattern |= level_at(comparison::phone, phone(a[lane::phone], b[lane::phone]));
    pattern |= level_at(comparison::email, email(a[lane::email], b[lane::email]));
    pattern |= level_at(comparison::identifier, identifier(0, a[lane::identifier], b[lane::identifier]));
    pattern |= level_at(comparison::identifier + 1, identifier(1, a[lane::identifier_2], b[lane::identifier_2]));
    if (x.has_more() || y.has_more()) pattern = with_more(first, second, pattern);
    return says_enough(pattern) ? pattern : 0;
}

} // namespace kith::linkage
