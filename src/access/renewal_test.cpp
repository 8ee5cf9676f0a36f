#include "access/renewal.h"

#include "access/office_test.h"
#include "access/register.h"

#include "history/record.h"

#include <doctest/doctest.h>

namespace kith::access {

namespace {

// Sam of the hub leads help for a family; Alan is the administrator.
struct Team {
    explicit Team(Office& team_office) : office(team_office) {
        sam = office.user("sam");
        posting = office.posting(sam, office.hub, Role::early_help_worker);
        alan = office.user("alan");
        alans = office.posting(alan, office.hub, Role::system_administrator);
        office.write([&](db::Writer& writer) {
            episode = std::string(Id<ResourceFacts>::make(writer.now(), writer.random()).text());
            register_resource(writer, {.kind = Kind::episode, .id = episode, .owner = office.hub});
            begin_involvement(writer, episode, posting, office.hub);
        });
    }

    Posting now_stands() {
        return office.database->reading([&](db::Reader& reader) { return find_posting(reader, posting).value(); });
    }

    Viewer administrator(Role role = Role::system_administrator) {
        return {
            .user = alan, .posting = alans, .agency = office.hub, .role = role, .host_agency = true, .request = "test"};
    }

    std::string renew(std::int64_t days_from_now, const std::string& reason = "Stays with the team") {
        return renew_as(administrator(), now_stands(), days_from_now, reason);
    }

    std::string renew_as(const Viewer& by, const Posting& seen, std::int64_t days_from_now, const std::string& reason) {
        const auto result = office.write([&](db::Writer& writer) {
            return renew_posting(writer, by, seen, {office.now() + days_from_now * days_ms, reason});
        });
        return result ? "none" : result.error().front().code;
    }

    // What Sam's posting shows of the help that Sam leads.
    Effect sees() {
        return office.database->reading([&](db::Reader& reader) {
            const auto viewer = viewer_in(reader, posting, office.now(), "test");
            if (!viewer) return Effect::hidden;
            return decide_about(reader, *viewer, Action::read_episode, episode, office.now()).effect;
        });
    }

    Office& office;
    Id<User> sam;
    Id<User> alan;
    Id<Posting> posting;
    Id<Posting> alans;
    std::string episode;
};

} // namespace

TEST_CASE("a posting that is renewed is the same one: whoever leads a family goes on leading it") {
    in_each_office([](Office& office) {
        Team team(office);
        const auto before = team.now_stands();
        office.clock.move(60 * days_ms);
        CHECK(team.sees() == Effect::content);
        CHECK(team.renew(300) == "none");
        CHECK(team.now_stands().from == before.from);
        CHECK(team.now_stands().to == office.now() + 300 * days_ms);

        office.clock.move(200 * days_ms); // long after its first end
        office.set_terms(office.hub, true, {office.now() - days_ms, std::nullopt});
        CHECK(team.sees() == Effect::content);
        CHECK(team.renew(366) == "none");

        office.database->read([&](db::Reader& reader) {
            const auto renewals = renewals_of(reader, team.posting);
            REQUIRE(renewals.size() == 2);
            CHECK(renewals[1].by == "alan");
            CHECK(renewals[1].reason == "Stays with the team");
            CHECK(renewals[1].ended_at == before.to);
            CHECK(renewals[0].ended_at == renewals[1].ends_at);
            CHECK(cases_of(reader, team.posting, office.now()) == 1);
            CHECK(history::lines_about(reader, "posting", team.posting.text(), 1).front().line.action ==
                  "posting.renewed");
        });
    });
}

TEST_CASE("a renewal is for a year at most, later than before, and has a reason") {
    in_each_office([](Office& office) {
        Team team(office);
        CHECK(team.renew(367) == "to.too-late");
        CHECK(team.renew(90) == "to.order");
        CHECK(team.renew(30) == "to.order");
        CHECK(team.renew(200, "  ") == "reason.missing");
        const auto seen = team.now_stands();
        CHECK(team.renew(200) == "none");
        CHECK(team.renew_as(team.administrator(), seen, 300, "Again") == "changed_meanwhile");
        CHECK(team.renew(366) == "none");
    });
}

TEST_CASE("a posting that has run out goes on within a month, and not after; nor that of an account that has ended") {
    in_each_office([](Office& office) {
        Team team(office);
        office.clock.move(90 * days_ms - hours_ms);
        const auto late = office.sign_in_fully("sam");
        REQUIRE(office.session(late));
        office.clock.move(2 * hours_ms);
        CHECK(team.sees() == Effect::hidden);
        CHECK_FALSE(office.session(late));

        CHECK(team.renew(100) == "none");
        CHECK(team.sees() == Effect::content);
        CHECK_FALSE(office.session(late)); // it was over

        office.clock.move((100 + 32) * days_ms);
        CHECK(team.renew(100) == "posting.over");

        const auto jo = office.user("jo");
        const auto jos = office.posting(jo, office.hub, Role::triage);
        office.clock.move(days_ms);
        office.write([&](db::Writer& writer) { end_user(writer, office.administrator, jo); });
        const auto seen =
            office.database->reading([&](db::Reader& reader) { return find_posting(reader, jos).value(); });
        CHECK(team.renew_as(team.administrator(), seen, 100, "Comes back") == "posting.over");
    });
}

TEST_CASE("P9: nobody renews their own posting, nor one they could not give") {
    in_each_office([](Office& office) {
        Team team(office);
        auto self = team.administrator();
        self.user = team.sam;
        CHECK(team.renew_as(self, team.now_stands(), 200, "I stay") == "role.not-yours");
        CHECK(team.renew_as(team.administrator(Role::team_manager), team.now_stands(), 200, "Stays") ==
              "role.not-yours");
        auto school = team.administrator(Role::agency_administrator);
        school.agency = office.school;
        CHECK(team.renew_as(school, team.now_stands(), 200, "Stays") == "role.not-yours");
        CHECK(team.renew_as(team.administrator(Role::agency_administrator), team.now_stands(), 200, "Stays") == "none");
    });
}

TEST_CASE("postings that end soon are listed, and those that ran out while their holder works with a family") {
    in_each_office([](Office& office) {
        Team team(office); // two postings that end in 90 days
        const auto ending = [&](std::optional<Id<agencies::Agency>> agency) {
            return office.database->reading([&](db::Reader& reader) {
                return postings_ending(reader, agency, office.now(), office.now() + 30 * days_ms).size();
            });
        };
        CHECK(ending(std::nullopt) == 0);
        office.clock.move(61 * days_ms);
        CHECK(ending(std::nullopt) == 2);
        CHECK(ending(office.hub) == 2);
        CHECK(ending(office.school) == 0);
        office.clock.move(30 * days_ms);
        CHECK(ending(office.hub) == 1); // Sam's: somebody must go on with that family
        office.write([&](db::Writer& writer) { end_involvement(writer, team.episode, team.posting, office.hub); });
        CHECK(ending(office.hub) == 0);
    });
}

} // namespace kith::access
