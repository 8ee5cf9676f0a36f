#include "base/instant.h"

#include "base/day.h"

namespace kith {

namespace {

namespace chrono = std::chrono;

chrono::sys_days last_sunday(chrono::year year, chrono::month month) {
    return chrono::sys_days{year / month / chrono::Sunday[chrono::last]};
}

std::int64_t england_milliseconds(Instant at) {
    return at.milliseconds + (is_summer_time(at) ? hours_ms : 0);
}

std::int64_t floor_days(std::int64_t milliseconds) {
    return milliseconds >= 0 ? milliseconds / days_ms : -((-milliseconds + days_ms - 1) / days_ms);
}

} // namespace

bool is_summer_time(Instant at) {
    const auto day = chrono::sys_days{chrono::days{floor_days(at.milliseconds)}};
    const auto year = chrono::year_month_day{day}.year();
    const auto begins = last_sunday(year, chrono::March) + chrono::hours{1};
    const auto ends = last_sunday(year, chrono::October) + chrono::hours{1};
    const auto moment = chrono::sys_time<chrono::milliseconds>{chrono::milliseconds{at.milliseconds}};
    return begins <= moment && moment < ends;
}

Day Instant::day() const {
    return Day::from_number(static_cast<int>(floor_days(england_milliseconds(*this))));
}

int Instant::minute_of_day() const {
    const auto local = england_milliseconds(*this);
    return static_cast<int>((local - floor_days(local) * days_ms) / minutes_ms);
}

Instant england_time(Day day, int minute_of_day) {
    const Instant as_utc{day.number() * days_ms + minute_of_day * minutes_ms};
    const Instant as_summer = as_utc - hours_ms;
    return is_summer_time(as_summer) ? as_summer : as_utc;
}

std::string words_of_time(Instant at) {
    const int minute = at.minute_of_day();
    const int hour = minute / 60;
    return fmt::format("{}:{:02}{}", hour % 12 == 0 ? 12 : hour % 12, minute % 60, hour < 12 ? "am" : "pm");
}

std::string words(Instant at) {
    return words(at.day()) + " at " + words_of_time(at);
}

} // namespace kith
