// Home for each role: what waits, what is late, how many there are in all, and nothing of others.

#include "app/demo_work.h"
#include "db/database.h"
#include "requests/waiting.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

void live_in(Town& town) {
    const auto today = town.clock().now().day() + app::days_of_work;
    app::begin_work(town.database(), today, [&](Instant at) { town.clock().forward(at - town.clock().now()); });
    town.clock().forward(hours_ms);
}

void says_all(const SeenPage& page, const std::vector<std::string>& words) {
    CHECK(page.status() == 200);
    for (const auto& each : words)
        CHECK_MESSAGE(page.says(each), each);
}

void says_none(const SeenPage& page, const std::vector<std::string>& words) {
    for (const auto& each : words)
        CHECK_MESSAGE(!page.says(each), each);
}

const std::vector<std::string> everybody = {"Okafor", "Kowalska", "Walker", "Mensah", "Hughes",
                                            "Shah",   "Begum",    "Lane",   "Clarke", "Novák"};

std::vector<std::string> families_but(const std::set<std::string>& these) {
    std::vector<std::string> others;
    for (const auto& each : everybody)
        if (!these.contains(each)) others.push_back(each);
    return others;
}

} // namespace

TEST_CASE("each role's Home says what waits for them and what is late, and names nobody else's families") {
    on_each_town([](Town& town) {
        live_in(town);

        const auto triage = town.get("priya", "/home");
        says_all(triage, {"Late (1)", "Jayden Clarke", "Waiting for MASH to accept (2)", "Taken by me (1)",
                          "Poppy Lane", "Taken by nobody yet (2)", "Yusuf Begum"});

        const auto lead = town.get("sam", "/home");
        says_all(lead,
                 {"Added to a family you lead (1)", "Families you lead (2)", "Okafor-Reid family", "Kowalska family",
                  "the family has not agreed yet", "Families who wait for MASH to accept (1)"});
        says_none(lead, families_but({"Okafor", "Kowalska"}));

        const auto manager = town.get("grace", "/home");
        says_all(manager, {"Late (1)", "Nobody leads yet (1)", "Mensah family",
                           "Families who wait for MASH to accept (1)", "Kowalska family"});
        says_none(manager, families_but({"Mensah", "Kowalska"}));

        const auto school = town.get("nadia", "/home");
        says_all(school, {"A question for you (1)", "What you asked for (3)", "with MASH, not accepted yet"});
        says_none(school, families_but({"Novák", "Kowalska"}));

        const auto charity = town.get("joan", "/home");
        says_all(charity, {"Families you lead (1)", "Walker family", "What you asked for"});

        const auto health = town.get("shazia", "/home");
        says_all(health, {"Pick up where you left off (1)", "Zain"});

        const auto agency_administrator = town.get("ruth", "/home");
        says_all(agency_administrator, {"Roles that end soon (1)", "Liam Cole", "People, agencies and settings"});
        says_none(agency_administrator, everybody);

        const auto administrator = town.get("alan", "/home");
        says_all(administrator, {"Roles that end soon (1)", "To put right", "e-mails wait", "not set"});
        says_none(administrator, everybody);

        const auto auditor = town.get("peter", "/home");
        says_all(auditor, {"Who opened and changed what"});
        says_none(auditor, everybody);
        says_none(auditor, {"Late", "To put right"});
    });
}

TEST_CASE("a list of Home shows ten lines and how many there are, and the rest behind its link") {
    on_each_town([](Town& town) {
        for (int i = 0; i < 12; ++i, town.clock().forward(1000))
            ask(town, "tom", a_new_child("Child " + std::string(1, static_cast<char>('A' + i)), "Ashworth"));
        const auto home = town.get("tom", "/home");
        CHECK(home.says("What you asked for (12)"));
        CHECK(home.says("Child L Ashworth"));
        CHECK_FALSE(home.says("Child A Ashworth"));
        const auto all = town.get("tom", home.link("See all of them"));
        CHECK(all.heading() == "What you asked for (12)");
        CHECK(all.says("Child A Ashworth"));
        CHECK_FALSE(town.get("helen", "/home/sent").says("Ashworth")); // her colleague sent them
        CHECK_FALSE(town.get("nadia", "/home/sent").says("Ashworth"));
    });
}

TEST_CASE("a list that a role does not have is empty or not there") {
    on_each_town([](Town& town) {
        live_in(town);
        for (const auto* who : {"alan", "peter", "ruth"})
            for (const auto* list : {"questions", "sent", "added", "leading", "handed-over", "unled"}) {
                const auto page = town.get(who, std::string("/home/") + list);
                CAPTURE(who);
                CAPTURE(list);
                CHECK(page.says("Nothing is waiting"));
                says_none(page, everybody);
            }
        CHECK(town.get("sam", "/home/unled").says("Nothing is waiting"));
        CHECK(town.get("peter", "/home/roles").status() == 404);
        CHECK(town.get("alan", "/home/drafts").status() == 404);
        CHECK(town.get("sam", "/home/nothing").status() == 404);
        CHECK(town.get("sam", "/home/leading?page=9999999999999999999").status() == 200);
    });
}
