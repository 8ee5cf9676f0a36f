// What a decision writes down of whoever was not known before.

#include "db/database.h"
#include "families/family_store.h"
#include "people/search_store.h"
#include "requests/new_person.h"
#include "requests/request_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

Fields with_adult(Fields about, const std::string& given, const std::string& relationship,
                  const std::string& family = "Zielinska") {
    about.emplace_back("adult_given_names", given);
    about.emplace_back("adult_family_name", family);
    about.emplace_back("adult_relationship", relationship);
    return about;
}

Fields with_second_adult(Fields about, const std::string& given, const std::string& relationship,
                         const std::string& family = "Zielinska") {
    about.emplace_back("adults", "2");
    about.emplace_back("adult_given_names-2", given);
    about.emplace_back("adult_family_name-2", family);
    about.emplace_back("adult_relationship-2", relationship);
    return about;
}

Fields with_interpreter(Fields agreement) {
    agreement.emplace_back("interpreter", "yes");
    agreement.emplace_back("language", "POL");
    return agreement;
}

void is_the_same(Town& town, const std::string& request, const std::string& position, const std::string& name) {
    const auto known = town.reading([&](db::Reader& reader) {
        return people::find_people(reader, town.viewer("sam"), name, 1, town.clock().now()).matches.front().candidate;
    });
    const auto page = town.get("priya", request);
    REQUIRE(town.post("priya", request + "/matches",
                      {{"about", position},
                       {"person", known.summary.reference.text()},
                       {"verdict", "same"},
                       {"version", page.field("version").value()}})
                .status() == 303);
}

// Help that Sam leads; gives the address of the family's page.
std::string helped_by_sam(Town& town, const std::string& request) {
    const auto address = request + "/decision";
    const auto page = town.get("priya", address);
    Fields fields = {{"decision", "EHT"},
                     {"reason", "Mornings are hard"},
                     {"team-EHT", page.offered("team-EHT").back()},
                     {"lead-EHT", "sam.okoro@demo.example"}};
    for (const auto& name : page.field_names(address))
        if (name.starts_with("level-")) fields.emplace_back(name, "3");
    REQUIRE(decide(town, "priya", request, fields).status() == 303);
    return town.reading([&](db::Reader& reader) {
        const auto reference = Reference::parse(request.substr(request.rfind('/') + 1)).value();
        const auto decided = find_request(reader, town.viewer("priya"), reference, town.clock().now()).value();
        const auto sam = town.viewer("sam");
        const auto family = families::find_family(reader, sam, decided.request.family, town.clock().now()).value();
        return "/families/" + family.family.reference.text();
    });
}

} // namespace

TEST_CASE("who is whose, as a request says it, stands in the new family with where it comes from") {
    on_each_town([](Town& town) {
        auto about = with_adult(a_new_child("Ola", "Zielinska"), "Marta", "MTH");
        about = with_second_adult(about, "Ewa", "");
        const auto family = town.get("sam", helped_by_sam(town, ask(town, "tom", about)));
        CHECK(family.says("Marta Zielinska is Ola Zielinska’s mother"));
        CHECK(family.says("Ewa Zielinska"));
        CHECK_FALSE(family.says("Ewa Zielinska is"));
    });
}

TEST_CASE("of two who were known before nothing is recorded that a request says of them") {
    on_each_town([](Town& town) {
        auto about = with_adult(a_new_child(), "Marta", "GRPRN");
        about = with_second_adult(about, "Dana", "STPMTH", "Reid");
        const auto request = ask(town, "tom", about);
        is_the_same(town, request, "1", "Maya Okafor-Reid");
        is_the_same(town, request, "3", "Dana Reid");
        const auto family = town.get("sam", helped_by_sam(town, request));
        CHECK(family.says("Dana Reid is Maya Okafor-Reid’s mother"));
        CHECK_FALSE(family.says("stepmother"));
        CHECK(family.says("Marta Zielinska is Maya Okafor-Reid’s grandparent"));
    });
}

TEST_CASE("an interpreter is recorded of the one adult named, and of nobody where there are two") {
    on_each_town([](Town& town) {
        const auto one = with_adult(a_new_child("Ola", "Zielinska"), "Marta", "MTH");
        const auto family = town.get("sam", helped_by_sam(town, ask(town, "tom", one, with_interpreter(agreed()))));
        CHECK(town.get("sam", family.link("Marta Zielinska")).says("Polish"));
        CHECK_FALSE(town.get("sam", family.link("Ola Zielinska")).says("Polish"));

        const auto two = with_second_adult(with_adult(a_new_child("Iga", "Zielinska"), "Beata", "MTH"), "Jan", "FTH");
        const auto other = town.get("sam", helped_by_sam(town, ask(town, "tom", two, with_interpreter(agreed()))));
        CHECK_FALSE(town.get("sam", other.link("Beata Zielinska")).says("Polish"));
    });
}

TEST_CASE("of numbers with words beside them a new person gets each number, and not the words") {
    const auto numbers_of = [](const std::string& typed) {
        std::string all;
        for (const auto& contact : new_person({}, {.landline = typed}).contacts)
            all += "[" + contact.value + contact.note + "]";
        return all;
    };
    CHECK(numbers_of("07700 900123, at her mother's, after 6pm") == "[07700 900123]");
    CHECK(numbers_of("07700 900123 or 01632 960123") == "[07700 900123][01632 960123]");
    CHECK(numbers_of("01632 960123 ext 204") == "[01632 960123 ext 204]");
    CHECK(numbers_of("01632 9601") == "");
}

} // namespace kith::requests
