#include "linkage/comparison.h"

#include <array>

namespace kith::linkage {

namespace {

struct Words {
    std::string_view name;
    unsigned levels;
    std::array<std::string_view, most_levels> of_level;
};

constexpr Words three(std::string_view name) {
    return {name, 4, {"unknown", "same", "similar", "different"}};
}

constexpr std::array<Words, comparison::count> words = {
    Words{"forename",
          10,
          {"unknown", "same", "nickname", "similar", "initial_or_middle", "swapped", "alike", "distant", "different",
           "other_kind"}},
    Words{
        "surname", 8, {"unknown", "same", "similar", "part_or_former", "alike", "distant", "different", "as_forename"}},
    Words{"birth", 9, {"unknown", "same", "slip", "two_parts", "year", "close", "near", "different", "newborn"}},
    Words{"sex", 3, {"unknown", "same", "different"}},
    Words{"address", 7, {"unknown", "same", "postcode_only", "other_house", "slip", "district", "different"}},
    three("street"),
    three("town"),
    three("phone"),
    three("email"),
    three("middle"),
    three("identifier_1"),
    three("identifier_2"),
    three("identifier_3"),
    three("identifier_4")};

} // namespace

unsigned level_count(unsigned which) {
    return words[which].levels;
}

std::string_view comparison_word(unsigned which) {
    return words[which].name;
}

std::string_view level_word(unsigned which, unsigned level) {
    return words[which].of_level[level];
}

} // namespace kith::linkage
