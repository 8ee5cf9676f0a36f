// Home for each role: what waits, what is late, how many there are in all, and nothing of others.

#include "access/users.h"
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

requests::Waiting waiting(Town& town, const access::Viewer& viewer) {
    return town.reading([&](db::Reader& reader) { return requests::waiting_for(reader, viewer, town.clock().now()); });
}

} // namespace

TEST_CASE("each role's Home says what waits for them and what is late, and names nobody else's families") {
    on_each_town([](Town& town) {
        live_in(town);

        const auto triage = town.get("priya", "/home");
        says_all(triage, {"Late to decide (1)", "Jayden Clarke", "Waiting for MASH to accept (2)", "Taken by me (1)",
                          "Poppy Lane", "Taken by nobody yet (2)", "Yusuf Begum"});
        says_none(triage, {"A question for you"}); // the front door asked it

        const auto lead = town.get("sam", "/home");
        says_all(lead, {"Added to a family you lead (1)", "Families you lead (2)", "Okafor-Reid family",
                        "Kowalska family", "the family has not agreed yet", "Families waiting for MASH to accept (1)"});
        says_none(lead, families_but({"Okafor", "Kowalska"}));

        const auto manager = town.get("grace", "/home");
        says_all(manager, {"Late (1)", "Nobody leads yet (1)", "Mensah family",
                           "Families waiting for MASH to accept (1)", "Kowalska family"});
        says_none(manager, families_but({"Mensah", "Kowalska"}));
        const auto helped = town.get("grace", manager.link("All families that your agency helps"));
        says_all(helped,
                 {"Families your agency helps (3)", "Okafor-Reid family: Ezra, Tobi, Maya", "led by Sam Okoro"});
        says_none(helped, families_but({"Mensah", "Kowalska", "Okafor"}));

        const auto school = town.get("nadia", "/home");
        says_all(school, {"A question for you (1)", "What you asked for (3)", "with MASH, not accepted yet"});
        says_none(school, families_but({"Novák", "Kowalska"}));

        const auto charity = town.get("joan", "/home");
        says_all(charity, {"Families you lead (1)", "Walker family", "What you asked for"});

        const auto health = town.get("shazia", "/home");
        says_all(health, {"Pick up where you left off (1)", "Zain", "kept until"});

        const auto agency_administrator = town.get("ruth", "/home");
        says_all(agency_administrator, {"Roles that end soon (1)", "Liam Cole", "People, agencies and settings"});
        says_none(agency_administrator, everybody);

        const auto administrator = town.get("alan", "/home");
        says_all(administrator, {"Roles that end soon (1)", "To put right", "emails wait", "not set"});
        says_none(administrator, everybody);

        const auto auditor = town.get("peter", "/home");
        says_all(auditor, {"Who opened and changed what"});
        says_none(auditor, everybody);
        says_none(auditor, {"Late", "To put right"});
    });
}

TEST_CASE("administrators are told of protected records that no manager can change, and never of which") {
    on_each_town([](Town& town) {
        const auto family = town.post("sam", "/find", {{"q", "yusuf begum"}}).link("Begum family");
        Fields fields{{"reason", "He is looking for them"}};
        for (const auto& each : town.get("sam", family + "/protection").offered("names"))
            fields.emplace_back("names", each);
        REQUIRE(town.post("sam", family + "/protection", std::move(fields)).status() == 303);
        says_none(town.get("alan", "/home"), {"protected record"});

        const auto grace = town.viewer("grace");
        const auto last_day = town.clock().now() + 20 * days_ms;
        town.writing([&](db::Writer& writer) {
            constexpr db::Sql ends_then = "update postings set ends_at = :at where id = :posting";
            writer.run(ends_then, {{"at", last_day}, {"posting", grace.posting}});
            return true;
        });
        const auto before = town.get("alan", "/home");
        says_all(before, {"Grace Adeyemi", "nobody else who is named can change who sees 1 protected record"});
        says_none(before, {"without a manager"});
        says_none(before, everybody);
        CHECK_FALSE(town.get("sam", family).says("No team manager who is named"));

        town.writing([&](db::Writer& writer) {
            access::end_posting(writer, town.viewer("alan").actor(), grace.posting);
            return true;
        });
        const auto home = town.get("alan", "/home");
        says_all(home, {"nobody else who is named can change who sees 1 protected record",
                        "1 protected record without a manager"});
        says_none(home, everybody);
        for (const auto* who : {"omar", "priya", "tom", "peter", "ruth"}) // ruth administers a school
            says_none(town.get(who, "/home"), {"protected record"});
        CHECK(town.get("sam", family).says("No team manager who is named works here now"));
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

TEST_CASE("a manager's count of late help is of all of it, not of the ten lines that stand on Home") {
    on_each_town([](Town& town) {
        for (int i = 0; i < 11; ++i) {
            const auto request =
                ask(town, "tom", a_new_child("Child " + std::string(1, static_cast<char>('A' + i)), "Ashworth"));
            const auto team = town.get("priya", request + "/decision").offered("team-EHT").back();
            decide(town, "priya", request,
                   {{"level-1", "3"}, {"decision", "EHT"}, {"team-EHT", team}, {"reason", "Missing school"}});
        }
        const auto grace = town.viewer("grace");
        REQUIRE(waiting(town, grace).unled.count == 11);
        town.clock().forward(60 * days_ms);
        CHECK(waiting(town, grace).late.count == 11);
        CHECK(waiting(town, grace).late.lines.size() == 10);
    });
}

TEST_CASE("what somebody asked for stands on Home for ninety days") {
    on_each_town([](Town& town) {
        ask(town, "tom");
        const auto sent = [&] { return waiting(town, town.viewer("tom")).sent.count; };
        town.clock().forward(89 * days_ms);
        CHECK(sent() == 1);
        town.clock().forward(2 * days_ms);
        CHECK(sent() == 0);
    });
}

TEST_CASE("what somebody began and a colleague sent stands on both their Homes, and on nobody else's") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        town.post("tom", draft + "/holder", {{"colleague", "helen.marsh@demo.example"}});
        save_page(town, "helen", draft, 2, a_worry());
        save_page(town, "helen", draft, 3, agreed());
        REQUIRE(press_send(town, "helen", draft).status() == 303);

        const auto words_for = [&](std::string_view who) {
            const auto list = waiting(town, town.viewer(who)).sent;
            return list.count == 1 && list.lines.size() == 1 ? list.lines.front().words : "not one line";
        };
        CHECK(words_for("tom") == "sent 23 November 2026 by Helen Marsh, waiting for a decision");
        CHECK(words_for("helen") == "sent 23 November 2026, waiting for a decision");
        says_all(town.get("tom", "/home"), {"What you asked for (1)", "by Helen Marsh"});
        CHECK(waiting(town, town.viewer("nadia")).sent.count == 0);

        const auto tom = town.viewer("tom");
        const auto elsewhere = town.writing([&](db::Writer& writer) {
            const auto now = writer.now();
            const auto posting = access::add_posting(writer, tom.actor(),
                                                     {.user = tom.user,
                                                      .agency = town.viewer("nadia").agency,
                                                      .role = tom.role,
                                                      .from = now,
                                                      .to = now + 30 * days_ms});
            return access::viewer_in(writer, posting.value(), now, "test").value();
        });
        CHECK(waiting(town, elsewhere).sent.count == 0); // it was asked for in another agency's name
    });
}

TEST_CASE("Home is of one posting: what the same person works with in another stands on that one's") {
    on_each_town([](Town& town) {
        live_in(town);
        const auto sam = town.viewer("sam");
        REQUIRE(waiting(town, sam).leading.count == 2);
        REQUIRE(waiting(town, sam).added.count == 1);
        REQUIRE(waiting(town, sam).handed_over.count == 1);
        const auto other = town.writing([&](db::Writer& writer) {
            const auto now = writer.now();
            const auto posting = access::add_posting(
                writer, sam.actor(),
                {.user = sam.user, .agency = sam.agency, .role = sam.role, .from = now, .to = now + 30 * days_ms});
            return access::viewer_in(writer, posting.value(), now, "test").value();
        });
        const auto theirs = waiting(town, other);
        CHECK(theirs.leading.count == 0);
        CHECK(theirs.added.count == 0);
        CHECK(theirs.handed_over.count == 0);
    });
}

TEST_CASE("the front door of one locality has nothing of another on Home") {
    on_each_town([](Town& town) {
        live_in(town);
        town.writing([&](db::Writer& writer) {
            access::end_posting(writer, town.viewer("alan").actor(), town.viewer("sam").posting);
            constexpr db::Sql work_elsewhere =
                "insert into posting_localities (posting_id, locality) values (:posting, 'elsewhere')";
            constexpr db::Sql all_from_the_north = "update resources set locality = 'north' where kind <> 'person'";
            writer.run(all_from_the_north, {});
            return writer.run(work_elsewhere, {{"posting", town.viewer("priya").posting}});
        });
        const auto everywhere = waiting(town, town.viewer("omar")), elsewhere = waiting(town, town.viewer("priya"));
        for (const auto list : {&requests::Waiting::late, &requests::Waiting::new_requests,
                                &requests::Waiting::step_ups, &requests::Waiting::unled}) {
            CHECK((everywhere.*list).count > 0);
            CHECK((elsewhere.*list).count == 0);
        }
        CHECK(elsewhere.mine.count == 0);
        says_none(town.get("priya", "/home"), everybody);
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
