#include "html/components/date_input.h"

#include "base/day.h"
#include "html/element.h"
#include "html/examples.h"
#include "html/field.h"

namespace kith::html {

TypedDay typed(Day day) {
    return {std::to_string(day.day_of_month()), std::to_string(day.month()), std::to_string(day.year())};
}

namespace {

struct Part {
    std::string_view name; // "day"
    std::string_view label;
    std::string_view width;
    std::string_view autocomplete;
    const std::string& value;
};

Html part_input(const DateInput& date, const Part& part, bool all_wrong) {
    const std::string name = fmt::format("{}-{}", date.name, part.name);
    const bool wrong = all_wrong || !problem_words(date.problems, name).empty();
    const Html label = element("label", {{"class", "govuk-label govuk-date-input__label"}, {"for", name}}, part.label);
    const Html input =
        void_element("input", {{"class", fmt::format("govuk-input govuk-date-input__input govuk-input--width-{}{}",
                                                     part.width, wrong ? " govuk-input--error" : "")},
                               {"id", name},
                               {"name", name},
                               {"type", "text"},
                               {"inputmode", "numeric"},
                               unless_empty("autocomplete", date.own_birthday ? part.autocomplete : ""),
                               unless_empty("value", part.value)});
    return element("div", {{"class", "govuk-date-input__item"}},
                   element("div", {{"class", "govuk-form-group"}}, {label, input}));
}

// The problems of the whole and of its parts, as those of one field.
Problems joined(const DateInput& date) {
    Problems all;
    for (const Problem& problem : date.problems)
        if (problem.field == date.name || problem.field == date.name + "-day" ||
            problem.field == date.name + "-month" || problem.field == date.name + "-year")
            all.push_back({date.name, problem.code, problem.text});
    return all;
}

} // namespace

Html date_input(const DateInput& date) {
    const std::string same_as_name;
    const Problems problems = joined(date);
    const Field field = {date.name, same_as_name, date.legend, date.legend_size, date.legend_is_heading,
                         date.hint, problems};
    const FieldParts parts = parts_of(field);
    const bool all_wrong = !problem_words(date.problems, date.name).empty();
    const Html boxes = {part_input(date, {"day", "Day", "2", "bday-day", date.typed.day}, all_wrong),
                        part_input(date, {"month", "Month", "2", "bday-month", date.typed.month}, all_wrong),
                        part_input(date, {"year", "Year", "4", "bday-year", date.typed.year}, all_wrong)};
    return legended(field, parts, element("div", {{"class", "govuk-date-input"}, {"id", parts.id}}, boxes));
}

std::vector<Example> date_input_examples() {
    const Problems problems = {{"example-review", "not_a_day", "Enter the date of the meeting, like 2 12 2026"}};
    const Problems month = {{"example-since-month", "missing", "Enter the month too"}};
    return {
        {"A day", date_input({.name = "example-born", .legend = "Date of birth", .hint = "For example, 27 3 2018"})},
        {"With a problem",
         date_input(
             {.name = "example-review", .legend = "Next review", .typed = {"31", "2", "2026"}, .problems = problems})},
        {"With a problem in one part",
         date_input({.name = "example-since", .legend = "Since when?", .typed = {"1", "", "2025"}, .problems = month})},
    };
}

} // namespace kith::html
