#include "base/day.h"

#include "base/text.h"

namespace kith {

namespace {

namespace chrono = std::chrono;

chrono::year_month_day parts(Day day) {
    return chrono::year_month_day{chrono::sys_days{chrono::days{day.number()}}};
}

} // namespace

std::optional<Day> Day::from_parts(int y, int m, int d) {
    if (y < 1800 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31) return std::nullopt;
    const chrono::year_month_day date{chrono::year{y}, chrono::month{static_cast<unsigned>(m)},
                                      chrono::day{static_cast<unsigned>(d)}};
    if (!date.ok()) return std::nullopt;
    return Day(static_cast<int>(chrono::sys_days{date}.time_since_epoch().count()));
}

std::optional<Day> Day::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t length) {
        int value = 0;
        const auto end = text.data() + at + length;
        const auto read = std::from_chars(text.data() + at, end, value);
        return read.ec == std::errc() && read.ptr == end && text[at] != '-' ? value : -1;
    };
    return from_parts(number(0, 4), number(5, 2), number(8, 2));
}

int Day::year() const {
    return static_cast<int>(parts(*this).year());
}

int Day::month() const {
    return static_cast<int>(static_cast<unsigned>(parts(*this).month()));
}

int Day::day_of_month() const {
    return static_cast<int>(static_cast<unsigned>(parts(*this).day()));
}

std::string Day::iso() const {
    return fmt::format("{:04}-{:02}-{:02}", year(), month(), day_of_month());
}

std::string words(Day day) {
    return fmt::format("{} {} {}", day.day_of_month(), month_names[static_cast<std::size_t>(day.month() - 1)],
                       day.year());
}

std::optional<int> month_named(std::string_view typed) {
    for (std::size_t i = 0; typed.size() >= 3 && i < month_names.size(); ++i)
        if (lower(month_names[i]).starts_with(lower(typed))) return static_cast<int>(i) + 1;
    return std::nullopt;
}

int age_in_years(Day born, Day on) {
    const int years = on.year() - born.year();
    const bool birthday_has_come =
        std::pair(on.month(), on.day_of_month()) >= std::pair(born.month(), born.day_of_month());
    return birthday_has_come ? years : years - 1;
}

} // namespace kith
