#include "linkage/compare.h"

#include "linkage/hash.h"
#include "linkage/jaro_winkler.h"

namespace kith::linkage {

namespace {

struct WrongDigits {
    std::size_t count = 0;
    bool are_swapped = false; // two neighbours, each in the other's place
};

// The eight digits of a day, four bits each.
std::uint32_t digits_of(const Birth& birth) {
    const auto two = [](std::uint32_t number) { return number / 10 << 4 | number % 10; };
    return two(birth.year / 100) << 24 | two(birth.year % 100) << 16 | two(birth.month) << 8 | two(birth.day);
}

WrongDigits wrong_digits(const Birth& a, const Birth& b) {
    const std::uint32_t one = digits_of(a), other = digits_of(b), wrong = one ^ other;
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

// A newborn's record without a birthday is somebody's who was a child at most when records began.
unsigned Comparer::birth(const Row& one, const Row& other) const {
    const auto a = Birth::unpacked(one.lanes[lane::birth]), b = Birth::unpacked(other.lanes[lane::birth]);
    const auto level = birth_level(a, b);
    if (level != level::unknown || records_.newborn_since == 0) return level;
    const auto is_newborn = [&](const Row& row) { return row.lanes[lane::birth] == 0 && row.is_of_newborn(); };
    if (is_newborn(one) && is_newborn(other)) return level::birth_newborn;
    const auto year = is_newborn(one) ? b.year : is_newborn(other) ? a.year : 0;
    if (year == 0) return level::unknown;
    return year >= records_.newborn_since ? level::birth_newborn : level::birth_different;
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
    pattern = names_with_more(a, b, pattern);
    if (x.town != 0 && y.town != 0) {
        const auto& towns = records_.towns.texts;
        pattern |= level_at(comparison::town, x.town == y.town ? level::same
                                              : jaro_winkler(towns.text(x.town), towns.text(y.town)) >= 0.9
                                                  ? level::similar
                                                  : level::different);
    }
    pattern |= level_at(comparison::identifier + 2, identifier(2, x.identifier_3, y.identifier_3));
    pattern |= level_at(comparison::identifier + 3, identifier(3, x.identifier_4, y.identifier_4));
    return pattern;
}

void Comparer::fetch(std::uint32_t first, std::uint32_t second, std::uint32_t shared) const {
    const auto &a = records_.rows[first].lanes, &b = records_.rows[second].lanes;
    const auto fetch_memory = [&](const Memory& memory, unsigned which) {
        if (!shares(shared, which))
            __builtin_prefetch(&memory.held[Memory::place_of(Memory::key_of(a[which], b[which]))]);
    };
    fetch_memory(forenames_, lane::forename);
    fetch_memory(surnames_, lane::surname);
    if (!shares(shared, lane::phone) && a[lane::phone] != 0 && b[lane::phone] != 0) {
        __builtin_prefetch(&records_.phone_digits[a[lane::phone]]);
        __builtin_prefetch(&records_.phone_digits[b[lane::phone]]);
    }
    if (Facts{a[lane::facts]}.has_more()) __builtin_prefetch(&records_.more_of(first));
    if (Facts{b[lane::facts]}.has_more()) __builtin_prefetch(&records_.more_of(second));
}

Pattern Comparer::compare(std::uint32_t first, std::uint32_t second, std::uint32_t shared) {
    const Row &one = records_.rows[first], &other = records_.rows[second];
    const auto& a = one.lanes;
    const auto& b = other.lanes;
    Pattern pattern = names(one, other, shared);
    pattern |= level_at(comparison::birth, shares(shared, lane::birth) ? unsigned{level::same} : birth(one, other));
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
