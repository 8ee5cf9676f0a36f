#include "people/day_answers.h"

namespace kith::people {

namespace {

int number(const std::string& text) {
    int value = -1;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc() && read.ptr == end ? value : -1;
}

} // namespace

html::TypedDay typed_day(const http::Answers& answers, const std::string& name) {
    return {answers.text(name + "-day"), answers.text(name + "-month"), answers.text(name + "-year")};
}

std::optional<Day> day_in(const http::Answers& answers, const std::string& name, Problems& problems) {
    const auto typed = typed_day(answers, name);
    if (typed.day.empty() && typed.month.empty() && typed.year.empty()) return std::nullopt;
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
