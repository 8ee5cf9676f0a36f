#include "people/day_answers.h"

#include "base/number.h"

namespace kith::people {

html::TypedDay typed_day(const http::Answers& answers, const std::string& name) {
    return {answers.text(name + "-day"), answers.text(name + "-month"), answers.text(name + "-year")};
}

std::optional<Day> day_in(const http::Answers& answers, const std::string& name, Problems& problems) {
    const auto typed = typed_day(answers, name);
    if (typed.day.empty() && typed.month.empty() && typed.year.empty()) return std::nullopt;
    const auto number = [](std::string_view text) { return whole_number(text).value_or(-1); };
    const auto day = Day::from_parts(number(typed.year), number(typed.month), number(typed.day));
    if (!day) problems.push_back({name, "no_such_day", "Enter a real date, like 2 12 2026, or leave it empty"});
    return day;
}

void set_day(http::Answers& answers, const std::string& name, const std::optional<Day>& day) {
    if (!day) return;
    answers.set(name + "-day", std::to_string(day->day_of_month()));
    answers.set(name + "-month", std::to_string(day->month()));
    answers.set(name + "-year", std::to_string(day->year()));
}

} // namespace kith::people
