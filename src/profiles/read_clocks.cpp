#include "profiles/read_profile.h"

namespace kith::profiles {

namespace {

constexpr std::array codes_of_clocks = {"acknowledge", "triage",     "allocate",           "first_contact",
                                        "visit",       "assessment", "first_team_meeting", "review",
                                        "step_up",     "answer"};

// "09:00" as minutes since midnight.
int minutes(Table& table, std::string_view key) {
    const std::string text = table.text(key);
    int hour = -1, minute = -1;
    if (text.size() == 5 && text[2] == ':') {
        std::from_chars(text.data(), text.data() + 2, hour);
        std::from_chars(text.data() + 3, text.data() + 5, minute);
    }
    if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60) return hour * 60 + minute;
    table.mistake(key, Table::quoted(key) + " must be a time like \"09:00\"");
    return 0;
}

void read_hours(Table& file, Profile& profile) {
    auto table = file.table("working_hours");
    if (!table) return;
    profile.hours = {minutes(*table, "from"), minutes(*table, "to")};
    if (profile.hours.from >= profile.hours.to) table->mistake("to", "the working day would end before it begins");
    table->finish();
}

void read_clock(Table table, const Graded& graded, Codes& codes, Profile& profile) {
    ClockRule rule;
    rule.code = table.text("code");
    rule.label = table.prose("label");
    rule.start = table.prose("start");
    rule.end = table.prose("end");
    rule.unit = table.optional_one_of("unit", to_unit, Unit::working_days);
    const auto quantity = table.optional_whole("quantity", 1, 1000);
    const Graded own = table.graded_or_not_set(graded);
    rule.period = table.period();
    table.finish();
    if (quantity.has_value() == (own.grade == Grade::not_set)) {
        table.mistake(quantity ? "a limit that is not set (grade \"N\") can have no quantity"
                               : "\"quantity\" is missing; a limit that is not known has grade \"N\"");
    }
    rule.quantity = {quantity, quantity ? own.grade : Grade::not_set, own.source};
    if (std::find(codes_of_clocks.begin(), codes_of_clocks.end(), rule.code) == codes_of_clocks.end()) {
        table.mistake("code", "no step is timed as " + Table::quoted(rule.code));
    }
    codes.add(table, rule.code, rule.period);
    profile.clocks.push_back(std::move(rule));
}

} // namespace

void read_clocks(Table file, Profile& profile) {
    const Graded graded = file.graded({});
    read_hours(file, profile);
    Codes codes;
    for (const Table& table : file.tables("clocks"))
        read_clock(table, graded, codes, profile);
    file.finish();
}

void read_bank_holidays(Table file, Profile& profile) {
    file.graded({});
    std::vector<Calendar::OneOff> one_offs;
    Codes codes;
    for (Table table : file.tables("one_offs")) {
        const auto day = table.day("day");
        if (!table.has("day")) table.mistake("\"day\" is missing");
        Calendar::OneOff one_off{day.value_or(Day()), table.text("name"), table.flag("holiday", true)};
        table.finish();
        if (day) codes.add(table, day->iso());
        one_offs.push_back(std::move(one_off));
    }
    profile.calendar = Calendar(one_offs);
    file.finish();
}

} // namespace kith::profiles
