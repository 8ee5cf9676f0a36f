#include "people/similar_names.h"

namespace kith::people {

namespace {

using namespace linkage;

bool is_date(std::string_view text) {
    return text.size() >= 4 && text.find_first_not_of("0123456789-") == std::string_view::npos &&
           (text.size() == 4 || text[4] == '-');
}

bool is_name(std::string_view text) {
    return !text.empty() && !text.starts_with(reference_mark) &&
           text.find_first_of("0123456789@") == std::string_view::npos;
}

bool forename_agrees(Pattern pattern) {
    const auto found = level_in(pattern, comparison::forename);
    return found != level::unknown && found < level::forename_different;
}

bool surname_agrees(Pattern pattern) {
    const auto found = level_in(pattern, comparison::surname);
    return (found != level::unknown && found < level::surname_different) ||
           level_in(pattern, comparison::forename) == level::forename_swapped;
}

bool birth_agrees(Pattern pattern) {
    const auto found = level_in(pattern, comparison::birth);
    return found != level::unknown && found <= level::birth_two_parts;
}

std::string reason(std::string_view which, NameLikeness likeness) {
    const auto say = [&](std::string_view how) { return fmt::format("{} {}", which, how); };
    switch (likeness) {
    case NameLikeness::same:
    case NameLikeness::different:
        return {};
    case NameLikeness::short_for:
        return say("is short for or another form of it");
    case NameLikeness::one_letter:
        return say("one letter different");
    case NameLikeness::sounds_like:
        return say("sounds like it");
    case NameLikeness::begins_so:
        return say("begins so");
    case NameLikeness::part:
        return say("shares a part");
    case NameLikeness::similar:
        return say("spelt much like it");
    case NameLikeness::initial:
        return say("begins with the same letter");
    case NameLikeness::middle:
        return "is a middle name";
    }
    return {};
}

} // namespace

std::vector<Described> readings(const std::vector<Term>& terms) {
    std::vector<std::string> names;
    std::string born;
    for (const auto& term : terms) {
        if (is_date(term.from))
            born = std::max(born, term.from);
        else if (is_name(term.from))
            names.push_back(term.from);
    }
    const auto described = [&](std::string forenames, std::string surname) {
        Described one;
        one.names.push_back({std::move(forenames), std::move(surname)});
        one.born = born;
        return one;
    };
    if (names.empty()) return {};
    if (names.size() == 1) return {described(names[0], ""), described("", names[0])};
    std::string all_but_last, all_but_first;
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
        all_but_last += names[i] + " ";
        all_but_first += names[i + 1] + " ";
    }
    return {described(all_but_last, names.back()), described(all_but_first, names.front())};
}

bool is_similar(Pattern pattern, const Described& sought) {
    const bool both = !sought.names[0].forenames.empty() && !sought.names[0].surname.empty();
    const bool fore = forename_agrees(pattern), last = surname_agrees(pattern);
    if (both) return (fore && last) || ((fore || last) && birth_agrees(pattern));
    const auto forename = level_in(pattern, comparison::forename);
    return (fore && (forename <= level::forename_similar || birth_agrees(pattern))) ||
           (last && (level_in(pattern, comparison::surname) <= level::surname_part_or_former || birth_agrees(pattern)));
}

bool may_be_same(Pattern pattern) {
    const auto birth = level_in(pattern, comparison::birth);
    const bool fore = forename_agrees(pattern), last = surname_agrees(pattern);
    if (fore && last) return birth != level::birth_different;
    return fore && birth_agrees(pattern);
}

bool may_be_recorded_twice(Pattern pattern) {
    for (unsigned i = 0; i < most_identifiers; ++i)
        if (level_in(pattern, comparison::identifier + i) == level::same) return true;
    return may_be_same(pattern);
}

std::vector<std::string> reasons(const Hit& hit) {
    std::vector<std::string> all;
    const auto add = [&](std::string text) {
        if (!text.empty()) all.push_back(std::move(text));
    };
    add(reason("first name", hit.forename));
    if (level_in(hit.pattern, comparison::forename) == level::forename_swapped) add("first name and surname swapped");
    if (hit.by_earlier_name) add("previous name");
    add(reason("surname", hit.surname));
    if (hit.surname == NameLikeness::different) add("another surname");
    if (hit.forename == NameLikeness::different) add("another first name");
    switch (level_in(hit.pattern, comparison::birth)) {
    case level::same:
        add("born on that day");
        break;
    case level::birth_slip:
        add("date of birth one slip apart");
        break;
    case level::birth_two_parts:
    case level::birth_year:
    case level::birth_close:
    case level::birth_near:
        add("born at about that time");
        break;
    default:
        break;
    }
    return all;
}

} // namespace kith::people
