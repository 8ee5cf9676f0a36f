// How people may safely be reached stands first on their pages, wherever it was said: in words, or as a warning that
// there are some.
#include "access/register.h"
#include "agencies/agency_store.h"
#include "db/database.h"
#include "history/record.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

constexpr const char* warning = "There is a warning about safe contact. Ask ";

std::string address_of(Town& town, std::string_view who, const std::string& name) {
    return town.post(who, "/find", {{"q", name}}).link(name);
}

// Says that the first child named is the one whom Kith proposes.
void say_same(Town& town, const std::string& request) {
    const auto page = town.get("priya", request);
    REQUIRE(town.post("priya", request + "/matches",
                      {{"about", "1"},
                       {"person", page.field("person").value()},
                       {"verdict", "same"},
                       {"version", page.field("version").value()}})
                .status() == 303);
}

// Tom's school asks about Maya, whom Sam recorded, and nobody has decided.
std::string ask_about_maya(Town& town, std::string_view who = "tom") {
    auto agreement = agreed();
    agreement.back().second = "Ring mum only, before 3pm. Never the flat.";
    const auto request = ask(town, who, a_new_child(), std::move(agreement));
    say_same(town, request);
    return request;
}

void help_by(Town& town, const std::string& request, const std::string& agency, const std::string& lead) {
    REQUIRE(decide(town, "priya", request,
                   {{"level-1", "3"},
                    {"decision", "PARTNER_EHA"},
                    {"agency-PARTNER_EHA", agency},
                    {"lead-PARTNER_EHA", lead},
                    {"reason", "The school knows them"}})
                .status() == 303);
}

} // namespace

TEST_CASE("whoever rings from a person's page reads first how the request says that they may be reached") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom", a_new_child("Wilhelmina", "Quartermain"));
        REQUIRE(decide_that_sam_helps(town, request).status() == 303);
        const auto person = town.post("sam", "/find", {{"q", "wilhelmina"}}).link("Wilhelmina Quartermain");
        REQUIRE(person.starts_with("/people/"));
        const auto page = town.get("sam", person);
        const auto at = page.words().find("Phone Dana only, before 3pm");
        REQUIRE(at != std::string::npos);
        CHECK(at < page.words().find("Who it is"));
        CHECK(page.says("Said of the family in Request"));
        CHECK(page.says("See above"));
        CHECK_FALSE(page.says(warning));
        CHECK_FALSE(town.get("priya", person).says("Phone Dana"));
        CHECK_FALSE(town.get("priya", person).says(warning)); // nor how to reach anybody
    });
}

TEST_CASE(
    "whoever sees how to reach people reads that there is a warning and whom to ask, where its words are not theirs") {
    on_each_town([](Town& town) {
        const auto maya = address_of(town, "sam", "Maya Okafor-Reid");
        const auto dana = address_of(town, "sam", "Dana Reid");
        const auto family = town.get("sam", maya).link("Okafor-Reid family");
        CHECK_FALSE(town.get("sam", dana).says(warning));
        const auto request = ask_about_maya(town);
        CHECK(town.get("sam", maya).says(std::string(warning) + "the Early Help front door"));
        help_by(town, request, "St Aidan's Primary School", "tom.bell@demo.example");
        REQUIRE(town.get("sam", request).status() == 404);

        for (const auto& address : {maya, dana, family, maya + "/addresses", dana + "/contacts"}) {
            CAPTURE(address);
            const auto page = town.get("sam", address);
            const auto at = page.words().find(std::string(warning) + "Tom Bell, St Aidan's Primary School");
            REQUIRE(at != std::string::npos);
            CHECK(at < page.words().find("Mill Lane"));
            CHECK(at < page.words().find("01632 960101"));
            CHECK(at < page.words().find("Who is whose"));
            CHECK_FALSE(page.says("Never the flat"));
            CHECK(page.response().body.find(request) == std::string::npos);
        }
        CHECK(town.get("tom", maya).says("Never the flat"));
        CHECK_FALSE(town.get("tom", maya).says(warning));
    });
}

TEST_CASE("the line of a view names the request of which it shows that there is a warning") {
    on_each_town([](Town& town) {
        const auto maya = address_of(town, "sam", "Maya Okafor-Reid");
        const auto request = ask_about_maya(town);
        constexpr db::Sql requests_seen = R"sql(
            select count(*) as seen
              from history_subjects s
              join history_lines l on l.subjects = s.list
             where l.action = 'person.viewed'
               and s.kind = 'request'
        )sql";
        const auto seen = [&] {
            return town.reading([&](db::Reader& reader) {
                return reader.one(requests_seen, {}, [](const db::Row& row) { return row.integer("seen"); }).value();
            });
        };
        REQUIRE(seen() == 0);
        REQUIRE(town.get("sam", maya).says(warning));
        CHECK(seen() == 1);
    });
}

TEST_CASE("a warning of a request that is kept from somebody is as if it were not there") {
    on_each_town([](Town& town) {
        const auto maya = address_of(town, "sam", "Maya Okafor-Reid");
        const auto before = town.get("sam", maya).words();
        const auto request = ask_about_maya(town);
        REQUIRE(town.get("sam", maya).says(warning));
        constexpr db::Sql only_request = "select id from requests";
        town.writing([&](db::Writer& writer) {
            const auto id = writer.one(only_request, {}, [](const db::Row& row) { return row.text("id"); }).value();
            access::keep_private(writer, id);
            return true;
        });
        CHECK(town.get("sam", maya).words() == before);
    });
}

TEST_CASE("an agency that must not be known to help is not named as whom to ask about a warning") {
    on_each_town([](Town& town) {
        const std::string refuge = "Northbridge Family Friends";
        town.writing([&](db::Writer& writer) {
            auto agency = agencies::find_agency(writer, town.viewer("joan").agency).value();
            agency.details.confidential = true;
            return agencies::change_agency(writer, {}, agency.id, agency.version, agency.details).has_value();
        });
        const auto dana = address_of(town, "sam", "Dana Reid");
        const auto request = ask_about_maya(town, "joan");
        help_by(town, request, refuge, "joan.price@demo.example");
        const auto page = town.get("sam", dana);
        CHECK(page.says(std::string(warning) + "the Early Help front door"));
        CHECK_FALSE(page.says("Joan"));
        CHECK_FALSE(page.says(refuge));
    });
}

TEST_CASE("no warning is told of whose words stand on the record anyway") {
    on_each_town([](Town& town) {
        const auto maya = address_of(town, "sam", "Maya Okafor-Reid");
        ask_about_maya(town);
        REQUIRE(town.get("sam", maya).says(warning));
        const auto form = maya + "/safe-contact";
        REQUIRE(town.fill_in("sam", town.get("sam", form), form,
                             {{"how", "Ring mum only, before 3pm. Never the flat."}, {"source", "Dana"}})
                    .status() == 303);
        const auto page = town.get("sam", maya);
        CHECK(page.says("Never the flat"));
        CHECK_FALSE(page.says(warning));
    });
}

} // namespace kith::requests
