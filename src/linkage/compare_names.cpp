#include "linkage/compare.h"
#include "linkage/jaro_winkler.h"

// How names agree: as spelt, as one person's several names, and as names that stand in another's place.

namespace kith::linkage {

namespace {

constexpr double least_alike = 0.8, least_distant = 0.65;

bool share_a_formal_name(const Name& a, const Name& b) {
    for (const auto one : a.formal)
        for (const auto other : b.formal)
            if (one != 0 && one == other) return true;
    return false;
}

// "Tunde" for "Babatunde", "Alex" for "Alexandru".
bool is_short_for(const Name& a, const Name& b) {
    const auto &shorter = a.length < b.length ? a : b, &longer = a.length < b.length ? b : a;
    if (shorter.length < 4 || longer.length < shorter.length + 2 || longer.length > longer.letters.size()) return false;
    const std::string_view part(shorter.letters.data(), shorter.length), whole(longer.letters.data(), longer.length);
    return whole.starts_with(part) || whole.ends_with(part);
}

bool share_a_word(const Name& a, const Name& b) {
    for (const auto one : a.words)
        for (const auto other : b.words)
            if (one != 0 && one == other) return true;
    return false;
}

// The hash of a name, or of a word of it, as Name has them.
bool has_word(const Name& name, std::uint32_t hash) {
    return hash != 0 &&
           (name.whole == hash || std::find(name.words.begin(), name.words.end(), hash) != name.words.end());
}

bool is_middle(std::uint32_t name, const More& more) {
    return name != 0 && (name == more.middle || name == more.second_middle);
}

bool was_surname(std::uint32_t name, const More& more) {
    return name != 0 && (name == more.former_surname || name == more.second_former_surname);
}

bool is_near(unsigned surname) {
    return surname != level::unknown && surname <= level::surname_similar;
}

Pattern with_level(Pattern pattern, unsigned which, unsigned level) {
    return (pattern & ~level_at(which, 15)) | level_at(which, level);
}

} // namespace

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
        if (x.is_of_newborn() || y.is_of_newborn())
            return x.is_birth_order() && y.is_birth_order() && a != b ? level::forename_different : level::unknown;
        if (share_a_formal_name(x, y) || is_short_for(x, y)) return level::forename_nickname;
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

// "Brisha Lau" and "Man Yee Lau".
bool Comparer::are_of_other_kinds(const Row& one, const Row& other) const {
    const auto& names = records_.names;
    const auto is_in_syllables = [&](const Row& row) { return names[row.lanes[lane::forename]].syllables != 0; };
    const auto has_short_surname = [&](const Row& row) { return names[row.lanes[lane::surname]].syllables == 1; };
    return has_short_surname(one) && has_short_surname(other) && is_in_syllables(one) != is_in_syllables(other);
}

// "Lin, Tyla" and "Yan Ting Lin".
bool Comparer::turned_of_other_kind(const Row& turned, const Row& other) const {
    const auto& names = records_.names;
    return names[turned.lanes[lane::forename]].syllables == 1 &&
           (names[turned.lanes[lane::surname]].syllables == 0) != (names[other.lanes[lane::forename]].syllables == 0);
}

// "Dylan" and nothing else, of "Macdonald Dylan".
bool Comparer::lone_name_is_surname(const Row& one, const Row& other) const {
    const auto name = one.lanes[lane::forename], surname = other.lanes[lane::surname];
    if (name == 0 || surname == 0 || one.lanes[lane::surname] != 0 || other.lanes[lane::forename] == 0) return false;
    return name == surname || is_similar(similarity(name, surname), name, surname);
}

// Each name in the other's place.
Pattern Comparer::crossed_names(const Row& one, const Row& other, unsigned forename, unsigned surname) const {
    const auto &a = one.lanes, &b = other.lanes;
    const bool one_crosses = a[lane::forename] == b[lane::surname],
               other_crosses = b[lane::forename] == a[lane::surname];
    // The other name may have a slip besides.
    const bool both_cross = (one_crosses && similarity(b[lane::forename], a[lane::surname]) >= 0.85) ||
                            (other_crosses && similarity(a[lane::forename], b[lane::surname]) >= 0.85);
    if (both_cross || is_turned(one, other, {}) || is_turned(other, one, {}))
        return level_at(comparison::forename, level::forename_swapped);
    if ((one_crosses && turned_of_other_kind(one, other)) || (other_crosses && turned_of_other_kind(other, one)))
        return level_at(comparison::forename, level::forename_other_kind);
    if (one_crosses || other_crosses) surname = level::surname_as_forename;
    return level_at(comparison::forename, forename) | level_at(comparison::surname, surname);
}

Pattern Comparer::names(const Row& one, const Row& other, std::uint32_t shared) {
    unsigned fore = shares(shared, lane::forename) ? unsigned{level::same} : forename(one, other);
    unsigned last = shares(shared, lane::surname) ? unsigned{level::same} : surname(one, other);
    // Before it is registered a child goes by its mother's name.
    if (last > level::surname_alike && (one.is_of_newborn() || other.is_of_newborn())) last = level::unknown;
    const bool is_one_lone = (one.lanes[lane::surname] == 0) != (other.lanes[lane::surname] == 0);
    if (is_one_lone && fore > level::forename_similar &&
        (lone_name_is_surname(one, other) || lone_name_is_surname(other, one))) {
        fore = level::unknown;
        last = level::surname_as_forename;
    }
    if (fore > level::forename_swapped && is_near(last) && are_of_other_kinds(one, other))
        fore = level::forename_other_kind;
    if (fore > level::forename_similar && last > level::surname_similar) return crossed_names(one, other, fore, last);
    return level_at(comparison::forename, fore) | level_at(comparison::surname, last);
}

// The hash of all forenames together.
std::uint32_t Comparer::all_forenames(const Row& row, const More& more) const {
    return more.full_forenames != 0 ? more.full_forenames : records_.names[row.lanes[lane::forename]].whole;
}

// "Khan, Mohammed Usman" of "Usman Khan": where the surname should be stands any of the given names.
bool Comparer::is_turned(const Row& turned, const Row& given, const More& more) const {
    if (given.lanes[lane::surname] != turned.lanes[lane::forename]) return false;
    const auto& names = records_.names;
    const auto &surname = names[turned.lanes[lane::surname]], &forename = names[given.lanes[lane::forename]];
    return has_word(surname, all_forenames(given, more)) || has_word(surname, forename.whole) ||
           has_word(surname, names[more.middle].whole) || has_word(surname, names[more.second_middle].whole) ||
           (surname.length == 1 && surname.letters[0] == forename.letters[0]);
}

unsigned Comparer::middle(std::uint32_t a, std::uint32_t b) const {
    const auto &x = records_.names[a], &y = records_.names[b];
    const bool is_initial = (x.length == 1 || y.length == 1) && x.letters[0] == y.letters[0];
    return is_initial || share_a_formal_name(x, y) || similarity(a, b) >= 0.88 ? level::similar : level::different;
}

Pattern Comparer::names_with_more(std::uint32_t a, std::uint32_t b, Pattern pattern) {
    const auto &x = records_.more_of(a), &y = records_.more_of(b);
    const auto &one = records_.rows[a], &other = records_.rows[b];
    const auto first = one.lanes[lane::forename], second = other.lanes[lane::forename];
    const auto last = one.lanes[lane::surname], other_last = other.lanes[lane::surname];
    const bool crosses = level_in(pattern, comparison::surname) == level::surname_as_forename ||
                         level_in(pattern, comparison::forename) == level::forename_other_kind;
    if (crosses && (is_turned(other, one, x) || is_turned(one, other, y))) {
        pattern = with_level(pattern, comparison::forename, level::forename_swapped);
        pattern = with_level(pattern, comparison::surname, level::unknown);
    }
    const unsigned forename = level_in(pattern, comparison::forename);
    if (forename > level::forename_initial_or_middle && forename != level::forename_swapped) {
        const auto full = all_forenames(one, x);
        if (full != 0 && full == all_forenames(other, y))
            pattern = with_level(pattern, comparison::forename, level::same);
        else if (is_middle(first, y) || is_middle(second, x))
            pattern = with_level(pattern, comparison::forename, level::forename_initial_or_middle);
    }
    if (level_in(pattern, comparison::surname) > level::surname_similar &&
        (was_surname(last, y) || was_surname(other_last, x) || was_surname(x.former_surname, y) ||
         was_surname(x.second_former_surname, y)))
        pattern = with_level(pattern, comparison::surname, level::surname_part_or_former);
    // A child's surname may be any of its father's given names.
    if (level_in(pattern, comparison::surname) > level::surname_alike &&
        (is_middle(last, y) || is_middle(other_last, x)))
        pattern = with_level(pattern, comparison::surname, level::surname_as_forename);
    if (x.middle != 0 && y.middle != 0)
        pattern |=
            level_at(comparison::middle, is_middle(x.middle, y) || is_middle(y.middle, x) ? unsigned{level::same}
                                                                                          : middle(x.middle, y.middle));
    return pattern;
}

} // namespace kith::linkage
