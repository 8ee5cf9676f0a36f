// What it does elsewhere that two records are said to be of one person, and that nothing else changes.

#include "access/register.h"
#include "families/family_store.h"
#include "matching/pair_store.h"
#include "people/same_person.h"
#include "people/search_store.h"
#include "tests/town.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

people::Birth born(int year, int month, int day) {
    return people::Birth::on(people::PartDay::exact(*Day::from_parts(year, month, day)));
}

people::AddedPerson add(Town& town, const people::NewPerson& person) {
    town.clock().forward(1); // whoever is added first leads
    return town.writing([&](db::Writer& w) { return people::add_person(w, town.viewer("sam"), person); });
}

struct Twice {
    people::AddedPerson first, second;

    std::string path() const { return "/matching/" + first.reference.text() + "/" + second.reference.text(); }
};

Twice an_adult_twice(Town& town) {
    return {add(town, {.name = {"Robert", "Thwaite"}, .birth = born(1986, 11, 2)}),
            add(town, {.name = {"Bob", "Thwaite"}, .birth = born(1986, 11, 2)})};
}

SeenPage say(Town& town, std::string_view who, const std::string& path, const std::string& verdict) {
    return town.fill_in(who, town.get(who, path), path, {{"verdict", verdict}, {"reason", "He told me"}});
}

SeenPage find(Town& town, std::string_view who, std::string typed) {
    return town.post(who, "/find", {{"q", std::move(typed)}});
}

std::string path_to(const people::AddedPerson& person) {
    return "/people/" + person.reference.text();
}

std::string leading(Town& town, const people::NewPerson& person) {
    return town.reading([&](db::Reader& r) {
        const auto likely = people::likely_same(r, town.viewer("sam"), person, town.clock().now());
        return likely.size() == 1 ? std::string(likely.front().candidate.summary.reference.text()) : std::string();
    });
}

void bar_grace(Town& town, const people::AddedPerson& from) {
    town.writing([&](db::Writer& w) {
        access::bar(w, town.viewer("grace").user, {}, from.id);
        return true;
    });
}

} // namespace

TEST_CASE("Find shows one line for one person, and each record says what else is known of them, until it is undone") {
    on_each_town([](Town& town) {
        const auto twice = an_adult_twice(town);
        CHECK(find(town, "sam", "thwaite").says("People: 2"));
        CHECK_FALSE(town.get("sam", path_to(twice.first)).says("Also known as"));

        say(town, "sam", twice.path(), "same");
        const auto found = find(town, "sam", "thwaite");
        CHECK(found.says("People: 1"));
        CHECK(found.link("Thwaite") == path_to(twice.first));
        CHECK(find(town, "sam", "bob thwaite").says("also recorded as Bob Thwaite"));
        CHECK(find(town, "sam", "bob thwaite").link("Robert Thwaite") == path_to(twice.first));
        const people::NewPerson bob{.name = {"Bob", "Thwaite"}, .birth = born(1986, 11, 2)};
        CHECK(leading(town, bob) == twice.first.reference.text());
        for (const auto& [here, there] : {std::pair(twice.first, twice.second), std::pair(twice.second, twice.first)}) {
            const auto page = town.get("sam", path_to(here));
            CHECK(page.says("Also known as"));
            CHECK(page.says("record " + there.reference.spoken()));
            CHECK(page.link("Who said so, and undo") == twice.path());
        }

        say(town, "sam", twice.path() + "/undo", "not_same");
        CHECK(find(town, "sam", "thwaite").says("People: 2"));
        CHECK_FALSE(town.get("sam", path_to(twice.first)).says("Also known as"));
        CHECK(leading(town, bob) != twice.first.reference.text());
    });
}

TEST_CASE("families stay as they are, and whoever may not see a record does not learn that it is another's") {
    on_each_town([](Town& town) {
        const auto twice = an_adult_twice(town);
        const auto family = town.writing([&](db::Writer& w) {
            return families::add_family(w, town.viewer("sam"), "Thwaite", {twice.second.id}, "");
        });
        say(town, "sam", twice.path(), "same");
        CHECK(town.get("sam", "/families/" + family.reference.text()).says("Bob Thwaite"));

        town.writing([&](db::Writer& w) {
            access::seal(w, twice.first.id.text());
            return true;
        });
        const auto page = town.get("sam", path_to(twice.second));
        CHECK(page.status() == 200);
        CHECK_FALSE(page.says("Also known as"));
        CHECK_FALSE(page.says("Robert"));
        const auto found = find(town, "sam", "thwaite");
        CHECK(found.says("People: 1"));
        CHECK(found.link("Bob Thwaite") == path_to(twice.second));
    });
}

TEST_CASE("who is barred from one record of a person is barred from all of them, and from the families of each") {
    on_each_town([](Town& town) {
        const auto twice = an_adult_twice(town);
        const auto child = add(town, {.name = {"Alfie", "Thwaite"}, .birth = born(2018, 1, 5)});
        town.writing([&](db::Writer& w) {
            return families::add_family(w, town.viewer("sam"), "Thwaite", {twice.second.id, child.id}, "");
        });
        bar_grace(town, twice.first);
        CHECK(town.get("grace", path_to(twice.first)).status() == 404);
        CHECK(town.get("grace", path_to(twice.second)).status() == 200);
        CHECK(town.get("grace", path_to(child)).status() == 200);

        say(town, "sam", twice.path(), "same");
        for (const auto& person : {twice.first, twice.second, child})
            CHECK(town.get("grace", path_to(person)).status() == 404);
        CHECK(find(town, "grace", "thwaite").says("People: 0"));

        say(town, "sam", twice.path() + "/undo", "unsure");
        CHECK(town.get("grace", path_to(twice.second)).status() == 200);
        CHECK(town.get("grace", path_to(child)).status() == 200);
    });
}

TEST_CASE("where a protected person is stays with the list on every record of theirs") {
    on_each_town([](Town& town) {
        const people::Address home{.lines = "12 Mill Lane", .postcode = "NB4 1AA"};
        const Twice twice{add(town, {.name = {"Robert", "Thwaite"}, .birth = born(1986, 11, 2)}),
                          add(town, {.name = {"Bob", "Thwaite"}, .birth = born(1986, 11, 2), .address = home})};
        CHECK(town.get("sam", path_to(twice.second)).says("NB4 1AA"));
        CHECK(find(town, "sam", "NB4 1AA thwaite").says("lives at NB4 1AA"));
        say(town, "sam", twice.path(), "same");
        town.writing([&](db::Writer& w) {
            access::protect_location(w, twice.first.id);
            return true;
        });
        CHECK_FALSE(town.get("sam", path_to(twice.second)).says("NB4"));
        CHECK_FALSE(find(town, "sam", "NB4 1AA thwaite").says("lives at"));
        CHECK(town.get("sam", twice.path()).status() == 404);
        // Nor is it told to them that the two are one: one of the names may be new.
        CHECK_FALSE(town.get("sam", path_to(twice.first)).says("Bob"));
        CHECK_FALSE(town.get("sam", path_to(twice.second)).says("Also known as"));
        CHECK(find(town, "sam", "thwaite").says("People: 2"));
        CHECK_FALSE(find(town, "sam", "thwaite").says("also recorded as"));
    });
}

TEST_CASE("of a person's records the one stands for all that the viewer can work with, and each that is told is in the "
          "audit") {
    on_each_town([](Town& town) {
        town.clock().forward(1);
        const auto known = town.writing([&](db::Writer& w) {
            return people::add_person(w, town.viewer("grace"),
                                      {.name = {"Robert", "Thwaite"}, .birth = born(1986, 11, 2)});
        });
        const Twice twice{known, add(town, {.name = {"Bob", "Thwaite"}, .birth = born(1986, 11, 2)})};
        say(town, "sam", twice.path(), "same");
        say(town, "grace", twice.path(), "same");
        CHECK(find(town, "sam", "robert thwaite").link("Bob Thwaite") == path_to(twice.second));
        CHECK(find(town, "grace", "bob thwaite").link("Robert Thwaite") == path_to(twice.first));
        for (const auto& each : {twice.first, twice.second}) {
            const auto lines =
                town.reading([&](db::Reader& r) { return history::lines_about(r, "person", each.id.text(), 10); });
            CHECK(std::count_if(lines.begin(), lines.end(),
                                [](const history::Told& told) { return told.line.action == "find.searched"; }) == 2);
        }
    });
}

TEST_CASE("records held together by words about others are parted by saying that they are two people") {
    on_each_town([](Town& town) {
        const auto twice = an_adult_twice(town);
        const Twice further{twice.second, add(town, {.name = {"Rob", "Thwaite"}, .birth = born(1986, 11, 2)})};
        const Twice ends{twice.first, further.second};
        say(town, "sam", twice.path(), "same");
        say(town, "sam", further.path(), "same");
        const auto page = town.get("sam", ends.path());
        CHECK(page.says("because of what was said of them and of other records"));
        const auto undo = page.link("Undo this");
        CHECK(town.get("sam", undo).offered("verdict") == std::vector<std::string>{"not_same"});
        CHECK(town.post("sam", undo, {{"verdict", "unsure"}, {"reason", "x"}, {"version", "0"}}).status() == 422);
        CHECK(say(town, "sam", undo, "not_same").location() == ends.path());
        CHECK_FALSE(town.get("sam", ends.path()).says("shown as one person's,"));
        // The later word is set aside, and says so, with the way to the word against it.
        const auto aside = town.get("sam", further.path());
        CHECK(aside.says("The records are not shown as one"));
        CHECK(aside.link("Robert Thwaite, born 1986 and Rob Thwaite") == ends.path());
        CHECK(find(town, "sam", "thwaite").says("People: 2"));
        CHECK(town.get("sam", undo).status() == 404);
        CHECK(town.post("sam", undo, {{"verdict", "not_same"}, {"reason", "x"}, {"version", "1"}}).location() ==
              ends.path());
    });
}

TEST_CASE("a word that another stands against is recorded and changes nothing, and that is said") {
    on_each_town([](Town& town) {
        const auto twice = an_adult_twice(town);
        const Twice further{twice.second, add(town, {.name = {"Rob", "Thwaite"}, .birth = born(1986, 11, 2)})};
        say(town, "sam", twice.path(), "same");
        say(town, "sam", Twice{twice.first, further.second}.path(), "not_same");
        CHECK(say(town, "sam", further.path(), "same").location() == further.path());
        CHECK(town.get("sam", further.path()).says("The records are not shown as one"));
        CHECK(find(town, "sam", "thwaite").says("People: 2"));
    });
}
