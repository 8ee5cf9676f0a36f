#include "matching/splink_commands.h"

#include "tests/files.h"

#include <doctest/doctest.h>
#include <sstream>

namespace kith::matching {

namespace {

std::string settings_file() {
    return fixture("linkage/splink_settings.json").string();
}

std::string records_file() {
    return fixture("linkage/made_up_200.csv").string();
}

std::string scored(const std::vector<std::string>& in) {
    const TemporaryFile written("");
    std::ostringstream said;
    CHECK(splink({in, settings_file(), written.path().string()}, said) == 0);
    return text_of(written.path());
}

std::size_t lines_in(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

TEST_CASE("files are scored with the settings of Splink as Splink scored them") {
    const auto ours = scored({records_file()});
    const auto theirs = text_of(fixture("linkage/splink_weights.csv"));
    CHECK(lines_in(ours) == lines_in(theirs));
    CHECK(lines_in(ours) > 500);
    CHECK(ours.substr(0, 70) == theirs.substr(0, 70)); // heading, ids and the first digits of a weight
}

TEST_CASE("what cannot be scored with settings of Splink is refused by file and line") {
    const auto settings = settings_file(), records = records_file();
    std::ostringstream said;
    const TemporaryFile nothing(""), short_line("unique_id,forename\na,ADA\nb\n"),
        open("unique_id,forename\na,\"ADA\n"), others("unique_id,forename\na,ADA\n"), no_settings("{}");
    const auto refuses = [&](const std::vector<std::string>& in, const std::string& model, const std::string& words) {
        try {
            splink({in, model, "/nowhere/out.csv"}, said);
            FAIL("it was taken");
        } catch (const std::runtime_error& refusal) {
            CHECK_MESSAGE(std::string(refusal.what()).find(words) != std::string::npos, refusal.what());
        }
    };
    const TemporaryFile latin("unique_id,forename\na,Ma\xE9va\n");
    refuses({latin.path().string()}, settings, "is not UTF-8");
    refuses({nothing.path().string()}, settings, "is empty");
    refuses({short_line.path().string()}, settings, "line 3: 1 values where the heading has 2");
    refuses({open.path().string()}, settings, "never closed");
    refuses({records, others.path().string()}, settings, "has other columns than");
    refuses({others.path().string()}, settings, "surname");
    refuses({records}, no_settings.path().string(), no_settings.path().string());
}

} // namespace kith::matching
