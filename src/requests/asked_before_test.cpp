// A child with whom no help began has no record: what was asked and decided about them is known by the request alone.
#include "access/register.h"
#include "access/restriction.h"
#include "db/database.h"
#include "requests/known_child_store.h"
#include "requests/match_store.h"
#include "requests/request_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

Request request_at(Town& town, const std::string& address) {
    const auto reference = Reference::parse(address.substr(address.rfind('/') + 1)).value();
    return town.reading([&](db::Reader& reader) {
        return find_request(reader, town.viewer("priya"), reference, town.clock().now()).value().request;
    });
}

// Nobody in Northbridge is called that.
Fields a_stranger() {
    return a_new_child("Wilhelmina", "Quartermain");
}

void say(Town& town, const std::string& request, const std::string& person, const std::string& verdict) {
    town.post("priya", request + "/matches",
              {{"about", "1"},
               {"person", person},
               {"verdict", verdict},
               {"version", std::to_string(request_at(town, request).version)}});
}

SeenPage advise(Town& town, const std::string& request) {
    return decide(town, "priya", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}});
}

bool links_to(const SeenPage& page, const std::string& address) {
    return page.response().body.find('"' + address + '"') != std::string::npos;
}

// The next request of that agency, for which the child offered first is ticked.
std::string ask_again(Town& town, std::string_view who) {
    const auto draft = begin_draft(town, who);
    const auto known = town.get(who, draft + "/1").offered("children_known");
    save_page(town, who, draft, 1, {{"children_known", known.at(0)}});
    save_page(town, who, draft, 2, a_worry());
    save_page(town, who, draft, 3, agreed());
    const auto sent = press_send(town, who, draft).location();
    return sent.substr(0, sent.rfind('/'));
}

} // namespace

TEST_CASE("a child with whom no help began is known again by the front door, with what was decided") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom", a_stranger());
        CHECK(town.get("priya", first).says("Nobody like this is known here"));
        REQUIRE(advise(town, first).status() == 303);
        town.clock().forward(20 * days_ms);

        const auto second = ask(town, "nadia", a_stranger());
        const auto page = town.get("omar", second);
        CHECK(page.says("Nobody like this has a record here yet"));
        CHECK(page.says("Asked about before, or elsewhere"));
        CHECK(page.says("Request from St Aidan's Primary School"));
        CHECK(page.says("Advice"));
        CHECK(links_to(page, first));
        CHECK(town.get("omar", first).status() == 200);
    });
}

TEST_CASE("two requests about one new child show each other while both wait, to the front door alone") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom", a_stranger());
        const auto second = ask(town, "nadia", a_stranger());
        CHECK(links_to(town.get("priya", first), second));
        CHECK(links_to(town.get("priya", second), first));
        CHECK(town.get("priya", second).says("not decided yet"));
        CHECK_FALSE(links_to(town.get("tom", first), second));
        CHECK_FALSE(links_to(town.get("nadia", second), first));
        const auto other_birthday = ask(town, "joan", [] {
            auto child = a_stranger();
            child.at(2).second = "15";
            return child;
        }());
        CHECK_FALSE(links_to(town.get("priya", other_birthday), first));
    });
}

TEST_CASE("a request that the front door may not know of does not stand beside one in the same words") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom", a_stranger());
        const auto second = ask(town, "nadia", a_stranger());
        REQUIRE(links_to(town.get("priya", second), first));
        town.writing([&](db::Writer& writer) {
            access::seal(writer, request_at(town, first).id.text());
            return true;
        });
        const auto page = town.get("priya", second);
        CHECK_FALSE(links_to(page, first));
        CHECK_FALSE(page.says("Asked about before, or elsewhere"));
        CHECK(page.says("Nobody like this is known here"));
    });
}

TEST_CASE("a request about a child who was matched stands with the match, once") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        const auto maya = town.get("priya", first).field("person").value();
        say(town, first, maya, "same");
        const auto second = ask(town, "nadia");
        const auto page = town.get("priya", second);
        CHECK(page.says("Same person?"));
        CHECK(links_to(page, first));
        CHECK_FALSE(page.says("Asked about before, or elsewhere"));
    });
}

TEST_CASE("what reaches a child reaches every request for which it was chosen again, however many lie between") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        town.clock().forward(minutes_ms);
        const auto second = ask_again(town, "tom");
        town.clock().forward(minutes_ms);
        const auto third = ask_again(town, "tom");
        const auto maya = town.get("priya", first).field("person").value();
        say(town, first, maya, "same");
        town.clock().forward(minutes_ms);
        const auto fourth = ask_again(town, "tom");

        const auto person = request_at(town, first).people.front().person;
        REQUIRE_FALSE(person.empty());
        CHECK(request_at(town, third).people.front().person.empty());
        town.writing([&](db::Writer& writer) {
            access::bar(writer, town.viewer("tom").user, {}, person);
            return true;
        });
        for (const auto& each : {first, second, third, fourth}) {
            CAPTURE(each);
            CHECK(town.get("tom", each).status() == 404);
            CHECK(town.get("helen", each).status() == 200);
        }
    });
}

TEST_CASE("of whom it was said on the way that they are not the same, nothing goes further down") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        const auto maya = town.get("priya", first).field("person").value();
        say(town, first, maya, "same");
        town.clock().forward(minutes_ms);
        const auto second = ask_again(town, "tom");
        say(town, second, maya, "not_same");
        town.clock().forward(minutes_ms);
        const auto third = ask_again(town, "tom");
        town.clock().forward(minutes_ms);
        const auto fourth = ask_again(town, "tom");
        CHECK_FALSE(town.get("priya", fourth).says("the same child as in an earlier request"));
        const auto person = request_at(town, first).people.front().person;
        town.writing([&](db::Writer& writer) {
            access::bar(writer, town.viewer("tom").user, {}, person);
            return true;
        });
        CHECK(town.get("tom", first).status() == 404);
        for (const auto& each : {second, third, fourth}) {
            CAPTURE(each);
            CHECK(town.get("tom", each).status() == 200);
        }
    });
}

TEST_CASE("requests for which one child was chosen stand beside each other, whatever is not known of the child") {
    on_each_town([](Town& town) {
        auto child = a_stranger();
        std::erase_if(child, [](const auto& field) { return field.first.starts_with("child_born"); });
        child.emplace_back("child_born-year", "2017");
        const auto first = ask(town, "tom", child);
        REQUIRE(first != "");
        town.clock().forward(minutes_ms);
        const auto second = ask_again(town, "tom");
        town.clock().forward(minutes_ms);
        const auto third = ask_again(town, "tom");
        for (const auto& [one, other] : {std::pair(first, third), std::pair(third, first), std::pair(second, third)}) {
            CAPTURE(one);
            CAPTURE(other);
            CHECK(links_to(town.get("priya", one), other));
        }
    });
}

TEST_CASE("where a protected child lives is copied into no further request, however many lie between") {
    on_each_town([](Town& town) {
        const auto first = ask(town, "tom");
        town.clock().forward(minutes_ms);
        const auto second = ask_again(town, "tom");
        const auto maya = town.get("priya", first).field("person").value();
        say(town, first, maya, "same");
        const auto key = second.substr(second.rfind('/') + 1) + ".1";
        const auto where = [&] {
            return town.reading([&](db::Reader& reader) {
                return children_to_send(reader, town.viewer("tom"), {key}, town.clock().now()).at(0).whereabouts;
            });
        };
        CHECK(where().postcode == "NB4 1AA");
        town.writing([&](db::Writer& writer) {
            access::protect_location(writer, request_at(town, first).people.front().person);
            return true;
        });
        CHECK(where().postcode.empty());
    });
}

} // namespace kith::requests
