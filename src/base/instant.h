#pragma once
// A moment: milliseconds since 1970 in UTC. Shown to people in the time of England (GMT, or BST in summer).

#include <compare>
#include <cstdint>
#include <string>

namespace kith {

class Day;

struct Instant {
    std::int64_t milliseconds = 0;

    auto operator<=>(const Instant&) const = default;

    // The calendar day in England at this moment.
    Day day() const;
    // Minutes since midnight in England, 0 to 1439.
    int minute_of_day() const;
};

constexpr std::int64_t seconds_ms = 1000;
constexpr std::int64_t minutes_ms = 60 * seconds_ms;
constexpr std::int64_t hours_ms = 60 * minutes_ms;
constexpr std::int64_t days_ms = 24 * hours_ms;

constexpr Instant operator+(Instant at, std::int64_t milliseconds) {
    return {at.milliseconds + milliseconds};
}

constexpr Instant operator-(Instant at, std::int64_t milliseconds) {
    return {at.milliseconds - milliseconds};
}

constexpr std::int64_t operator-(Instant later, Instant earlier) {
    return later.milliseconds - earlier.milliseconds;
}

// Whether British Summer Time holds: from 1am UTC on the last Sunday of March to 1am UTC on the last Sunday
// of October (Summer Time Order 2002).
bool is_summer_time(Instant at);

// The instant at which a clock in England shows this. Of the hour that is repeated in October, the first; a time that
// is skipped in March is as long after midnight as it says, so 1:30am is 2:30am by the new clock.
Instant england_time(Day day, int minute_of_day);

// "3:45pm"
std::string words_of_time(Instant at);
// "2 December 2026 at 3:45pm"
std::string words(Instant at);

} // namespace kith
