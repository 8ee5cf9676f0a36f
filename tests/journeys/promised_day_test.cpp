// A day is promised to nobody whose council has not confirmed how long it takes (design 7.12).

#include "profiles/profile_files.h"
#include "profiles/profile_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

// Bury, had it confirmed its times.
void confirm_times(Town& town) {
    auto files = std::get<profiles::Files>(profiles::files_in(std::string(KITH_SOURCE) + "/profiles/bury"));
    const std::string believed = "grade = \"K\"";
    for (auto& file : files) {
        const auto at = file.name.ends_with("/clocks.toml") ? file.text.find(believed) : std::string::npos;
        if (at != std::string::npos) file.text.replace(at, believed.size(), "grade = \"S\"");
    }
    const auto profile = std::get<profiles::Profile>(profiles::to_profile(files));
    REQUIRE(town.writing([&](db::Writer& writer) { return profiles::put_in_force(writer, files, profile, {}); }));
}

} // namespace

TEST_CASE("whoever asked is told a day only where the council has confirmed its time") {
    on_each_town([](Town& town) {
        CHECK_FALSE(town.get("tom", ask(town, "tom")).says("You will hear by"));
        confirm_times(town);
        const auto request = ask(town, "tom");
        CHECK(town.get("tom", request).says("You will hear by 26 November 2026")); // the third working day
        town.clock().forward(30 * days_ms);
        decide(town, "priya", request, {{"level-1", "1"}, {"decision", "NFA"}, {"reason", "Nothing more to do"}});
        CHECK_FALSE(town.get("tom", request).says("You will hear by"));
    });
}
