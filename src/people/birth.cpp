#include "people/birth.h"

#include "base/number.h"
#include "base/text.h"

namespace kith::people {

namespace {

constexpr int longest_life = 120;
constexpr int longest_wait = 300;   // days until a child that is expected: ten months
constexpr int longest_overdue = 60; // after the expected day, the birth should have been recorded

int last_day_of(int year, int month) {
    for (int day = 31; day > 28; --day)
        if (Day::from_parts(year, month, day)) return day;
    return 28;
}

bool is_accuracy(char letter, bool known) {
    return known ? letter == 'A' || letter == 'E' : letter == 'U';
}

// As people type it, or -1.
int part_number(std::string_view text) {
    return whole_number(text).value_or(-1);
}

// "3", "03", "March" or "mar".
int month_number(std::string_view text) {
    return month_named(text).value_or(part_number(text));
}

Problem problem(const TypedBirth& typed, std::string code, std::string text) {
    return {typed.field, std::move(code), std::move(text)};
}

Result<Birth> read_expected(const TypedBirth& typed, Day today) {
    const auto day = Day::from_parts(part_number(typed.year), month_number(typed.month), part_number(typed.day));
    if (!day)
        return problem(typed, "no_such_day", "Enter the whole date on which the child is expected, like 14 3 2027");
    if (*day > today + longest_wait)
        return problem(typed, "too_far_ahead", "The expected date must be in the next ten months");
    if (*day < today - longest_overdue)
        return problem(typed, "overdue", "The expected date is more than two months ago. Enter the date of birth");
    return Birth::expected(*day);
}

Problems missing_parts(const TypedBirth& typed) {
    if (typed.year.empty())
        return {problem(typed, "no_year", "Enter a year, like 2017. If it is not known, enter about which year")};
    if (typed.month.empty() && !typed.day.empty())
        return {problem(typed, "no_month", "Enter the month too, or leave the day empty")};
    return {};
}

Result<PartDay> read_part_day(const TypedBirth& typed) {
    if (auto missing = missing_parts(typed); !missing.empty()) return missing;
    if (typed.year.size() != 4 || part_number(typed.year) < 0)
        return problem(typed, "short_year", "Enter the year with four digits, like 2017");

    const char known = typed.estimated ? 'E' : 'A';
    const std::string accuracy = {typed.day.empty() ? 'U' : known, typed.month.empty() ? 'U' : known, known};
    const auto day = PartDay::from_parts(part_number(typed.year), typed.month.empty() ? 0 : month_number(typed.month),
                                         typed.day.empty() ? 0 : part_number(typed.day), accuracy);
    if (!day)
        return problem(typed, "no_such_day",
                       "There is no such day. Enter a real date, like 14 3 2017, or leave out what is not known");
    return *day;
}

// By how many parts two exact days differ, days and months also compared the other way round.
bool is_slip(const PartDay& one, const PartDay& other) {
    if (!one.day() || !other.day()) return false;
    const bool swapped = one.year() == other.year() && one.day() == other.month() && one.month() == other.day();
    const int same = (one.year() == other.year()) + (one.month() == other.month()) + (one.day() == other.day());
    return swapped || same == 2;
}

bool overlap(const PartDay& one, const PartDay& other, int slack = 0) {
    return one.earliest() - slack <= other.latest() && other.earliest() - slack <= one.latest();
}

bool are_near(const PartDay& one, const PartDay& other) {
    const bool guessed = one.is_estimated() || other.is_estimated();
    return overlap(one, other, guessed ? 366 : 0) || is_slip(one, other);
}

bool is_near_expected(const PartDay& born, Day expected) {
    return born.latest() >= expected - 120 && born.earliest() <= expected + 60;
}

} // namespace

std::optional<PartDay> PartDay::from_parts(int year, int month, int day, std::string_view accuracy) {
    if (accuracy.size() != 3 || (month == 0 && day != 0)) return std::nullopt;
    if (!is_accuracy(accuracy[0], day != 0) || !is_accuracy(accuracy[1], month != 0) || !is_accuracy(accuracy[2], true))
        return std::nullopt;
    if (!Day::from_parts(year, month == 0 ? 1 : month, day == 0 ? 1 : day)) return std::nullopt;

    PartDay part;
    part.year_ = year;
    part.month_ = month;
    part.day_ = day;
    part.accuracy_ = accuracy;
    return part;
}

PartDay PartDay::exact(Day day) {
    return *from_parts(day.year(), day.month(), day.day_of_month(), "AAA");
}

Day PartDay::earliest() const {
    return *Day::from_parts(year_, month_ ? month_ : 1, day_ ? day_ : 1);
}

Day PartDay::latest() const {
    const int month = month_ ? month_ : 12;
    return *Day::from_parts(year_, month, day_ ? day_ : last_day_of(year_, month));
}

std::string words(const PartDay& day) {
    std::string text = day.is_estimated() ? "about " : "";
    if (day.day()) text += fmt::format("{} ", day.day());
    if (day.month()) text += fmt::format("{} ", month_names[static_cast<std::size_t>(day.month() - 1)]);
    return text + std::to_string(day.year());
}

Birth Birth::on(PartDay day) {
    Birth birth;
    birth.born_ = std::move(day);
    return birth;
}

Birth Birth::expected(Day day) {
    Birth birth;
    birth.expected_ = day;
    return birth;
}

std::optional<int> Birth::year() const {
    if (!born_) return std::nullopt;
    return born_->year();
}

std::string words(const Birth& birth) {
    if (birth.born()) return words(*birth.born());
    if (birth.expected_on()) return "due " + words(*birth.expected_on());
    return "not known";
}

std::string age_words(const Birth& birth, Day today) {
    if (birth.is_unborn()) return "not yet born";
    if (!birth.born() || birth.born()->earliest() > today) return "";

    const PartDay& born = *birth.born();
    const Day latest = std::min(born.latest(), today);
    const int most = age_in_years(born.earliest(), today);
    const int least = age_in_years(latest, today);
    if (born.is_estimated()) return fmt::format("about {}", most);
    if (most != least) return fmt::format("{} or {}", least, most);
    if (most >= 2 || !born.day()) return std::to_string(most);

    const int months_old = (today.year() - latest.year()) * 12 + today.month() - latest.month() -
                           (today.day_of_month() < latest.day_of_month() ? 1 : 0);
    return months_old == 1 ? "1 month" : fmt::format("{} months", months_old);
}

Result<Birth> read_birth(const TypedBirth& typed, Day today) {
    if (typed.day.empty() && typed.month.empty() && typed.year.empty() && !typed.unborn) return Birth();
    if (typed.unborn) return read_expected(typed, today);

    auto day = read_part_day(typed);
    if (!day) return day.error();
    if (day->earliest() > today)
        return problem(typed, "in_the_future",
                       "The date of birth is in the future. For a child not yet born, choose \"Not born yet\"");
    if (day->year() < today.year() - longest_life)
        return problem(typed, "too_long_ago", "The date of birth is more than 120 years ago. Check the year");
    return Birth::on(*day);
}

bool agree(const Birth& one, const Birth& other) {
    if (one.is_unborn() || other.is_unborn()) return one.is_unborn() && one == other;
    return one.born() && other.born() && overlap(*one.born(), *other.born());
}

bool are_near(const Birth& one, const Birth& other) {
    if (one.is_unborn() && other.is_unborn()) return std::abs(*one.expected_on() - *other.expected_on()) <= 60;
    if (one.is_unborn()) return other.born() && is_near_expected(*other.born(), *one.expected_on());
    if (other.is_unborn()) return one.born() && is_near_expected(*one.born(), *other.expected_on());
    return one.born() && other.born() && are_near(*one.born(), *other.born());
}

} // namespace kith::people
