// P4, for a family that is protected and for one that a worker is barred from: whoever must not know of it gets every
// page, count, search, suggestion and list as if it had never been written down.

#include "families/family_store.h"
#include "families/family_views.h"
#include "protection/protection_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

// Whose pages, by what they ask for.
using Pages = std::map<std::string, std::string>;

Fields about_zebedee() {
    auto fields = a_new_child("Zebedee", "Quill");
    for (auto& [name, value] : fields)
        if (name == "child_postcode") value = "NB6 3EF";
    return fields;
}

Pages pages_of(Town& town, std::string_view who, const std::string& request) {
    Pages pages;
    for (const char* const address : {"/home", "/requests", "/requests?state=decided", "/admin", "/admin/users",
                                      "/admin/mail", "/find", "/people/new"})
        pages[address] = town.get(who, address).words();
    for (const auto& address : {request, request + "/decision", request + "/print"})
        pages[address] = town.get(who, address).words();
    for (const std::string typed : {"quill", "zebedee quill", "zebediah quil", "zeb", "14/3/2017", "nb6 3ef", "2017",
                                    "01632 960199", "orchard", "family quill"}) {
        pages["find " + typed] = town.post(who, "/find", {{"q", typed}}).words();
        pages["add " + typed] = town.post(who, "/people/new", {{"searched", typed}}).words();
        pages["like " + typed] =
            town.post(who, "/people",
                      {{"searched", typed}, {"given", "Zebedee"}, {"family", "Quill"}, {"born-day", "40"}})
                .words();
    }
    return pages;
}

std::string difference(const Pages& before, const Pages& after) {
    for (const auto& [what, words] : before) {
        const auto& other = after.at(what);
        if (other == words) continue;
        const auto at = std::mismatch(words.begin(), words.end(), other.begin(), other.end());
        const auto from = static_cast<std::size_t>(at.first - words.begin());
        return what + ": '" + words.substr(from, 60) + "' became '" + other.substr(from, 60) + "'";
    }
    return {};
}

struct Quills {
    protection::Record record;
    std::string zebedee; // his page
};

// Written down by Sam, as the child of the request and his mother.
Quills write_down(Town& town) {
    return town.writing([&](db::Writer& writer) {
        const auto sam = town.viewer("sam");
        const auto child =
            people::add_person(writer, sam,
                               {.name = {"Zebedee", "Quill"},
                                .birth = people::Birth::on(*people::PartDay::from_parts(2017, 3, 14, "AAA")),
                                .address = people::Address{.lines = "7 Orchard Close", .postcode = "NB6 3EF"},
                                .contacts = {{people::ContactKind::telephone, "01632 960199", ""}}});
        const auto mother = people::add_person(writer, sam, {.name = {"Zenobia", "Quill"}});
        const auto family = families::add_family(writer, sam, "Quill", {child.id, mother.id}, "the family");
        Quills quills{{access::Kind::family, std::string(family.id.text()), "Quill family",
                       "/families/" + family.reference.text()},
                      "/people/" + child.reference.text()};
        return quills;
    });
}

void protect(Town& town, const Quills& quills) {
    const bool done = town.writing([&](db::Writer& writer) {
        return protection::protect(
                   writer, town.viewer("sam"), quills.record,
                   protection::people_to_name(writer, town.viewer("sam"), quills.record.id, writer.now()),
                   "He must not know")
            .has_value();
    });
    REQUIRE(done);
}

constexpr std::array not_named = {"priya", "omar", "tom", "nadia", "shazia", "joan", "alan", "ruth"};

} // namespace

TEST_CASE("P4: a protected family changes nothing for whoever is not named") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "nadia", about_zebedee());
        std::map<std::string, Pages> before;
        for (const auto* who : not_named)
            before[who] = pages_of(town, who, request);
        const auto quills = write_down(town);
        CHECK(difference(before["omar"], pages_of(town, "omar", request)) != ""); // what is compared would tell
        protect(town, quills);
        for (const auto* who : not_named) {
            CAPTURE(std::string(who));
            CHECK(difference(before[who], pages_of(town, who, request)) == "");
            CHECK(town.get(who, quills.record.path).status() != 200);
            CHECK(town.get(who, quills.zebedee).status() != 200);
        }
        CHECK(town.get("grace", quills.zebedee).says("Zebedee Quill"));
        CHECK(town.get("sam", quills.record.path).says("Zenobia Quill"));
    });
}

TEST_CASE("P4: a decision about a protected family leads whoever is not named where every decision leads") {
    on_each_town([](Town& town) {
        const Fields nothing_more{{"level-1", "3"}, {"decision", "NFA"}, {"reason", "All is well"}};
        const Fields accepted{{"outcome", "accepted"}, {"accepted_by", "Duty team"}, {"accepted_reference", "SC-1187"}};
        const std::array requests{ask(town, "nadia", about_zebedee()), ask(town, "nadia", about_zebedee()),
                                  ask(town, "nadia", a_new_child("Nobody", "Known"))};
        const auto quills = write_down(town);
        const auto& [decided, stepped_up, ordinary] = requests;
        for (const auto& request : {decided, stepped_up})
            REQUIRE(town.fill_in("priya", town.get("priya", request), request + "/matches",
                                 {{"about", "1"},
                                  {"person", quills.zebedee.substr(quills.zebedee.rfind('/') + 1)},
                                  {"verdict", "same"}})
                        .status() == 303);
        protect(town, quills);

        const auto usual = decide(town, "priya", ordinary, nothing_more).location();
        CHECK(decide(town, "priya", decided, nothing_more).location() == usual);
        CHECK(town.get("priya", decided).status() == 404);
        REQUIRE(decide(town, "priya", stepped_up, {{"decision", "STEP_UP"}, {"reason", "It cannot wait"}}).status() ==
                303);
        const auto page = town.get("priya", stepped_up + "/step-up");
        CHECK(town.fill_in("priya", page, stepped_up + "/step-up", accepted).location() == usual);
        CHECK(town.get("priya", stepped_up).status() == 404);
        CHECK(town.get("priya", usual).status() == 200);
    });
}

TEST_CASE("P4: a family that a worker is barred from changes nothing for that worker") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "nadia", about_zebedee());
        const auto before = pages_of(town, "omar", request);
        const auto quills = write_down(town);
        const auto omar = town.viewer("omar");
        const bool done = town.writing([&](db::Writer& writer) {
            return protection::bar(writer, omar, quills.record, {omar.user, "relative", ""}).has_value();
        });
        REQUIRE(done);
        CHECK(difference(before, pages_of(town, "omar", request)) == "");
        CHECK(town.get("omar", quills.record.path).status() == 404);
        CHECK(town.get("omar", quills.zebedee).status() == 404);
        CHECK(town.get("priya", quills.record.path).status() == 200);
    });
}
