#include "matching/comparison_words.h"

#include "base/text.h"
#include "people/identifier.h"

#include <cmath>

namespace kith::matching {

namespace comparison = linkage::comparison;
namespace level = linkage::level;

namespace {

constexpr unsigned first_number = comparison::identifier;

bool is_number(unsigned comparison) {
    return comparison >= first_number && comparison < first_number + people::schemes().size();
}

std::string number_words(unsigned comparison, unsigned level) {
    const std::string name(people::word(people::schemes()[comparison - first_number]));
    if (level == level::same) return "The same " + name;
    if (level == level::similar) return name + " one slip apart";
    return "Another " + name;
}

std::string_view forename_words(unsigned level) {
    switch (level) {
    case level::same:
        return "The same first name";
    case level::forename_nickname:
        return "One first name is short for the other, or another form of it";
    case level::forename_similar:
        return "First names nearly the same";
    case level::forename_initial_or_middle:
        return "The same initial, or one's middle name";
    case level::forename_swapped:
        return "First name and surname the other way round";
    case level::forename_alike:
        return "First names alike";
    case level::forename_distant:
        return "First names share some letters";
    case level::forename_other_kind:
        return "First names of two languages, as one person may have";
    default:
        return "Different first names";
    }
}

std::string_view surname_words(unsigned level) {
    switch (level) {
    case level::same:
        return "The same surname";
    case level::surname_similar:
        return "Surnames nearly the same";
    case level::surname_part_or_former:
        return "Part of the surname, or an earlier name, is the same";
    case level::surname_alike:
        return "Surnames alike";
    case level::surname_distant:
        return "Surnames share some letters";
    case level::surname_as_forename:
        return "One's surname is the other's first name";
    default:
        return "Different surnames";
    }
}

std::string_view birth_words(unsigned level) {
    switch (level) {
    case level::same:
        return "The same date of birth";
    case level::birth_slip:
        return "Date of birth one slip apart: one digit, or day and month the other way round";
    case level::birth_two_parts:
        return "Two of day, month and year of birth are the same";
    case level::birth_year:
        return "The same year of birth";
    case level::birth_close:
        return "Born within about a month";
    case level::birth_near:
        return "Born within about a year";
    case level::birth_newborn:
        return "One is a newborn without a date of birth, the other is too or is young enough to have been it";
    default:
        return "Different dates of birth";
    }
}

std::string listed_words(linkage::Pattern pattern, bool agreeing) {
    std::vector<std::string> all;
    for (unsigned i = 0; i < comparison::count; ++i) {
        const auto found = linkage::level_in(pattern, i);
        if (found == level::unknown || agrees(i, found) != agreeing) continue;
        auto text = words(i, found);
        if (text.starts_with("The ")) text[0] = 't';
        all.push_back(std::move(text));
    }
    return fmt::format("{}", fmt::join(all, "; "));
}

} // namespace

std::string heading(unsigned comparison) {
    if (is_number(comparison)) return std::string(people::word(people::schemes()[comparison - first_number]));
    switch (comparison) {
    case comparison::forename:
        return "First name";
    case comparison::surname:
        return "Surname";
    case comparison::birth:
        return "Date of birth";
    case comparison::sex:
        return "Sex";
    default:
        return std::string(linkage::comparison_word(comparison));
    }
}

std::string words(unsigned comparison, unsigned level) {
    if (is_number(comparison)) return number_words(comparison, level);
    switch (comparison) {
    case comparison::forename:
        return std::string(forename_words(level));
    case comparison::surname:
        return std::string(surname_words(level));
    case comparison::birth:
        return std::string(birth_words(level));
    case comparison::sex:
        return level == level::same ? "The same sex" : "Different sex";
    default:
        return std::string(linkage::level_word(comparison, level));
    }
}

bool agrees(unsigned comparison, unsigned level) {
    switch (comparison) {
    case comparison::forename:
        return level < level::forename_distant;
    case comparison::surname:
        return level < level::surname_distant || level == level::surname_as_forename;
    case comparison::birth:
        return level < level::birth_near || level == level::birth_newborn;
    case comparison::sex:
        return level == level::same;
    default:
        return level < level::different;
    }
}

std::string what_agrees(linkage::Pattern pattern) {
    return listed_words(pattern, true);
}

std::string what_differs(linkage::Pattern pattern) {
    return listed_words(pattern, false);
}

Weight weight_of(const linkage::Contribution& part) {
    const double bits = (part.level_bits + part.frequency_bits) / 1024.0;
    const int of_five = std::clamp(static_cast<int>(std::lround(std::abs(bits) / 2.5)), 0, 5);
    const std::string_view how = of_five == 0   ? "Says little"
                                 : of_five == 1 ? "Speaks a little"
                                 : of_five < 4  ? "Speaks"
                                                : "Speaks strongly";
    const bool against = bits < 0;
    return {of_five, against,
            of_five == 0 ? std::string(how) : fmt::format("{} {}", how, against ? "against it" : "for it")};
}

} // namespace kith::matching
