#include "access/register.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "history/record.h"
#include "http/visit.h"
#include "people/search_store.h"
#include "requests/request_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

SeenPage find(Town& town, std::string_view who, std::string typed, Fields more = {}) {
    more.emplace_back("q", std::move(typed));
    return town.post(who, "/find", std::move(more));
}

std::string in_small_letters(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

} // namespace

TEST_CASE("a request is found by its reference, however it is typed, by whoever may see it") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom");
        const auto reference = request.substr(request.rfind('/') + 1);
        const auto spoken = in_small_letters(reference.substr(0, 4) + " " + reference.substr(4));
        for (const auto& typed : {reference, spoken, reference.substr(0, 4) + "-" + reference.substr(4)}) {
            CHECK(find(town, "priya", typed).link("Request for support for Maya") == request);
            CHECK(find(town, "tom", typed).link("Request for support for Maya") == request);
        }
        for (const auto* outsider : {"nadia", "joan"}) {
            const auto page = find(town, outsider, reference);
            CHECK(page.link("Request") == "");
            CHECK_FALSE(page.says("The reference you typed"));
            CHECK_FALSE(page.says("check the reference"));
        }
    });
}

TEST_CASE("help is found by its reference, by whoever may know of it") {
    on_each_town([](Town& town) {
        const auto reference = town.writing([&](db::Writer& writer) {
            const auto sam = town.viewer("sam");
            const auto maya = people::find_people(writer, sam, "maya okafor", 1, writer.now());
            const auto family =
                families::families_of(writer, sam, maya.matches.front().candidate.summary.id, writer.now()).front();
            return episodes::open_episode(writer, sam, {.family = family.id, .agency = sam.agency}).reference;
        });
        const auto path = "/episodes/" + reference.text();
        CHECK(find(town, "sam", in_small_letters(reference.spoken())).link("Period of help") == path);
        CHECK(find(town, "nadia", reference.text()).link("Period of help") == "");
    });
}

TEST_CASE("a wrong check character is told by the shape of what was typed, not by what is here") {
    on_each_town([](Town& town) {
        for (const auto* wrong : {"K7MX 4PQZ", "k7mx4pqz", "K7MX-4PQZ", "K7MX 4PQ0"}) {
            REQUIRE_FALSE(Reference::parse(wrong));
            CHECK(find(town, "priya", wrong).says("check the reference"));
            CHECK(find(town, "nadia", wrong).says("check the reference"));
        }
        for (const auto* no_reference : {"okafor", "maya 2017", "Margaret", "14/3/2017", "01632 960101", "NB4 1AA"})
            CHECK_FALSE(find(town, "priya", no_reference).says("check the reference"));
    });
}

TEST_CASE("Find counts, pages and shows only whom the viewer may see") {
    on_each_town([](Town& town) {
        town.writing([&](db::Writer& writer) {
            for (int i = 0; i < 45; ++i) {
                const auto added = people::add_person(writer, town.viewer("sam"),
                                                      {.name = {"Zed", fmt::format("Quill{:02}", i)}, .birth = {}});
                if (i % 2) access::seal(writer, added.id.text());
            }
            return true;
        });
        const auto first = find(town, "sam", "quill");
        CHECK(first.says("People: 23"));
        CHECK(first.says("Zed Quill00"));
        CHECK_FALSE(first.says("Zed Quill01"));
        CHECK_FALSE(first.says("Zed Quill40"));
        const auto second = find(town, "sam", "quill", {{"page", "2"}});
        CHECK(second.says("People: 23"));
        CHECK(second.says("Zed Quill44"));
        CHECK_FALSE(second.says("Zed Quill00"));
        CHECK(find(town, "sam", "quill", {{"page", "3"}}).says("People: 23"));
        CHECK(find(town, "tom", "quill").says("People: 0"));
    });
}

TEST_CASE("a child is found by the school, by whoever may see where they go") {
    on_each_town([](Town& town) {
        town.writing([&](db::Writer& writer) {
            const auto sam = town.viewer("sam");
            const auto maya = people::find_people(writer, sam, "maya okafor", 1, writer.now());
            return people::record_attendance(writer, sam, maya.matches.front().candidate.summary.id, {0, {}, ""},
                                             {.urn = "990108"}) // Weavers Green Primary School
                .has_value();
        });
        const auto found = find(town, "sam", "maya weavers");
        CHECK(found.says("Maya Okafor-Reid"));
        CHECK(found.says("People: 1"));
        CHECK_FALSE(find(town, "grace", "weavers").says("Maya"));
    });
}

TEST_CASE("a child with no record is found by name in the requests that name them, by whoever may read those") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom", a_new_child("Wilhelmina", "Quartermain"));
        for (const auto* typed : {"wilhelmina", "Quarter", "quartermain wil"}) {
            CAPTURE(typed);
            CHECK(find(town, "priya", typed).link("Request for support for Wilhelmina") == request);
            CHECK(find(town, "helen", typed).link("Request for support for Wilhelmina") == request);
            for (const auto* outsider : {"nadia", "sam", "grace", "joan"}) {
                CHECK(find(town, outsider, typed).link("Request for support") == "");
                CHECK_FALSE(find(town, outsider, typed).says("Requests:"));
            }
        }
        CHECK(find(town, "priya", "wilhelmina").says("Names Wilhelmina Quartermain"));
        CHECK(find(town, "priya", "wilhelmina smith").link("Request for support") == "");
        CHECK(find(town, "priya", "wi").link("Request for support") == ""); // short words are whole ones
    });
}

TEST_CASE("what was decided is found with a request by the front door, and by whoever asked in no words but theirs") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom", a_new_child("Wilhelmina", "Quartermain"));
        decide(town, "priya", request, {{"level-1", "1"}, {"decision", "ADVICE"}, {"reason", "Breakfast club"}});
        CHECK(find(town, "priya", "quartermain").says("Advice"));
        CHECK(find(town, "tom", "quartermain").says("Decided"));
        CHECK_FALSE(find(town, "tom", "quartermain").says("Advice"));

        town.clock().forward(20 * days_ms); // the front door's own look back has ended
        const auto later = find(town, "omar", "quartermain");
        CHECK(later.link("Request for support") == request);
        CHECK(later.says("Somebody of that name is named in it"));
        CHECK_FALSE(later.says("Wilhelmina"));
        for (const auto* beginning : {"quarter", "wilhelmi", "quarter wilhelmina"})
            CHECK(find(town, "omar", beginning).link("Request for support") == ""); // no name is spelt out
        town.writing([&](db::Writer& writer) {
            const auto reference = Reference::parse(request.substr(request.rfind('/') + 1)).value();
            const auto seen = requests::find_request(writer, town.viewer("omar"), reference, writer.now());
            access::seal(writer, seen->request.id.text());
            return true;
        });
        CHECK(find(town, "omar", "quartermain").link("Request for support") == "");
    });
}

TEST_CASE("the front door is told by what it finds people, and a reference that is here leaves no doubt") {
    on_each_town([](Town& town) {
        CHECK(find(town, "priya", "14 March 2017").says("not by address, birthday, school or telephone"));
        CHECK(find(town, "priya", "maya 2017").link("Maya Okafor-Reid") != "");
        CHECK_FALSE(find(town, "sam", "nobody of this name").says("not by address"));
        const auto request = ask(town, "tom");
        const auto page = find(town, "priya", request.substr(request.rfind('/') + 1));
        CHECK(page.says("The reference you typed"));
        CHECK_FALSE(page.says("Nobody you may see"));
        CHECK_FALSE(page.says("Add somebody"));
    });
}

TEST_CASE("an adult named in a request is found as the children are") {
    on_each_town([](Town& town) {
        auto about = a_new_child("Wilhelmina", "Quartermain");
        about.emplace_back("adult_given_names", "Ottoline");
        about.emplace_back("adult_family_name", "Fairweather");
        about.emplace_back("adult_relationship", "MTH");
        const auto request = ask(town, "tom", std::move(about));
        const auto found = find(town, "priya", "ottoline");
        CHECK(found.link("Request for support for Wilhelmina") == request);
        CHECK(found.says("Names Ottoline Fairweather"));
    });
}

TEST_CASE("whoever may use Find has its box on every page of their own, and nobody else has") {
    on_each_town([](Town& town) {
        for (const auto* who : {"tom", "sam", "grace", "priya"})
            for (const auto* path : {"/home", "/find", "/levels", "/display", "/nowhere"})
                CHECK_MESSAGE(!town.get(who, path).field_names("/find").empty(), (std::string(who) + " at " + path));
        for (const auto* path : {"/home", "/find"}) { // and once: no page has two of them
            const auto body = town.get("sam", path).response().body;
            CHECK(body.find("action=\"/find\"") == body.rfind("action=\"/find\""));
        }
        CHECK(town.get("alan", "/home").field_names("/find").empty());
        CHECK(town.get("", "/levels").field_names("/find").empty());
    });
}

TEST_CASE("what is typed into Find is kept in the box, and in history without the place") {
    on_each_town([](Town& town) {
        const auto page = find(town, "sam", "maya nb4 1aa");
        CHECK(page.response().body.find(R"(value="maya nb4 1aa")") != std::string::npos);
        CHECK(page.says("lives at NB4 1AA"));
        CHECK(page.says("Okafor-Reid family"));
        const auto far_too_long = find(town, "sam", std::string(201, 'a'));
        CHECK(far_too_long.status() == 422);
        CHECK(far_too_long.response().body.find(std::string(201, 'a')) != std::string::npos);

        const auto maya = town.reading([&](db::Reader& reader) {
            const auto found = people::find_people(reader, town.viewer("sam"), "maya okafor", 1, town.clock().now());
            return history::lines_about(reader, "person", found.matches.front().candidate.summary.id.text(), 1);
        });
        CHECK(maya.front().line.action == "find.searched");
        const auto sealed = from_base64url(maya.front().line.particulars).value();
        const auto terms = town.cipher().open(sealed, http::terms_context(maya.front().actor.request)).value();
        CHECK(terms.starts_with("maya NB4 (postcode "));
        CHECK(sealed.find("maya") == std::string::npos);
    });
}
