#pragma once
// A calendar day in England.

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

class Day {
public:
    Day() = default;

    // Days since 1 January 1970; negative before.
    static Day from_number(int number) { return Day(number); }

    // Nothing when there is no such day, or outside the years 1800 to 2200.
    static std::optional<Day> from_parts(int year, int month, int day);
    // Reads "2026-12-02" only.
    static std::optional<Day> parse(std::string_view text);

    int number() const { return number_; }

    int year() const;
    int month() const;
    int day_of_month() const;

    // 0 is Monday, 6 Sunday.
    int weekday() const { return ((number_ % 7) + 10) % 7; }

    // "2026-12-02"
    std::string iso() const;

    auto operator<=>(const Day&) const = default;

private:
    explicit Day(int number) : number_(number) {}

    int number_ = 0;
};

inline Day operator+(Day day, int days) {
    return Day::from_number(day.number() + days);
}

inline Day operator-(Day day, int days) {
    return Day::from_number(day.number() - days);
}

inline int operator-(Day later, Day earlier) {
    return later.number() - earlier.number();
}

// "2 December 2026"
std::string words(Day day);
inline constexpr std::array<std::string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                                 "May",       "June",     "July",     "August",
                                                                 "September", "October",  "November", "December"};
// 3 for "March" or its beginning, "mar"; three letters at least, and nothing else.
std::optional<int> month_named(std::string_view typed);
// Whole years from birth to `on`; a birthday on 29 February comes on 1 March in other years.
int age_in_years(Day born, Day on);

} // namespace kith
