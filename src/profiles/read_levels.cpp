#include "profiles/read_profile.h"

namespace kith::profiles {

namespace {

void read_bands(Table& table, Level& level) {
    for (const std::string& code : table.texts("bands")) {
        if (const auto band = to_band(code)) {
            level.bands.push_back(*band);
        } else {
            table.mistake("bands", "there is no band " + Table::quoted(code));
        }
    }
    if (level.bands.empty()) table.mistake("a level needs at least one of \"bands\"");
}

Level read_level(Table table, const Graded& graded) {
    Level level;
    level.order = table.whole("order", 1, 9);
    level.code = table.text("code");
    level.name = table.text("name");
    level.response = table.prose("response");
    level.statutory = table.flag("statutory", false);
    level.guidance = table.prose("guidance");
    level.prompts = table.paragraphs("prompts");
    read_bands(table, level);
    const Graded own = table.graded(graded);
    level.grade = own.grade;
    level.source = own.source;
    table.finish();
    return level;
}

void read_framework(Table table, const Graded& graded, Codes& codes, Codes& in_force, Profile& profile) {
    Framework framework;
    framework.code = table.text("code");
    framework.name = table.text("name");
    framework.note = table.optional_prose("note");
    framework.period = table.period();
    const Graded own = table.graded_or_not_set(graded);
    framework.grade = own.grade;
    framework.source = own.source;
    for (const Table& each : table.tables("levels")) {
        framework.levels.push_back(read_level(each, own));
        codes.add(each, framework.levels.back().code);
        const int order = static_cast<int>(framework.levels.size());
        if (framework.levels.back().order != order) {
            each.mistake("order", fmt::format("levels stand in order, from 1: this one should be {}", order));
        }
    }
    table.finish();
    const bool not_set = own.grade == Grade::not_set;
    if (not_set != framework.levels.empty()) {
        table.mistake(not_set ? "levels that are not set (grade \"N\") must be left out"
                              : "a framework needs levels; where they are not known it has grade \"N\"");
    }
    codes.add(table, framework.code);
    if (!not_set) in_force.add(table, "a framework of levels", framework.period);
    profile.frameworks.push_back(std::move(framework));
}

} // namespace

void read_levels(Table file, Profile& profile) {
    const Graded graded = file.graded({});
    Codes codes, in_force;
    for (const Table& table : file.tables("frameworks"))
        read_framework(table, graded, codes, in_force, profile);
    if (profile.frameworks.empty()) file.mistake("\"frameworks\" is missing");
    file.finish();
}

} // namespace kith::profiles
