#include "access/register.h"
#include "access/restriction.h"
#include "access/users.h"
#include "agencies/agency_store.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "history/record.h"
#include "people/person_store.h"
#include "protection/protection_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

std::string found(Town& town, std::string_view who, const std::string& typed, const std::string& link) {
    return town.post(who, "/find", {{"q", typed}}).link(link);
}

std::string begums(Town& town) {
    return found(town, "sam", "yusuf begum", "Begum family");
}

// Sam keeps the Begums to himself and Grace.
SeenPage protect(Town& town, const std::string& family) {
    const auto page = town.get("sam", family + "/protection");
    Fields fields{{"reason", "He is looking for them"}};
    for (const auto& each : page.offered("names"))
        fields.emplace_back("names", each);
    return town.post("sam", family + "/protection", std::move(fields));
}

SeenPage name_too(Town& town, const std::string& family, const std::string& email) {
    return town.post("grace", family + "/protection/names", {{"email", email}});
}

// Grace works with the family too.
void involve_grace(Town& town, const std::string& family) {
    town.writing([&](db::Writer& writer) {
        const auto seen = families::find_family(writer, town.viewer("sam"),
                                                *Reference::parse(family.substr(family.rfind('/') + 1)), writer.now());
        const auto id = std::string(seen.value().family.id.text());
        access::add_to_case(writer, id, id);
        for (const auto& person : seen->people)
            access::add_to_case(writer, person.summary.id.text(), id);
        access::begin_involvement(writer, id, town.viewer("grace").posting, town.viewer("grace").agency);
        return true;
    });
}

std::string id_of(Town& town, const std::string& family) {
    return town.reading([&](db::Reader& reader) {
        const auto reference = *Reference::parse(family.substr(family.rfind('/') + 1));
        return std::string(
            families::find_family(reader, town.viewer("sam"), reference, town.clock().now())->family.id.text());
    });
}

std::string newest_action(Town& town, const std::string& family) {
    return town.reading([&](db::Reader& reader) {
        const auto seen = families::find_family(
            reader, town.viewer("grace"), *Reference::parse(family.substr(family.rfind('/') + 1)), town.clock().now());
        return history::lines_about(reader, "family", seen.value().family.id.text(), 1).front().line.action;
    });
}

// Joan's charity is a refuge and helps Maya's family: gives the episode.
Id<episodes::Episode> helped_by_a_refuge(Town& town) {
    const std::string charity = "Northbridge Family Friends";
    town.writing([&](db::Writer& writer) {
        auto agency = agencies::matching_agencies(writer, {.words = charity}).agencies.front();
        agency.details.confidential = true;
        agencies::change_agency(writer, {}, agency.id, agency.version, agency.details).value();
        return true;
    });
    const auto request = ask(town, "joan");
    const auto page = town.get("priya", request);
    town.post("priya", request + "/matches",
              {{"about", "1"},
               {"person", page.field("person").value_or("")},
               {"verdict", "same"},
               {"version", page.field("version").value_or("")}});
    decide(town, "priya", request,
           {{"level-1", "3"}, {"decision", "PARTNER_EHA"}, {"agency-PARTNER_EHA", charity}, {"reason", "She asked"}});
    town.clock().forward(6 * days_ms); // the front door's own look back has ended
    const auto family = found(town, "sam", "maya okafor", "Okafor-Reid family");
    const auto seen = town.reading([&](db::Reader& reader) {
        return families::find_family(reader, town.viewer("sam"),
                                     *Reference::parse(family.substr(family.rfind('/') + 1)), town.clock().now());
    });
    return open_help(town, "sam", seen.value().family.id).value().id;
}

} // namespace

TEST_CASE("a protected family is there for those who are named and for nobody else") {
    on_each_town([](Town& town) {
        const auto family = begums(town);
        const auto yusuf = found(town, "sam", "yusuf begum", "Yusuf");
        CHECK(town.get("omar", family).status() == 200);
        CHECK(town.post("omar", "/find", {{"q", "begum"}}).says("People: 2"));

        const auto done = protect(town, family);
        CHECK(done.status() == 303);
        CHECK(done.location() == family);
        CHECK(town.get("sam", family).says("Protected. Only Grace Adeyemi and Sam Okoro can see this."));
        CHECK(town.get("sam", yusuf).says("Protected. Only Grace Adeyemi and Sam Okoro can see this."));
        CHECK(town.get("grace", family).status() == 200);
        CHECK(town.get("grace", yusuf).says("Yusuf Begum"));
        const auto protection = town.get("grace", family + "/protection");
        CHECK(protection.says("He is looking for them"));
        CHECK(protection.says("Decided by Sam Okoro"));

        for (const auto* who : {"omar", "priya"}) {
            CHECK(town.get(who, family).status() == 404);
            CHECK(town.get(who, family + "/protection").status() == 404);
            CHECK(town.get(who, family + "/own-bar").status() == 404);
            CHECK(town.get(who, yusuf).status() == 404);
            const auto nobody = town.post(who, "/find", {{"q", "begum"}});
            CHECK(nobody.says("People: 0"));
            CHECK_FALSE(nobody.says("Yusuf"));
            CHECK_FALSE(town.post(who, "/find", {{"q", "begam"}}).says("Yusuf"));   // nothing that sounds like it
            CHECK_FALSE(town.post(who, "/find", {{"q", "NB4 1AB"}}).says("Yusuf")); // nor who lives there
        }
        const auto request = ask(town, "nadia", a_new_child("Yusuf", "Begum"));
        for (const auto& page : {town.get("priya", request), town.get("priya", request + "/decision")}) {
            CHECK(page.status() == 200);
            CHECK_FALSE(page.says("Same person?"));
            CHECK_FALSE(page.says("Salma"));
        }
        CHECK_FALSE(town.post("omar", "/people/new", {{"searched", "yusuf begum"}}).says("born 2014"));
    });
}

TEST_CASE("protecting asks why, and for somebody who could change it later") {
    on_each_town([](Town& town) {
        const auto family = begums(town);
        const auto page = town.get("sam", town.get("sam", family).link("Protect this family"));
        REQUIRE(page.offered("names").size() == 2); // Grace, who manages; Sam, who sees it
        CHECK_FALSE(page.says("Not kept with it"));
        const auto sam_alone = page.offered("names").back();
        const auto wrong = town.post("sam", family + "/protection", {{"names", sam_alone}, {"email", "x@y.example"}});
        CHECK(wrong.status() == 422);
        CHECK(wrong.field("email") == "x@y.example");
        CHECK(wrong.chosen("names") == std::vector<std::string>{sam_alone});
        const auto alone = town.post("sam", family + "/protection", {{"names", sam_alone}, {"reason", " "}});
        CHECK(alone.problems() == std::vector<std::string>{"Name at least one team manager of the council, so that "
                                                           "somebody can change this later",
                                                           "Say why, for whoever looks at this later"});
        CHECK(town.get("omar", family).status() == 200);
        CHECK(protect(town, family).status() == 303);
        CHECK(newest_action(town, family) == "protection.made");
        CHECK(protect(town, family).status() == 422); // somebody did meanwhile
        for (const auto* who : {"tom", "peter", "alan"})
            CHECK(town.get(who, family + "/protection").status() == 403);
    });
}

TEST_CASE("a manager who is named changes who may see it and ends it, and never leaves nobody") {
    on_each_town([](Town& town) {
        const auto family = begums(town);
        protect(town, family);
        CHECK(town.post("sam", family + "/protection/names", {{"email", "omar.haddad@demo.example"}}).status() == 403);
        CHECK(town.post("sam", family + "/protection/end", {{"reason", "over"}}).status() == 403);
        const auto unknown = name_too(town, family, "nobody@demo.example");
        CHECK(unknown.status() == 422);
        CHECK(unknown.field("email") == "nobody@demo.example");
        CHECK(name_too(town, family, "alan.reid@demo.example").status() == 422); // works with no family

        CHECK(name_too(town, family, "omar.haddad@demo.example").status() == 303);
        CHECK(newest_action(town, family) == "protection.named");
        CHECK(town.get("omar", family).says("Yusuf Begum"));
        CHECK(town.get("priya", family).status() == 404);

        const auto graces = town.reading([&](db::Reader& reader) {
            return access::find_posting(reader, town.viewer("grace").posting)->reference.text();
        });
        const auto omars = town.reading([&](db::Reader& reader) {
            return access::find_posting(reader, town.viewer("omar").posting)->reference.text();
        });
        const auto nobody = town.post("grace", family + "/protection/names", {{"remove", graces}});
        CHECK(nobody.status() == 422);
        CHECK(town.get("grace", family).status() == 200);
        CHECK(town.post("grace", family + "/protection/names", {{"remove", omars}}).status() == 303);
        CHECK(newest_action(town, family) == "protection.unnamed");
        CHECK(town.get("omar", family).status() == 404);

        CHECK(town.post("grace", family + "/protection/end", {{"reason", ""}}).status() == 422);
        CHECK(town.post("grace", family + "/protection/end", {{"reason", "He is in prison"}}).status() == 303);
        CHECK(town.get("omar", family).says("This family is known"));
        CHECK(town.get("grace", family).says("This family is known")); // as before
        CHECK_FALSE(town.get("sam", family).says("Protected"));
        CHECK(town.get("sam", family).says("Yusuf Begum"));
    });
}

TEST_CASE("with a family go the records of its people of today that whoever protects it sees") {
    on_each_town([](Town& town) {
        const auto family = found(town, "sam", "maya okafor", "Okafor-Reid family");
        const auto maya = found(town, "sam", "maya okafor", "Maya");
        const auto tobi = found(town, "sam", "tobi okafor", "Tobi");
        const auto ngozi = found(town, "sam", "ngozi okafor", "Ngozi");
        const auto leaving = town.get("sam", family + "/members").link(": Ngozi Okafor");
        REQUIRE(town.fill_in("sam", town.get("sam", leaving), leaving,
                             {{"until-day", "2"}, {"until-month", "11"}, {"until-year", "2026"}})
                    .status() == 303);
        town.writing([&](db::Writer& writer) {
            const auto seen = people::find_person(writer, town.viewer("sam"),
                                                  *Reference::parse(tobi.substr(tobi.rfind('/') + 1)), writer.now());
            access::forget_maker(writer, seen.value().summary.id.text());
            return true;
        });
        CHECK(town.get("sam", family + "/protection").says("the record of Ngozi Okafor and Tobi Okafor-Reid"));
        REQUIRE(protect(town, family).status() == 303);
        CHECK(town.get("omar", maya).status() == 404);
        CHECK(town.get("omar", ngozi).status() == 200);
        CHECK(town.get("omar", tobi).status() == 200);
    });
}

TEST_CASE("a refuge and its workers are not named to who may not know that it helps") {
    on_each_town([](Town& town) {
        const auto episode = helped_by_a_refuge(town);
        const auto family = found(town, "sam", "maya okafor", "Okafor-Reid family");
        const auto page = town.get("sam", family + "/protection");
        CHECK(page.says("A support service"));
        CHECK_FALSE(page.says("Joan"));
        CHECK_FALSE(page.says("Family Friends"));
        REQUIRE(page.offered("names").size() == 3); // Grace, Sam and Joan

        REQUIRE(protect(town, family).status() == 303);
        CHECK(town.get("sam", family).says("Only Grace Adeyemi, Sam Okoro and a support service can see this."));
        for (const auto& [who, path] : {std::pair("sam", family), std::pair("grace", family + "/protection")}) {
            CHECK(town.get(who, path).says("upport service"));
            CHECK_FALSE(town.get(who, path).says("Joan"));
            CHECK_FALSE(town.get(who, path).says("Family Friends"));
        }
        const auto herself = town.reading([&](db::Reader& reader) {
            const auto joan = town.viewer("joan");
            const auto seen = families::find_family(
                reader, joan, *Reference::parse(family.substr(family.rfind('/') + 1)), town.clock().now());
            return protection::find_own_protection(reader, joan, seen.value().family.id.text(), town.clock().now())
                ->named[1];
        });
        CHECK(herself.name == "Joan Price"); // among its own the refuge is no secret

        town.writing([&](db::Writer& writer) {
            access::begin_involvement(writer, episode.text(), town.viewer("grace").posting,
                                      town.viewer("grace").agency);
            return true;
        });
        CHECK(town.get("grace", family + "/protection").says("Joan Price Northbridge Family Friends"));
    });
}

TEST_CASE("a person is protected without their family") {
    on_each_town([](Town& town) {
        const auto ngozi = found(town, "sam", "ngozi okafor", "Ngozi");
        const auto page = town.get("sam", ngozi + "/protection");
        Fields fields{{"reason", "In a refuge"}};
        for (const auto& each : page.offered("names"))
            fields.emplace_back("names", each);
        CHECK(town.post("sam", ngozi + "/protection", std::move(fields)).status() == 303);
        CHECK(town.get("omar", ngozi).status() == 404);
        const auto family = found(town, "omar", "maya okafor", "Okafor-Reid family");
        CHECK(town.get("omar", family).status() == 200);
        CHECK_FALSE(town.post("omar", "/find", {{"q", "okafor"}}).says("Ngozi"));
        CHECK(town.get("sam", family).says("Ngozi"));
        CHECK(town.get("grace", ngozi).says("Ngozi Okafor"));
    });
}

TEST_CASE("who says that they know a family sees it no more, and a manager sees that they said so") {
    on_each_town([](Town& town) {
        const auto family = found(town, "sam", "arjun shah", "Shah family");
        const auto arjun = found(town, "sam", "arjun shah", "Arjun");
        involve_grace(town, family);
        const auto wrong = town.post("sam", family + "/own-bar", {{"note", "Our children are friends"}});
        CHECK(wrong.status() == 422);
        CHECK(wrong.field("note") == "Our children are friends");
        CHECK(town.get("sam", family).status() == 200);

        const auto said = town.post("sam", town.get("sam", family).link("I know them myself"),
                                    {{"connection", "neighbour"}, {"note", "Our children are friends"}});
        CHECK(said.location() == "/home");
        CHECK(newest_action(town, family) == "bar.declared");
        CHECK(town.get("grace", family + "/protection").offered("names").size() == 1); // Grace alone
        for (const auto& address : {family, arjun, family + "/own-bar", family + "/looks"})
            CHECK(town.get("sam", address).status() == 404);
        CHECK(town.post("sam", "/find", {{"q", "shah"}}).says("People: 0"));
        CHECK(town.get("omar", family).status() == 200);

        const auto bars = town.get("grace", town.get("grace", family).link("1 person must not see this"));
        CHECK(bars.says("Sam Okoro"));
        CHECK(bars.says("A neighbour or friend Said so themselves"));
        CHECK(bars.says("Our children are friends"));
        const auto bar = bars.field("bar").value();
        CHECK(town.post("grace", family + "/bars/end", {{"bar", bar}, {"reason", ""}}).status() == 422);
        CHECK(town.get("sam", family).status() == 404);
        CHECK(town.post("grace", family + "/bars/end", {{"bar", bar}, {"reason", "Another Shah family"}}).status() ==
              303);
        CHECK(newest_action(town, family) == "bar.ended");
        CHECK(town.get("sam", family).status() == 200);
    });
}

TEST_CASE(
    "a manager keeps a family from somebody, also from a school's worker and from who knows no more than its name") {
    on_each_town([](Town& town) {
        const auto family = begums(town);
        involve_grace(town, family);
        const auto keep = [&](const std::string& email) {
            return town.post("grace", family + "/bars", {{"email", email}, {"connection", "relative"}});
        };
        CHECK(keep("nobody@demo.example").status() == 422);
        CHECK(town.post("grace", family + "/bars", {{"email", "omar.haddad@demo.example"}}).status() == 422);
        CHECK(town.get("omar", family).status() == 200);
        CHECK(keep("omar.haddad@demo.example").status() == 303);
        CHECK(town.get("omar", family).status() == 404);
        CHECK(keep("omar.haddad@demo.example").status() == 303); // twice is once
        CHECK(town.get("grace", family).says("1 person must not see this"));
        CHECK(town.get("priya", family).status() == 200);
        for (const auto* who : {"sam", "omar", "tom"})
            CHECK(town.post(who, family + "/bars", {{"email", "x"}}).status() == 403);

        // Nobody who is barred can be named.
        protect(town, family);
        CHECK(name_too(town, family, "omar.haddad@demo.example").status() == 422);
    });
}

TEST_CASE("who works for a refuge is not named among those who must not see a family, and can be let back") {
    on_each_town([](Town& town) {
        helped_by_a_refuge(town);
        const auto family = found(town, "sam", "maya okafor", "Okafor-Reid family");
        involve_grace(town, family);
        const auto joan = town.viewer("joan");
        const auto joan_sees = [&] {
            const auto reference = *Reference::parse(family.substr(family.rfind('/') + 1));
            return town.reading([&](db::Reader& reader) {
                return families::find_family(reader, joan, reference, town.clock().now()).has_value();
            });
        };
        REQUIRE(joan_sees());
        const auto id = id_of(town, family);
        REQUIRE(town.writing([&](db::Writer& writer) {
            return protection::bar(writer, joan, {access::Kind::family, id, "", family}, {joan.user, "relative", ""})
                .has_value();
        }));
        CHECK_FALSE(joan_sees());

        const auto page = town.get("grace", family + "/bars");
        CHECK(page.says("Somebody of a support service"));
        CHECK(page.says("Said so themselves"));
        CHECK(page.says("Let somebody of a support service see it again"));
        const Fields bar{{"bar", page.field("bar").value()}};
        const auto unsaid = town.post("grace", family + "/bars/end", bar);
        CHECK(unsaid.status() == 422);
        for (const auto& each : {page, unsaid}) {
            CHECK_FALSE(each.says("Joan"));
            CHECK_FALSE(each.says("Family Friends"));
        }
        CHECK(town.post("grace", family + "/bars/end", {bar.front(), {"reason", "Another family of that name"}})
                  .status() == 303);
        CHECK(joan_sees());
    });
}

TEST_CASE("a colleague who works for a refuge besides is named to their own") {
    on_each_town([](Town& town) {
        helped_by_a_refuge(town);
        const auto family = found(town, "sam", "maya okafor", "Okafor-Reid family");
        involve_grace(town, family);
        const auto omar = town.viewer("omar").user;
        town.writing([&](db::Writer& writer) {
            return access::add_posting(writer, {},
                                       {.user = omar,
                                        .agency = town.viewer("joan").agency,
                                        .from = writer.now(),
                                        .to = writer.now() + 30 * days_ms})
                .has_value();
        });
        town.post("grace", family + "/bars", {{"email", "omar.haddad@demo.example"}, {"connection", "relative"}});
        CHECK(town.get("grace", family + "/bars").says("Omar Haddad"));
    });
}

TEST_CASE("a manager who knows the family is not among those offered for its protection") {
    on_each_town([](Town& town) {
        const auto family = begums(town);
        CHECK(town.get("sam", family + "/protection").offered("names").size() == 2);
        REQUIRE(town.post("grace", family + "/own-bar", {{"connection", "relative"}}).status() == 303);
        CHECK(town.get("sam", family + "/protection").offered("names").size() == 1);
    });
}

TEST_CASE("of two bars the one that is left goes on") {
    on_each_town([](Town& town) {
        const auto family = begums(town);
        const auto yusuf = found(town, "sam", "yusuf begum", "Yusuf");
        involve_grace(town, family);
        const Fields omar{{"email", "omar.haddad@demo.example"}, {"connection", "relative"}};
        town.post("grace", family + "/bars", omar);
        town.post("grace", yusuf + "/bars", omar);
        const auto bar = town.get("grace", family + "/bars").field("bar").value();
        CHECK(town.post("grace", family + "/bars/end", {{"bar", bar}, {"reason", "A mistake"}}).status() == 303);
        CHECK(town.get("omar", yusuf).status() == 404);
        CHECK(town.get("omar", family).status() == 404); // Yusuf belongs to it
    });
}

TEST_CASE("a bar is ended on the page of its own record, and for its own worker alone") {
    on_each_town([](Town& town) {
        const auto begum = begums(town);
        const auto shah = found(town, "sam", "arjun shah", "Shah family");
        for (const auto& family : {begum, shah}) {
            involve_grace(town, family);
            for (const auto* email : {"omar.haddad@demo.example", "priya.nair@demo.example"}) {
                town.clock().forward(1000);
                town.post("grace", family + "/bars", {{"email", email}, {"connection", "relative"}});
            }
        }
        const auto omars = town.get("grace", begum + "/bars").field("bar").value();
        const Fields mistake{{"bar", omars}, {"reason", "A mistake"}};
        CHECK(town.post("grace", shah + "/bars/end", mistake).status() == 422);
        CHECK(town.get("omar", begum).status() == 404);
        CHECK(town.post("grace", begum + "/bars/end", mistake).status() == 303);
        CHECK(town.get("omar", begum).status() == 200);
        CHECK(town.get("priya", begum).status() == 404);
        CHECK(town.get("omar", shah).status() == 404);
        CHECK(town.get("grace", begum).says("1 person must not see this"));
    });
}

TEST_CASE("nobody is named for a protection that another has followed meanwhile") {
    on_each_town([](Town& town) {
        const auto family = begums(town);
        protect(town, family);
        const auto grace = town.viewer("grace");
        REQUIRE(town.get("grace", family + "/protection").status() == 200);
        const auto late = sent_while(
            town,
            [&](db::Writer& writer) {
                const auto reference = *Reference::parse(family.substr(family.rfind('/') + 1));
                const auto id =
                    std::string(families::find_family(writer, grace, reference, writer.now())->family.id.text());
                access::lift_restriction(writer, access::find_restriction(writer, id).value());
                access::restrict_to_names(writer, id, {});
                access::name_for(writer, access::find_restriction(writer, id).value(), grace.posting, grace.agency);
            },
            [&] { return name_too(town, family, "omar.haddad@demo.example"); });
        CHECK(late.status() == 422);
        CHECK(town.get("grace", family).status() == 200);
        CHECK(town.get("omar", family).status() == 404);
    });
}
