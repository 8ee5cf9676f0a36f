#include "profiles/clock.h"

#include "base/text.h"

namespace kith::profiles {

namespace {

bool counts_days(Unit unit) {
    return unit == Unit::working_days || unit == Unit::calendar_days;
}

// Which of the pauses holds at that moment.
std::optional<std::size_t> pause_at(std::span<const Pause> pauses, Instant at) {
    for (std::size_t i = 0; i < pauses.size(); ++i) {
        if (pauses[i].from <= at && (!pauses[i].to || at < *pauses[i].to)) return i;
    }
    return std::nullopt;
}

// What a clock runs in.
struct Time {
    Unit unit;
    const Calendar& calendar;
    WorkingHours hours;

    bool counts(Day day) const { return unit != Unit::working_days || calendar.is_working_day(day); }

    // The moment at which a day has been used up.
    Instant end(Day day) const { return england_time(day, hours.to); }

    // The time worked within [from, to) on one day, in milliseconds.
    std::int64_t worked(Day day, Instant from, Instant to) const {
        if (!calendar.is_working_day(day)) return 0;
        const Instant begins = std::max(from, england_time(day, hours.from)), ends = std::min(to, end(day));
        return std::max<std::int64_t>(ends - begins, 0);
    }

    // The running time within [from, to).
    std::int64_t between(Instant from, Instant to) const {
        if (to <= from) return 0;
        if (unit == Unit::hours) return to - from;
        std::int64_t sum = 0;
        for (Day day = from.day(); day <= to.day(); day = day + 1)
            sum += worked(day, from, to);
        return sum;
    }

    // The moment at which `length` of running time has passed since `from`.
    Instant after(Instant from, std::int64_t length) const {
        if (unit == Unit::hours) return from + length;
        for (Day day = from.day();; day = day + 1) {
            const std::int64_t today = worked(day, from, end(day));
            if (today >= length) return std::max(from, england_time(day, hours.from)) + length;
            length -= today;
        }
    }
};

Instant day_due(const Time& time, int quantity, Instant started, std::span<const Pause> pauses) {
    Day day = started.day();
    while (quantity > 0) {
        day = day + 1;
        if (time.counts(day) && !pause_at(pauses, time.end(day))) --quantity;
    }
    return time.end(day);
}

Instant hour_due(const Time& time, int quantity, Instant started, std::span<const Pause> pauses) {
    std::int64_t left = quantity * hours_ms;
    Instant from = started;
    for (const Pause& pause : pauses) {
        const std::int64_t run = time.between(from, pause.from);
        if (run >= left) break;
        left -= run;
        from = std::max(from, *pause.to);
    }
    return time.after(from, left);
}

// The pauses with the one that still lasts ended at `now`.
std::vector<Pause> ended(std::span<const Pause> pauses, Instant now) {
    std::vector<Pause> copy(pauses.begin(), pauses.end());
    for (Pause& pause : copy) {
        if (!pause.to) pause.to = std::max(pause.from, now);
    }
    return copy;
}

std::string hours_in_words(std::int64_t length, Unit unit) {
    const int whole = static_cast<int>(length / hours_ms);
    return whole == 0 ? "less than " + in_words(1, unit) : in_words(whole, unit);
}

std::string left_in_words(const Time& time, Instant now, Instant due) {
    if (!counts_days(time.unit)) return hours_in_words(time.between(now, due), time.unit) + " left";
    const Day today = now.day(), last = due.day();
    const int days = time.unit == Unit::working_days ? time.calendar.working_days(today, last) : last - today;
    return days == 0 ? "due today" : in_words(days, time.unit) + " left";
}

std::string late_in_words(Instant now, Instant due, Unit unit) {
    const int days = now.day() - due.day();
    if (days == 0 && counts_days(unit)) return "late today";
    if (!counts_days(unit) && now - due < days_ms) return hours_in_words(now - due, Unit::hours) + " late";
    return in_words(std::max(days, 1), Unit::calendar_days) + " late";
}

} // namespace

Instant due(const ClockRule& rule, const Calendar& calendar, WorkingHours hours, Instant started,
            std::span<const Pause> pauses, Instant now) {
    if (!rule.quantity.is_set()) throw std::logic_error("the clock has no quantity: " + rule.code);
    const Time time{rule.unit, calendar, hours};
    const std::vector<Pause> past = ended(pauses, now);
    return counts_days(rule.unit) ? day_due(time, *rule.quantity.value, started, past)
                                  : hour_due(time, *rule.quantity.value, started, past);
}

Standing standing(const ClockRule& rule, const Calendar& calendar, WorkingHours hours, Instant started,
                  std::span<const Pause> pauses, Instant now) {
    const Instant at = due(rule, calendar, hours, started, pauses, now);
    const auto paused = pause_at(pauses, now);
    if (now > at) return {paused.has_value(), true, at, late_in_words(now, at, rule.unit)};
    const Time time{rule.unit, calendar, hours};
    if (!paused) return {false, false, at, left_in_words(time, now, at)};
    const auto before = pauses.first(*paused); // what was left when it stopped
    const Instant stopped = std::max(started, pauses[*paused].from);
    const Instant then = due(rule, calendar, hours, started, before, stopped);
    return {true, false, std::nullopt, "paused, " + left_in_words(time, stopped, then)};
}

} // namespace kith::profiles
