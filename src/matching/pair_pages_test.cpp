#include "access/register.h"
#include "access/users.h"
#include "matching/likely.h"
#include "matching/queue_store.h"
#include "people/person_store.h"
#include "tests/town.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

people::Birth born(int year, int month, int day) {
    return people::Birth::on(people::PartDay::exact(*Day::from_parts(year, month, day)));
}

people::AddedPerson add(Town& town, const people::NewPerson& person, std::string_view who = "sam") {
    town.clock().forward(1); // whoever is added first leads
    return town.writing([&](db::Writer& w) { return people::add_person(w, town.viewer(who), person); });
}

void look(Town& town) {
    while (matching::look_for_pairs(town.database(), 100) > 0) {
    }
}

struct Twice {
    people::AddedPerson first, second;

    std::string path() const { return "/matching/" + first.reference.text() + "/" + second.reference.text(); }
};

// A child recorded twice, misspelt the second time; Sam made both, the others of the office see their entries.
Twice a_child_twice(Town& town) {
    Twice twice{add(town, {.name = {"Siobhan", "Kavanagh"}, .birth = born(2016, 4, 9)}),
                add(town, {.name = {"Siobahn", "Kavanagh"}, .birth = born(2016, 4, 9)})};
    look(town);
    return twice;
}

Twice an_adult_twice(Town& town) {
    Twice twice{add(town, {.name = {"Robert", "Thwaite"}, .birth = born(1986, 11, 2)}),
                add(town, {.name = {"Bob", "Thwaite"}, .birth = born(1986, 11, 2)})};
    look(town);
    return twice;
}

SeenPage say(Town& town, std::string_view who, const std::string& path, const std::string& verdict,
             const std::string& reason = "The same mother") {
    return town.fill_in(who, town.get(who, path), path, {{"verdict", verdict}, {"reason", reason}});
}

constexpr db::Sql how_many_joined = "select count(*) as rows from same_persons";
constexpr db::Sql how_many_words = "select count(*) as rows from pair_decisions";

std::int64_t rows(Town& town, db::Sql sql) {
    return town.reading([&](db::Reader& r) {
        return r.one(sql, {}, [](const db::Row& row) { return row.integer("rows"); }).value_or(-1);
    });
}

void rename(Town& town, const people::AddedPerson& person, std::string given, std::string family) {
    CHECK(town.writing([&](db::Writer& w) {
        return people::record_name(w, town.viewer("sam"), person.id, {1, {}, ""},
                                   {std::move(given), std::move(family)});
    }));
}

} // namespace

TEST_CASE("a child recorded twice is asked about, with reasons, and nothing is chosen beforehand") {
    on_each_town([](Town& town) {
        CHECK(town.get("sam", "/matching").says("Pairs to look at: 0"));
        const auto twice = a_child_twice(town);
        const auto list = town.get("sam", "/matching");
        CHECK(list.says("Pairs to look at: 1"));
        CHECK(list.says("First names nearly the same; the same surname; the same date of birth"));
        CHECK(list.says("A child"));
        CHECK(list.link("Siobhan Kavanagh") == twice.path());

        const auto page = town.get("sam", twice.path());
        CHECK(page.heading() == "Are these the same person?");
        for (const auto* words : {"Siobhan Kavanagh", "Siobahn Kavanagh", "9 April 2016", "First names nearly the same",
                                  "The same date of birth", "Families and help", "Requests", "You decide."})
            CHECK(page.says(words));
        CHECK(page.chosen("verdict").empty());
        CHECK(page.offered("verdict") == std::vector<std::string>{"same", "not_same", "unsure"});
        // Whichever is named first, it is the same pair.
        CHECK(town.get("sam", "/matching/" + twice.second.reference.text() + "/" + twice.first.reference.text())
                  .says("9 April 2016"));
        CHECK(town.get("sam", "/matching/" + twice.first.reference.text() + "/" + twice.first.reference.text())
                  .status() == 404);
    });
}

TEST_CASE("why somebody was added though they are like another stands beside the pair, for whoever sees both") {
    on_each_town([](Town& town) {
        const auto first = add(town, {.name = {"Siobhan", "Kavanagh"}, .birth = born(2016, 4, 9)});
        const auto second = add(
            town,
            {.name = {"Siobahn", "Kavanagh"}, .birth = born(2016, 4, 9), .added_because = "a cousin of the same name"});
        look(town);
        const Twice twice{first, second};
        const auto page = town.get("sam", twice.path());
        CHECK(page.says("was added by Sam Okoro on"));
        CHECK(page.says("The reason given: a cousin of the same name"));
        CHECK_FALSE(town.get("priya", twice.path()).says("a cousin of the same name"));
        CHECK_FALSE(town.get("sam", a_child_twice(town).path()).says("The reason given"));
    });
}

TEST_CASE("a word without an answer or a reason is asked for again, and what was typed stays") {
    on_each_town([](Town& town) {
        const auto twice = a_child_twice(town);
        const auto page = say(town, "sam", twice.path(), "", "I asked her mother");
        CHECK(page.status() == 422);
        CHECK(page.problems() == std::vector<std::string>{"Say whether they are the same person"});
        CHECK(page.field("reason") == "I asked her mother");
        CHECK(say(town, "sam", twice.path(), "same", "").problems() ==
              std::vector<std::string>{"Say why, in a few words"});
        CHECK(rows(town, how_many_words) == 0);
    });
}

TEST_CASE("a mistake in the form takes over nothing that a colleague said meanwhile") {
    on_each_town([](Town& town) {
        const auto twice = a_child_twice(town);
        const auto form = town.get("sam", twice.path());
        CHECK(say(town, "grace", twice.path(), "unsure").status() == 303);
        const auto mistaken = town.fill_in("sam", form, twice.path(), {{"verdict", "same"}, {"reason", ""}});
        CHECK(mistaken.status() == 422);
        CHECK(mistaken.field("version") == form.field("version"));
    });
}

TEST_CASE("two children are one person when two people said so, the second a manager; undoing brings back both") {
    on_each_town([](Town& town) {
        const auto twice = a_child_twice(town);
        CHECK(say(town, "sam", twice.path(), "same").location() == twice.path());
        CHECK(rows(town, how_many_joined) == 0);
        CHECK(town.get("sam", twice.path()).says("It waits until a second person, a team manager, says the same"));
        CHECK(say(town, "sam", twice.path(), "same").status() == 422);
        CHECK(say(town, "priya", twice.path(), "same").status() == 422);
        CHECK(rows(town, how_many_joined) == 0);

        CHECK(town.get("grace", "/matching").says("Waits"));
        CHECK(say(town, "grace", twice.path(), "same").location() == twice.path());
        CHECK(rows(town, how_many_joined) == 2);
        const auto page = town.get("sam", twice.path());
        CHECK(page.says("shown as one person's"));
        CHECK(page.offered("verdict").empty());
        CHECK(town.get("sam", "/matching").says("Pairs to look at: 0"));

        const auto undo = page.link("Undo this");
        CHECK(town.get("sam", undo).heading() == "Show these records apart again");
        CHECK(town.post("sam", undo, {{"verdict", "same"}, {"reason", "x"}, {"version", "2"}}).status() == 422);
        CHECK(say(town, "sam", undo, "not_same", "A cousin").location() == twice.path());
        CHECK(rows(town, how_many_joined) == 0);
        CHECK(rows(town, how_many_words) == 3); // nothing said is lost
        CHECK(town.get("sam", twice.path()).says("A cousin"));
        CHECK(town.get("sam", undo).status() == 404);
    });
}

TEST_CASE("one person's word is enough for two grown-ups, of whom all was seen") {
    on_each_town([](Town& town) {
        const auto twice = an_adult_twice(town);
        say(town, "sam", twice.path(), "same");
        CHECK(rows(town, how_many_joined) == 2);
    });
}

TEST_CASE("not the same never comes back unless how they compare has changed") {
    on_each_town([](Town& town) {
        const auto twice = a_child_twice(town);
        say(town, "sam", twice.path(), "not_same", "A cousin");
        CHECK(town.get("sam", "/matching").says("Pairs to look at: 0"));
        // Whoever sees the entries alone is not asked either, nor when something else changes.
        CHECK(town.get("priya", "/matching").says("Pairs to look at: 0"));
        CHECK(town.writing([&](db::Writer& w) {
            return people::record_details(w, town.viewer("sam"), twice.first.id, {1, {}, ""}, {.language = "eng"});
        }));
        look(town);
        CHECK(town.get("sam", "/matching").says("Pairs to look at: 0"));

        rename(town, twice.second, "Siobhan", "Kavanagh");
        look(town);
        const auto list = town.get("sam", "/matching");
        CHECK(list.says("Pairs to look at: 1"));
        CHECK(list.says("the facts have changed since"));
    });
}

TEST_CASE("what nobody could tell comes again in four weeks") {
    on_each_town([](Town& town) {
        const auto twice = a_child_twice(town);
        say(town, "sam", twice.path(), "unsure");
        const auto asked_in = [&](int days) {
            return town.reading([&](db::Reader& r) {
                return matching::queue_of_pairs(r, town.viewer("sam"), town.clock().now() + days * days_ms).size();
            });
        };
        CHECK(asked_in(0) == 0);
        CHECK(asked_in(27) == 0);
        CHECK(asked_in(29) == 1);
    });
}

TEST_CASE("a pair of which one record is hidden is nowhere for whoever may not see it") {
    on_each_town([](Town& town) {
        const auto twice = a_child_twice(town);
        const auto is_there = [&](const char* who) {
            const bool listed = town.get(who, "/matching").says("Pairs to look at: 1");
            CHECK(listed == (town.get(who, twice.path()).status() == 200));
            return listed;
        };
        CHECK(is_there("sam"));
        CHECK(is_there("grace"));
        CHECK(town.get("tom", "/matching").status() == 403);

        town.writing([&](db::Writer& w) {
            access::bar(w, town.viewer("grace").user, {}, twice.second.id);
            return true;
        });
        CHECK(is_there("sam"));
        CHECK_FALSE(is_there("grace"));
        town.writing([&](db::Writer& w) {
            access::protect_location(w, twice.first.id);
            return true;
        });
        CHECK_FALSE(is_there("sam"));
        town.writing([&](db::Writer& w) {
            access::list_for_location(w, twice.first.id, town.viewer("sam").posting, w.now() + days_ms);
            return true;
        });
        CHECK(is_there("sam"));
        town.writing([&](db::Writer& w) {
            access::seal(w, twice.first.id.text());
            return true;
        });
        CHECK_FALSE(is_there("sam"));
    });
}

TEST_CASE("who sees the entries alone learns no more by a pair than they show") {
    on_each_town([](Town& town) {
        const Twice renamed{add(town, {.name = {"Denise", "Ratcliffe"}, .birth = born(2015, 9, 19)}),
                            add(town, {.name = {"Denise", "Openshaw"}, .birth = born(2015, 9, 19)})};
        look(town);
        CHECK(town.get("sam", "/matching").says("Pairs to look at: 1"));
        CHECK(town.get("priya", "/matching").says("Pairs to look at: 0"));

        const auto twice = a_child_twice(town);
        const auto page = town.get("priya", twice.path());
        CHECK(page.says("You see only the name and the year of birth"));
        CHECK_FALSE(page.says("9 April"));
        CHECK_FALSE(page.says("The same date of birth"));
        CHECK(page.says("The same year of birth"));
    });
}

TEST_CASE("who sees the entries alone does not read why somebody said it who saw more") {
    on_each_town([](Town& town) {
        const auto twice = a_child_twice(town);
        say(town, "sam", twice.path(), "unsure", "The midwife knows both");
        CHECK(town.get("sam", twice.path()).says("The midwife knows both"));
        const auto page = town.get("priya", twice.path());
        CHECK(page.says("not sure"));
        CHECK_FALSE(page.says("midwife"));
        say(town, "priya", twice.path(), "unsure", "The names are alike");
        CHECK(town.get("priya", twice.path()).says("The names are alike"));
        CHECK_FALSE(town.get("priya", twice.path()).says("midwife")); // nor under what was said before
    });
}

TEST_CASE("a reason of a thousand characters is kept, whatever alphabet it is in") {
    on_each_town([](Town& town) {
        const auto twice = a_child_twice(town);
        std::string reason;
        for (int i = 0; i < 1000; ++i)
            reason += "ł";
        CHECK(say(town, "sam", twice.path(), "unsure", reason).location() == twice.path());
        CHECK(say(town, "sam", twice.path(), "unsure", reason + "ł").problems() ==
              std::vector<std::string>{"Why? must be 1000 characters or fewer"});
    });
}

TEST_CASE("where two people live is compared for nobody, and a guarded address is shown to nobody") {
    on_each_town([](Town& town) {
        const people::Address home{.lines = "12 Mill Lane", .postcode = "NB4 1AA"};
        const Twice twice{add(town, {.name = {"Siobhan", "Kavanagh"}, .birth = born(2016, 4, 9), .address = home}),
                          add(town, {.name = {"Siobahn", "Kavanagh"}, .birth = born(2016, 4, 9), .address = home})};
        look(town);
        const auto seen = town.get("sam", twice.path());
        CHECK(seen.says("NB4 1AA"));
        CHECK_FALSE(seen.says("same address"));
        CHECK_FALSE(seen.says("same postcode"));
        for (const auto* who : {"priya", "grace"}) {
            const auto page = town.get(who, twice.path());
            CHECK(page.status() == 200);
            CHECK_FALSE(page.says("NB4"));
        }
    });
}

TEST_CASE("looking at a pair stands in the history of both") {
    on_each_town([](Town& town) {
        const auto twice = a_child_twice(town);
        town.get("sam", twice.path());
        say(town, "sam", twice.path(), "not_same");
        for (const auto& person : {twice.first, twice.second}) {
            const auto lines =
                town.reading([&](db::Reader& r) { return history::lines_about(r, "person", person.id.text(), 10); });
            const auto is_told = [&](std::string_view action) {
                return std::any_of(lines.begin(), lines.end(),
                                   [&](const history::Told& each) { return each.line.action == action; });
            };
            CHECK(is_told("pair.viewed"));
            CHECK(is_told("pair.said_not_same"));
        }
    });
}
