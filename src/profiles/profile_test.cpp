#include "profiles/profile_commands.h"
#include "profiles/profile_files.h"
#include "tests/files.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace kith;
using namespace kith::profiles;

namespace {

const std::filesystem::path folder = repository("profiles");

Profile profile(const std::string& council) {
    return std::get<Profile>(to_profile(std::get<Files>(files_in(folder / council))));
}

const Day today = *Day::parse("2026-11-20");

std::set<std::string> level_words(const Profile& profile) {
    std::set<std::string> names;
    for (const Level& level : profile.levels(today))
        names.insert({level.name, level.response, level.guidance});
    return names;
}

// Every word a person can read on the form.
std::set<std::string> form_words(const Profile& profile) {
    const RequestForm& form = profile.request_form(today);
    std::set<std::string> said = {form.title, form.sent};
    for (const FormPage& page : form.pages) {
        said.insert({page.title, page.text});
        for (const Section& section : page.sections) {
            said.insert({section.title, section.text});
            for (const Question& question : section.questions) {
                said.insert(question.label);
                for (const Option& option : question.options)
                    said.insert(option.label);
            }
        }
    }
    said.erase("");
    return said;
}

std::vector<std::string> shared(const std::set<std::string>& one, const std::set<std::string>& other) {
    std::vector<std::string> both;
    std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(both));
    return both;
}

using None = std::vector<std::string>;

} // namespace

TEST_CASE("every council's profile is sound") {
    for (const std::string council : {"bury", "manchester", "staffordshire", "knowsley"}) {
        std::ostringstream out;
        CHECK(check(folder / council, out) == 0);
        CHECK_MESSAGE(out.str().find("the profile is sound") != std::string::npos, out.str());
    }
}

TEST_CASE("Bury and Staffordshire share no word and no level") {
    const Profile bury = profile("bury"), staffordshire = profile("staffordshire");
    for (const WordKey& key : word_keys()) {
        CHECK(bury.word(key.key) != staffordshire.word(key.key));
        CHECK(bury.word_for_many(key.key) != staffordshire.word_for_many(key.key));
    }
    CHECK(shared(level_words(bury), level_words(staffordshire)) == None());
    CHECK(bury.levels(today).size() == 5);
    CHECK(staffordshire.levels(today).size() == 4);
}

TEST_CASE("Bury and Staffordshire ask in words of their own and decide in words of their own") {
    const Profile bury = profile("bury"), staffordshire = profile("staffordshire");
    CHECK(shared(form_words(bury), form_words(staffordshire)) == None());
    std::set<std::string> decided_in_bury, decided_in_staffordshire;
    for (const DecisionRule& rule : bury.decisions_on(today))
        decided_in_bury.insert({rule.label, rule.told});
    for (const DecisionRule& rule : staffordshire.decisions_on(today)) {
        decided_in_staffordshire.insert({rule.label, rule.told});
    }
    CHECK(shared(decided_in_bury, decided_in_staffordshire) == None());
    CHECK(bury.agreement(today).paragraphs != staffordshire.agreement(today).paragraphs);
}

TEST_CASE("every form asks fourteen answers for a child not yet known and nine for one asked about before") {
    for (const std::string council : {"bury", "manchester", "staffordshire", "knowsley"}) {
        const Profile one = profile(council);
        CHECK(one.request_form(today).required_answers(false) == 14);
        CHECK(one.request_form(today).required_answers(true) == 9);
    }
}

TEST_CASE("what nobody knows is not set, and what is only believed is unverified") {
    const Profile bury = profile("bury");
    CHECK(bury.locality_count.value == 5);
    CHECK(bury.localities.empty());
    CHECK(bury.locality_of("E05014160") == "");
    CHECK(!bury.find_line("worried")->number.is_set());
    CHECK(bury.urgent_line() ==
          "If a child is in danger now, ring 999. If you are worried about a child, ring MASH (number not set).");
    CHECK(profile("staffordshire").urgent_line().ends_with("ring SCAS (number not set)."));
    CHECK(bury.council.education.grade == Grade::unverified);
    CHECK(!bury.find_clock("triage", today)->promised());
    CHECK(bury.find_clock("answer", today) == nullptr);
    CHECK(shown(bury.council.lawful_basis) == "not set");
    CHECK(profile("knowsley").levels(today).front().grade == Grade::unverified);
    CHECK(!profile("knowsley").locality_count.is_set());
}

TEST_CASE("a limit that was published may be promised") {
    const Profile staffordshire = profile("staffordshire");
    CHECK(staffordshire.find_clock("review", today)->promised());
    CHECK(!staffordshire.find_clock("triage", today)->promised());
}

TEST_CASE("Staffordshire's framework of 2023 is known of, and the levels of 2016 stand in for it") {
    const Profile staffordshire = profile("staffordshire");
    CHECK(staffordshire.frameworks.front().grade == Grade::not_set);
    CHECK(staffordshire.framework(today)->code == "staffordshire-2016");
    CHECK(staffordshire.level_words("T3") == "Tier 3: Multiple or complex needs");
    CHECK(staffordshire.level_words("gone") == "gone");
}

TEST_CASE("a ward of Staffordshire lies in its district, and every ward is there once") {
    const Profile staffordshire = profile("staffordshire");
    CHECK(staffordshire.wards.size() == 151);
    CHECK(staffordshire.locality_of("E05015057") == "south-staffordshire");
    CHECK(staffordshire.find_ward("E05015055")->name == "Brewood, Coven & Blymhill");
    CHECK(staffordshire.locality_of("E05014160") == "");
    CHECK(profile("bury").wards.size() == 17);
    CHECK(profile("manchester").wards.size() == 32);
    CHECK(profile("knowsley").wards.size() == 15);
}

TEST_CASE("a word that no profile has is a mistake in Kith") {
    CHECK_THROWS_AS(profile("bury").word("lead_proffesional"), std::logic_error);
    CHECK_THROWS_AS(profile("bury").list("colours"), std::logic_error);
}

TEST_CASE("words come at the start of a sentence and for several") {
    const Profile bury = profile("bury");
    CHECK(bury.word_at_start("lead_practitioner") == "Lead professional");
    CHECK(bury.word_for_many("story") == "Stories So Far");
    CHECK(bury.word_at_start("front_door") == "The Early Help front door");
}
