// A refuge that asks for support is named to its own people and to the front door, which rings it, and to nobody who
// reads its request later.

#include "agencies/agency_store.h"
#include "db/database.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "requests/request_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

constexpr std::string_view refuge = "Northbridge Family Friends";

// Joan's charity, where Ann works too.
void make_it_a_refuge(Town& town) {
    const auto charity = town.viewer("joan").agency;
    town.writing([&](db::Writer& writer) {
        auto agency = agencies::find_agency(writer, charity).value();
        agency.details.confidential = true;
        return agencies::change_agency(writer, {}, agency.id, agency.version, agency.details).has_value();
    });
    town.add_worker("ann", "Ann Lee", charity, access::Role::partner);
}

void say_it_is_maya(Town& town, const std::string& request) {
    const auto page = town.get("priya", request);
    REQUIRE(town.post("priya", request + "/matches",
                      {{"about", "1"},
                       {"person", page.field("person").value()},
                       {"verdict", "same"},
                       {"version", page.field("version").value()}})
                .status() == 303);
}

// Begun by Ann and sent by Joan, who answers a question and adds something.
std::string asked_by_the_refuge(Town& town) {
    const auto draft = begin_draft(town, "ann");
    save_page(town, "ann", draft, 1, a_new_child());
    REQUIRE(town.post("ann", draft + "/holder", {{"colleague", "joan.price@demo.example"}}).status() == 303);
    save_page(town, "joan", draft, 2, a_worry());
    save_page(town, "joan", draft, 3, agreed());
    const auto sent = press_send(town, "joan", draft).location();
    auto request = sent.substr(0, sent.rfind('/'));
    REQUIRE(decide(town, "priya", request, {{"decision", "ASK"}, {"question-ASK", "Who collects her?"}}).status() ==
            303);
    REQUIRE(
        town.fill_in("joan", town.get("joan", request), request + "/answers", {{"answer", "Her aunt does"}}).status() ==
        303);
    REQUIRE(town.fill_in("joan", town.get("joan", request), request + "/additions", {{"words", "She sleeps now"}})
                .status() == 303);
    say_it_is_maya(town, request);
    return request;
}

// Added to help that is open for the same family.
void add_to_that_help(Town& town, const std::string& request) {
    REQUIRE(decide(town, "priya", request, {{"decision", "OPEN_ELSEWHERE"}, {"reason", "Helped already"}}).status() ==
            303);
}

Request as_kept(Town& town, const std::string& address) {
    const auto reference = Reference::parse(address.substr(address.rfind('/') + 1)).value();
    return town.reading([&](db::Reader& reader) {
        return find_request(reader, town.viewer("priya"), reference, town.clock().now()).value().request;
    });
}

// Where somebody who helps that family meets the request.
std::vector<std::string> where_it_is_met(Town& town, std::string_view who, const std::string& request) {
    const auto family = as_kept(town, request).family;
    const auto reference = town.reading([&](db::Reader& reader) {
        return families::find_family(reader, town.viewer(who), family, town.clock().now()).value().family.reference;
    });
    return {"/home", request, request + "/print", "/families/" + reference.text(),
            "/episodes/" + open_help(town, who, family).value().reference.text()};
}

void names_no_refuge(const SeenPage& page) {
    REQUIRE(page.status() == 200);
    CHECK(page.says("upport service"));
    for (const auto& secret : {std::string(refuge), std::string("Joan"), std::string("Ann Lee"),
                               std::string("01632 960005"), std::string("joan.price")}) {
        CAPTURE(secret);
        CHECK(page.response().body.find(secret) == std::string::npos);
    }
}

} // namespace

TEST_CASE("a refuge that asked is a support service to the school that leads the family") {
    on_each_town([](Town& town) {
        make_it_a_refuge(town);
        const auto first = ask(town, "tom");
        say_it_is_maya(town, first);
        REQUIRE(decide(town, "priya", first,
                       {{"level-1", "3"},
                        {"decision", "PARTNER_EHA"},
                        {"agency-PARTNER_EHA", "St Aidan's Primary School"},
                        {"lead-PARTNER_EHA", "tom.bell@demo.example"},
                        {"reason", "They know her"}})
                    .status() == 303);
        const auto request = asked_by_the_refuge(town);
        add_to_that_help(town, request);

        for (const auto& address : where_it_is_met(town, "tom", request)) {
            CAPTURE(address);
            names_no_refuge(town.get("tom", address));
        }
        CHECK(town.get("tom", "/home/added").says("A support service, added"));
        names_no_refuge(town.post("tom", "/find", {{"q", "maya okafor"}}));
        const auto page = town.get("tom", request);
        CHECK(page.says("From A support service, "));
        CHECK(page.says("Her aunt does"));
        CHECK(page.says("She sleeps now"));
        CHECK(page.says("Priya Nair, Northbridge Families"));
        CHECK(town.get("tom", request + "/print").says("Sent by A support service, "));
    });
}

TEST_CASE("a refuge that asked is a support service to the council's worker who leads, and to their manager") {
    on_each_town([](Town& town) {
        make_it_a_refuge(town);
        const auto first = ask(town, "tom");
        say_it_is_maya(town, first);
        REQUIRE(decide_that_sam_helps(town, first).status() == 303);
        const auto request = asked_by_the_refuge(town);
        add_to_that_help(town, request);

        const auto pages = where_it_is_met(town, "sam", request);
        for (const auto& address : pages) {
            CAPTURE(address);
            names_no_refuge(town.get("sam", address));
        }
        const auto found = town.post("sam", "/find", {{"q", "maya okafor"}});
        CHECK(found.link("for Maya Okafor-Reid") != "");
        names_no_refuge(found);
        names_no_refuge(town.get("grace", request));
        names_no_refuge(town.get("grace", pages.back()));
        CHECK(town.get("sam", first).says("From Tom Bell, St Aidan's Primary School"));
    });
}

TEST_CASE("the front door reads who rang from a refuge while it decides and looks back, and so do the refuge's own") {
    on_each_town([](Town& town) {
        make_it_a_refuge(town);
        const auto request = asked_by_the_refuge(town);
        const auto is_told = [&](const std::string& address) {
            CAPTURE(address);
            CHECK(town.get("priya", address).says("Joan Price, Northbridge Family Friends"));
        };
        is_told(request);
        is_told(request + "/decision");
        is_told(request + "/print");
        CHECK(town.get("priya", request).says("01632 960005"));
        CHECK(town.get("priya", request).says("Ann Lee and Joan Price, Northbridge Family Friends"));
        CHECK(town.get("priya", "/requests").says(refuge));
        CHECK(town.post("priya", "/find", {{"q", "maya okafor"}}).says(refuge));
        REQUIRE(
            decide(town, "priya", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "A club"}}).status() ==
            303);
        is_told(request);
        for (const auto* who : {"joan", "ann"})
            CHECK(town.get(who, request).says("Ann Lee and Joan Price, Northbridge Family Friends"));
        town.clock().forward(6 * days_ms); // the front door's own look back has ended
        names_no_refuge(town.get("omar", request));
        names_no_refuge(town.post("omar", "/find", {{"q", "maya okafor"}}));
    });
}

} // namespace kith::requests
