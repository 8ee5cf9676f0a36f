#pragma once
// Working time in England, and the clocks that run in it: due when, how long is left, how late.

#include "base/instant.h"
#include "profiles/grade.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace kith::profiles {

// England's bank holidays: by rule (Banking and Financial Dealings Act 1971 and the yearly proclamations, from 1978
// on), and the one-off days that a profile lists, which add a holiday or take one away.
class Calendar {
public:
    struct OneOff {
        Day day;
        std::string name;
        bool holiday = true; // false: a holiday by rule that was moved away
    };

    Calendar() = default;
    explicit Calendar(const std::vector<OneOff>& one_offs);

    // The holiday's name, "" when the day is none. Saturdays and Sundays are no holidays but are not worked either.
    std::string_view holiday(Day day) const;
    bool is_working_day(Day day) const;

    // The n-th working day after `day`; for 0 the day itself. n is not negative.
    Day working_day_after(Day day, int n) const;
    // How many working days lie after `from`, up to and including `to`; 0 when `to` is not later.
    int working_days(Day from, Day to) const;

private:
    std::map<Day, OneOff> one_offs_;
};

// The hours of a working day: minutes since midnight.
struct WorkingHours {
    int from = 9 * 60;
    int to = 17 * 60;
};

enum class Unit { working_days, working_hours, calendar_days, hours };

std::string_view code(Unit unit); // "working_days"
std::string_view word(Unit unit); // "working day"
std::optional<Unit> to_unit(std::string_view code);
// "3 working days", "1 hour"
std::string in_words(int quantity, Unit unit);

// How long one step may take, by the council's own rule.
struct ClockRule {
    std::string code;  // "triage": profile.h lists the codes that Kith asks for
    std::string label; // "Decide a request"
    std::string start; // the event, in words
    std::string end;
    Sourced<int> quantity; // not set: there is no such limit, and nothing can be late
    Unit unit = Unit::working_days;
    Period period;

    // Whether families and referrers may be told a date (design 7.12).
    bool promised() const { return quantity.is_confirmed(); }
};

// A time when the clock stood still, because somebody was asked a question. An absent end: it stands still now.
struct Pause {
    Instant from;
    std::optional<Instant> to;
};

// How a clock stands at one moment. Days are counted where a working day ends: a pause takes a day from the count
// when it lies over the end of that day, so asking and being answered within one day costs nothing.
struct Standing {
    bool paused = false;
    bool late = false;
    std::optional<Instant> due; // absent while paused in time: it moves
    std::string words;          // "2 working days left", "due today", "1 day late", "paused, 2 working days left"
};

// `rule` must have a quantity (std::logic_error). `pauses` are in order and do not overlap. `now`: or, for a step that
// is done, when it was done.
Standing standing(const ClockRule& rule, const Calendar& calendar, WorkingHours hours, Instant started,
                  std::span<const Pause> pauses, Instant now);

// When it will be due if it is never paused from now on: for queues ordered by what is most urgent, and for telling
// "by when". `pauses` as above; one without an end counts up to `now`.
Instant due(const ClockRule& rule, const Calendar& calendar, WorkingHours hours, Instant started,
            std::span<const Pause> pauses, Instant now);

} // namespace kith::profiles
