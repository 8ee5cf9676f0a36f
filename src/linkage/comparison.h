#pragma once
// What is compared of two records, and how well it may agree. Level 0 is always "not known on one side" and weighs
// nothing; the others go from the strongest agreement to plain difference.

#include "linkage/mapping.h"

#include <cstdint>
#include <string_view>

namespace kith::linkage {

namespace comparison {
enum : unsigned {
    forename,
    surname,
    birth,
    sex,
    address,
    street,
    town,
    phone,
    email,
    middle,
    identifier, // and the three after it
    count = identifier + most_identifiers
};
} // namespace comparison

constexpr unsigned most_levels = 10;

namespace level {
enum : unsigned {
    unknown = 0,
    same = 1,

    forename_nickname = 2,
    forename_similar = 3,
    forename_initial_or_middle = 4,
    forename_swapped = 5, // with the surname, which then counts as unknown
    forename_alike = 6,
    forename_distant = 7, // some letters in common
    forename_different = 8,
    forename_other_kind = 9, // one is written in syllables, as the surname is, and the other is not

    surname_similar = 2,
    surname_part_or_former = 3,
    surname_alike = 4,
    surname_distant = 5,
    surname_different = 6,
    surname_as_forename = 7, // of the other, and not the other way round: a father's name, or a new surname and swapped

    birth_slip = 2, // one digit, or day and month swapped
    birth_two_parts = 3,
    birth_year = 4,  // no more is known on one side
    birth_close = 5, // within a month, or six digits of eight
    birth_near = 6,  // the same year, or within twelve months
    birth_different = 7,
    birth_newborn = 8, // one is a newborn without a birthday, the other a child or another such newborn

    sex_different = 2,

    address_postcode_only = 2, // a house number is not known
    address_other_house = 3,
    address_slip = 4, // one letter of the postcode, or only street and house are known
    address_district = 5,
    address_different = 6,

    similar = 2, // street, town, phone, email, middle name, identifiers
    different = 3
};
} // namespace level

// All levels of one pair: four bits for each comparison.
using Pattern = std::uint64_t;

constexpr unsigned level_in(Pattern pattern, unsigned which) {
    return static_cast<unsigned>(pattern >> (4 * which) & 15U);
}

constexpr Pattern level_at(unsigned which, unsigned level) {
    return Pattern{level} << (4 * which);
}

// How many levels a comparison has, the unknown among them.
unsigned level_count(unsigned which);
// "surname", "surname_part_or_former": for files and explanations. Identifiers are "identifier_1" …
std::string_view comparison_word(unsigned which);
std::string_view level_word(unsigned which, unsigned level);

} // namespace kith::linkage
