#include "agencies/agency_store.h"

#include "access/register.h"
#include "agencies/administration.h"
#include "agencies/team_store.h"
#include "db/database.h"
#include "history/record.h"
#include "tests/databases.h"

#include <doctest/doctest.h>

namespace kith::agencies {

namespace {

const history::Actor nobody{.user = {}, .posting = {}, .agency = {}, .request = "test"};

Agency added(db::Database& database, const AgencyDetails& details) {
    return database.writing([&](db::Writer& writer) { return add_agency(writer, nobody, details); }).value();
}

Result<Agency> changed(db::Database& database, const Agency& agency, const AgencyDetails& details) {
    return database.writing(
        [&](db::Writer& writer) { return change_agency(writer, nobody, agency.id, agency.version, details); });
}

Result<Agency> ended(db::Database& database, const Agency& agency) {
    return database.writing([&](db::Writer& writer) { return end_agency(writer, nobody, agency.id, agency.version); });
}

std::vector<std::string> names(db::Database& database, const Search& search) {
    return database.reading([&](db::Reader& reader) {
        std::vector<std::string> names;
        for (const auto& agency : matching_agencies(reader, search).agencies)
            names.push_back(agency.name());
        return names;
    });
}

std::vector<std::string> actions(db::Database& database, std::string_view kind, std::string_view id) {
    return database.reading([&](db::Reader& reader) {
        std::vector<std::string> actions;
        for (const auto& told : history::lines_about(reader, kind, id, 10))
            actions.push_back(told.line.action);
        return actions;
    });
}

const AgencyDetails charity{.name = "Aldermoor Family Support",
                            .kind = "voluntary",
                            .telephone = "01632 960 001",
                            .agreement_from = Day::from_parts(2026, 4, 1),
                            .agreement_to = Day::from_parts(2027, 3, 31)};

std::string code_of(const Problems& problems) {
    return problems.empty() ? "" : problems[0].field + "." + problems[0].code;
}

} // namespace

TEST_CASE("an agency is kept as it was written, and history says who added it") {
    on_each_database([](db::Database& database) {
        const auto agency = added(database, charity);
        database.read([&](db::Reader& reader) {
            const auto kept = find_agency(reader, agency.reference);
            REQUIRE(kept);
            CHECK(kept->details == charity);
            CHECK(kept->version == 1);
            CHECK(find_agency(reader, agency.id)->reference == agency.reference);
            CHECK_FALSE(find_host_agency(reader));
        });
        CHECK(actions(database, "agency", agency.id.text()) == std::vector<std::string>{"agency.added"});
    });
}

TEST_CASE("nobody's change to an agency is overwritten silently") {
    on_each_database([](db::Database& database) {
        const auto agency = added(database, charity);
        auto renamed = charity;
        renamed.name = "Aldermoor Families Together";
        CHECK(changed(database, agency, renamed).value().version == 2);

        auto late = charity;
        late.telephone = "01632 960 002";
        const auto refused = changed(database, agency, late);
        REQUIRE_FALSE(refused);
        CHECK(refused.error()[0].code == "changed_meanwhile");
        CHECK(names(database, {}) == std::vector<std::string>{"Aldermoor Families Together"});
    });
}

TEST_CASE("an ended agency is out of the lists, stays ended and cannot be changed") {
    on_each_database([](db::Database& database) {
        const auto agency = added(database, charity);
        const auto gone = ended(database, agency).value();
        CHECK(gone.has_ended());
        CHECK(names(database, {}).empty());
        CHECK(names(database, {.also_ended = true}).size() == 1);
        CHECK_FALSE(ended(database, gone));
        CHECK_FALSE(changed(database, gone, charity));
        CHECK(actions(database, "agency", agency.id.text()) ==
              std::vector<std::string>{"agency.ended", "agency.added"});
    });
}

TEST_CASE("a council has one Early Help agency of its own, which does not end") {
    on_each_database([](db::Database& database) {
        const auto host = added(database, {.name = "Aldermoor Early Help", .kind = "council", .host = true});
        const auto refused = database.writing([](db::Writer& writer) {
            return add_agency(writer, nobody, {.name = "Another", .kind = "council", .host = true});
        });
        REQUIRE_FALSE(refused);
        CHECK(code_of(refused.error()) == "host.second_host");
        CHECK_FALSE(ended(database, host));
        CHECK(changed(database, host, {.name = "Aldermoor Help", .kind = "council", .host = true}));
        CHECK(database.reading([](db::Reader& reader) { return find_host_agency(reader); })->name() ==
              "Aldermoor Help");
    });
}

TEST_CASE("an agency's details are checked field by field") {
    CHECK(problems_with(charity).empty());
    const auto with = [](auto&& change) {
        auto details = charity;
        change(details);
        return code_of(problems_with(details));
    };
    CHECK(with([](auto& d) { d.name = "  "; }) == "name.missing");
    CHECK(with([](auto& d) { d.name = std::string(201, 'x'); }) == "name.too_long");
    CHECK(with([](auto& d) { d.name = "é" + std::string(199, 'x'); }) == "");
    CHECK(with([](auto& d) { d.name = "one\ntwo"; }) == "name.not_one_line");
    CHECK(with([](auto& d) { d.kind = ""; }) == "kind.missing");
    CHECK(with([](auto& d) { d.telephone = "ask Jo"; }) == "telephone.not_a_number");
    CHECK(with([](auto& d) { d.telephone = ""; }) == "");
    CHECK(with([](auto& d) { d.agreement_from = {}; }) == "agreement_from.missing");
    CHECK(with([](auto& d) { d.agreement_to = Day::from_parts(2026, 3, 31); }) == "agreement_to.before_start");
    CHECK(with([](auto& d) { d.agreement_to = d.agreement_from; }) == "");
}

TEST_CASE("an agreement holds from its first day to the end of its last") {
    const Agency agency{.id = {}, .reference = *Reference::parse("22222222"), .details = charity, .ended_at = {}};
    CHECK_FALSE(agency.has_agreement(*Day::from_parts(2026, 3, 31)));
    CHECK(agency.has_agreement(*Day::from_parts(2026, 4, 1)));
    CHECK(agency.has_agreement(*Day::from_parts(2027, 3, 31)));
    CHECK_FALSE(agency.has_agreement(*Day::from_parts(2027, 4, 1)));
}

TEST_CASE("agencies are found by parts of the name in any order, the best first, page by page") {
    on_each_database([](db::Database& database) {
        for (const auto* name : {"St Mary's Church, Radley", "Mary Ward Centre", "Holy Cross Church", "Rosemary House"})
            added(database, {.name = name, .kind = "voluntary"});
        added(database, {.name = "Radley Mary Rose Academy", .kind = "school"});

        CHECK(names(database, {.words = "rad mary"}) ==
              std::vector<std::string>{"Radley Mary Rose Academy", "St Mary's Church, Radley"});
        CHECK(names(database, {.words = "mary"}) ==
              std::vector<std::string>{"Mary Ward Centre", "Radley Mary Rose Academy", "St Mary's Church, Radley",
                                       "Rosemary House"});
        CHECK(names(database, {.words = "saint marys"}).size() == 1);
        CHECK(names(database, {.words = "mary", .kind = "school"}).size() == 1);
        CHECK(names(database, {.words = "zebra"}).empty());
        CHECK(names(database, {}).size() == 5);
        CHECK(names(database, {.from = 4, .limit = 2}) == std::vector<std::string>{"St Mary's Church, Radley"});
        database.read([](db::Reader& reader) { CHECK(matching_agencies(reader, {.limit = 2}).total == 5); });
    });
}

TEST_CASE("teams belong to an agency and work in its localities") {
    on_each_database([](db::Database& database) {
        const auto host = added(database, {.name = "Aldermoor Early Help", .kind = "council", .host = true});
        const auto charity_agency = added(database, charity);
        const auto west = database.writing([&](db::Writer& writer) {
            return add_team(writer, nobody, host.id, {.name = "West", .localities = {"west", "centre"}});
        });
        REQUIRE(west);
        database.write([&](db::Writer& writer) {
            REQUIRE(add_team(writer, nobody, charity_agency.id, {.name = "Home visitors"}));
            REQUIRE(add_team(writer, nobody, host.id, {.name = "East", .telephone = "01632 960 003"}));
        });
        database.read([&](db::Reader& reader) {
            const auto kept = find_team(reader, west.value().reference);
            REQUIRE(kept);
            CHECK(kept->details.localities == std::vector<std::string>{"centre", "west"});
            CHECK(teams_of(reader, host.id).size() == 2);

            const auto council = council_teams(reader);
            REQUIRE(council.size() == 2);
            CHECK(council[0].name() == "East");
            CHECK(council[1].name() == "West");
        });

        database.write([&](db::Writer& writer) {
            REQUIRE(
                change_team(writer, nobody, west.value().id, 1, {.name = "West and centre", .localities = {"west"}}));
            CHECK_FALSE(change_team(writer, nobody, west.value().id, 1, {.name = "Late"}));
            REQUIRE(end_team(writer, nobody, west.value().id, 2));
            CHECK_FALSE(end_team(writer, nobody, west.value().id, 3));
        });
        CHECK(actions(database, "team", west.value().id.text()) ==
              std::vector<std::string>{"team.ended", "team.changed", "team.added"});
        database.read([](db::Reader& reader) { CHECK(council_teams(reader).size() == 1); });
    });
}

TEST_CASE("two teams of one agency do not have the same name at the same time") {
    on_each_database([](db::Database& database) {
        const auto host = added(database, {.name = "Aldermoor Early Help", .kind = "council", .host = true});
        const auto other = added(database, charity);
        database.write([&](db::Writer& writer) {
            const auto add = [&](const Agency& agency, const char* name) {
                return add_team(writer, nobody, agency.id, {.name = name});
            };
            const auto refused = [](const Result<Team>& team) { return !team && has_code(team.error(), "same_name"); };
            const auto west = add(host, "West").value();
            const auto east = add(host, "East").value();
            CHECK(refused(add(host, "West")));
            CHECK(refused(add(host, "WEST ")));
            CHECK(add(other, "West"));

            const auto rename = [&](const Team& team, std::int64_t version, const char* name) {
                return change_team(writer, nobody, team.id, version, {.name = name});
            };
            CHECK(refused(rename(east, 1, "west")));
            CHECK(rename(west, 1, "west"));
            CHECK(has_code(rename(east, 7, "West").error(), "changed_meanwhile"));

            REQUIRE(end_team(writer, nobody, west.id, 2));
            CHECK(rename(east, 1, "West"));
        });
    });
}

} // namespace kith::agencies
