#include "access/users.h"
#include "agencies/agency_store.h"
#include "agencies/team_store.h"
#include "tests/town.h"

#include <doctest/doctest.h>

namespace kith::agencies {

namespace {

Agency agency_of(Town& town, std::string_view who) {
    return town.reading([&](db::Reader& reader) { return find_agency(reader, town.viewer(who).agency).value(); });
}

std::string path_of(const Agency& agency) {
    return "/admin/agencies/" + agency.reference.text();
}

std::vector<Team> teams(Town& town, const Agency& agency) {
    return town.reading([&](db::Reader& reader) { return teams_of(reader, agency.id); });
}

const Fields refuge = {{"name", "Northbridge Refuge"}, {"kind", "voluntary"},       {"telephone", "01632 960 020"},
                       {"confidential", "yes"},        {"agreement_from-day", "1"}, {"agreement_from-month", "4"},
                       {"agreement_from-year", "2026"}};

Fields with(Fields fields, const std::string& name, const std::string& value) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    fields.emplace_back(name, value);
    return fields;
}

} // namespace

TEST_CASE("a system administrator adds an agency with its agreement") {
    on_each_town([](Town& town) {
        CHECK(town.get("alan", "/admin/agencies/new").heading() == "Add an agency");
        const auto added = town.post("alan", "/admin/agencies", refuge);
        REQUIRE(added.status() == 303);
        const auto page = town.get("alan", added.location());
        CHECK(page.heading() == "Northbridge Refuge");
        CHECK(page.says("From 1 April 2026"));
        CHECK(page.says("Yes: that it works with a family is itself private"));
        CHECK(page.says("No teams yet"));
        CHECK(town.get("alan", "/admin/agencies?q=refuge").says("1 agency"));
        CHECK(town.get("alan", "/admin/agencies?q=zebra").says("No agency fits"));
    });
}

TEST_CASE("what is wrong about an agency is said by the field, and what was typed stays") {
    on_each_town([](Town& town) {
        const auto problem_when = [&](const std::string& name, const std::string& value) {
            const auto page = town.post("alan", "/admin/agencies", with(refuge, name, value));
            CHECK(page.status() == 422);
            CHECK(page.field("telephone") == (name == "telephone" ? value : "01632 960 020"));
            return page.problems().size() == 1 ? page.problems()[0] : "not one problem";
        };
        CHECK(problem_when("name", "") == "Enter the agency's name");
        CHECK(problem_when("name", std::string(201, 'x')) == "The name must be 200 characters or fewer");
        CHECK(problem_when("kind", "circus") == "Choose what kind of agency it is");
        CHECK(problem_when("telephone", "ask Jo") == "Enter a telephone number, like 01632 960 001");
        CHECK(problem_when("agreement_from-month", "13") == "Enter a day of the calendar, like 27 3 2027");
        CHECK(problem_when("host", "yes") == "There is already an agency of the council's own. There can be one only");
        CHECK_FALSE(town.get("alan", "/admin/agencies").says("Northbridge Refuge"));
    });
}

TEST_CASE("two who change an agency at once see both texts, and nothing is overwritten") {
    on_each_town([](Town& town) {
        const auto path = path_of(agency_of(town, "joan")) + "/details";
        const auto form = town.get("alan", path);
        CHECK(town.fill_in("alan", form, path, {{"telephone", "01632 960 021"}}).status() == 303);

        const auto late = town.fill_in("alan", form, path, {{"telephone", "01632 960 022"}});
        CHECK(late.status() == 422);
        CHECK(late.says("Somebody else changed this while you had it open"));
        CHECK(late.says("01632 960 021"));
        CHECK(late.field("telephone") == "01632 960 022");
        CHECK(agency_of(town, "joan").details.telephone == "01632 960 021");
        CHECK(town.fill_in("alan", late, path, {}).status() == 303);
        CHECK(agency_of(town, "joan").details.telephone == "01632 960 022");
    });
}

TEST_CASE("a mistake in the form takes over nothing that somebody else saved meanwhile") {
    on_each_town([](Town& town) {
        const auto path = path_of(agency_of(town, "joan")) + "/details";
        const auto form = town.get("alan", path);
        CHECK(town.fill_in("alan", form, path, {{"telephone", "01632 960 021"}}).status() == 303);
        const auto mistaken = town.fill_in("alan", form, path, {{"telephone", "ask Jo"}});
        CHECK(mistaken.status() == 422);
        const auto late = town.fill_in("alan", mistaken, path, {{"telephone", "01632 960 022"}});
        CHECK(late.status() == 422);
        CHECK(late.says("Somebody else changed this while you had it open"));
        CHECK(agency_of(town, "joan").details.telephone == "01632 960 021");

        const auto school = agency_of(town, "ruth");
        town.post("ruth", path_of(school) + "/teams", {{"name", "Pastoral"}});
        const auto team = "/admin/teams/" + teams(town, school)[0].reference.text();
        const auto first = town.get("ruth", team);
        CHECK(town.fill_in("ruth", first, team, {{"name", "Pastoral care"}}).status() == 303);
        const auto nameless = town.fill_in("ruth", first, team, {{"name", ""}});
        CHECK(nameless.status() == 422);
        CHECK(town.fill_in("ruth", nameless, team, {{"name", "Other"}}).says("It says now: Pastoral care"));
    });
}

TEST_CASE("an agency's own administrator changes how to reach it, and nothing that gives rights") {
    on_each_town([](Town& town) {
        const auto school = agency_of(town, "ruth");
        const auto path = path_of(school) + "/details";
        const auto form = town.get("ruth", path);
        CHECK(form.field("telephone") == school.details.telephone);
        for (const auto* name : {"name", "kind", "host", "confidential", "agreement_from-day"})
            CHECK_FALSE(form.field(name));
        const auto saved = town.post("ruth", path,
                                     {{"version", form.field("version").value()},
                                      {"telephone", "01632 960 030"},
                                      {"name", "Ruth's Empire"},
                                      {"host", "yes"},
                                      {"agreement_to-day", "1"},
                                      {"agreement_to-month", "1"},
                                      {"agreement_to-year", "2099"}});
        CHECK(saved.status() == 303);
        auto expected = school.details;
        expected.telephone = "01632 960 030";
        CHECK(agency_of(town, "ruth").details == expected);
        CHECK(town.post("ruth", path_of(school) + "/ending", {{"version", "2"}}).status() != 303);
        CHECK_FALSE(agency_of(town, "ruth").has_ended());
    });
}

TEST_CASE("when an agency ends its people are refused at once (P25)") {
    on_each_town([](Town& town) {
        const auto charity = agency_of(town, "joan");
        CHECK(town.get("joan", "/home").status() == 200);
        const auto asked = town.get("alan", path_of(charity) + "/ending");
        CHECK(asked.says("There is no way back"));
        CHECK(asked.says("1 person works for it in Kith"));
        CHECK(town.fill_in("alan", asked, path_of(charity) + "/ending", {}).status() == 303);
        CHECK(town.get("joan", "/home").status() != 200);
        CHECK(town.get("alan", path_of(charity)).says("Ended"));
        CHECK(town.get("alan", path_of(charity) + "/details").status() == 404);
        CHECK_FALSE(town.get("alan", "/admin/agencies").says(charity.name()));
        CHECK(town.get("alan", "/admin/agencies?ended=yes").says(charity.name()));

        const auto host = agency_of(town, "alan");
        CHECK(town.post("alan", path_of(host) + "/ending", {{"version", "1"}}).status() == 422);
        CHECK(town.get("alan", "/admin").status() == 200);
    });
}

TEST_CASE("when an agreement runs out its people are refused from the next day") {
    on_each_town([](Town& town) {
        const auto path = path_of(agency_of(town, "joan")) + "/details";
        const auto form = town.get("alan", path);
        REQUIRE(town.fill_in("alan", form, path,
                             {{"agreement_to-day", "23"}, {"agreement_to-month", "11"}, {"agreement_to-year", "2026"}})
                    .status() == 303);
        const auto acts = [&](std::string_view email) {
            return town.reading([&](db::Reader& reader) {
                const auto user = access::find_user_by_email(reader, email).value();
                const auto posting = access::postings_of(reader, user.id).front();
                return access::viewer_in(reader, posting.id, town.clock().now(), "test").has_value();
            });
        };
        town.clock().forward(14 * hours_ms - 1); // the end of its last day
        CHECK(acts("joan.price@demo.example"));
        town.clock().forward(1);
        CHECK_FALSE(acts("joan.price@demo.example"));
        CHECK(acts("tom.bell@demo.example")); // another agency's agreement goes on
    });
}

TEST_CASE("teams are added, changed and ended") {
    on_each_town([](Town& town) {
        const auto school = agency_of(town, "ruth");
        CHECK(town.post("ruth", path_of(school) + "/teams", {{"name", ""}}).problems() ==
              std::vector<std::string>{"Enter the team's name"});
        CHECK(
            town.post("ruth", path_of(school) + "/teams", {{"name", "Pastoral"}, {"localities", "nowhere"}}).status() ==
            422);
        CHECK(town.post("ruth", path_of(school) + "/teams", {{"name", "Pastoral"}}).location() == path_of(school));
        const auto twice = town.post("ruth", path_of(school) + "/teams", {{"name", "Pastoral"}});
        CHECK(twice.status() == 422);
        CHECK(twice.problems() == std::vector<std::string>{"There is a team of this name already"});
        CHECK(twice.field("name") == "Pastoral");
        REQUIRE(teams(town, school).size() == 1);

        const auto path = "/admin/teams/" + teams(town, school)[0].reference.text();
        const auto form = town.get("ruth", path);
        CHECK(form.field("name") == "Pastoral");
        CHECK(town.fill_in("ruth", form, path, {{"name", "Pastoral care"}}).status() == 303);
        const auto late = town.fill_in("ruth", form, path, {{"name", "Other"}});
        CHECK(late.status() == 422);
        CHECK(late.says("It says now: Pastoral care"));
        CHECK(late.field("name") == "Other");

        const auto asked = town.get("ruth", path + "/ending");
        CHECK(town.fill_in("ruth", asked, path + "/ending", {}).status() == 303);
        CHECK(town.get("ruth", path).status() == 404);
        CHECK(town.get("ruth", path_of(school)).says("Ended"));
        CHECK(town.get("nadia", path).status() != 200);
    });
}

TEST_CASE("long names and signs of markup are shown as they are") {
    on_each_town([](Town& town) {
        const std::string name = "<b>" + std::string(190, 'W') + "</b>";
        const auto added = town.post("alan", "/admin/agencies", with(refuge, "name", name));
        REQUIRE(added.status() == 303);
        CHECK(town.get("alan", added.location()).heading() == name);
    });
}

} // namespace kith::agencies
