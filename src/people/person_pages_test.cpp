#include "access/register.h"
#include "agencies/agency_store.h"
#include "agencies/school_store.h"
#include "app/demo_town.h"
#include "history/record.h"
#include "people/person_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

constexpr db::Sql person_by_given = R"sql(
    select p.id, p.reference
    from people p
    join person_names n on n.person_id = p.id
    where n.given = :given
)sql";

struct Known {
    Id<people::Person> id;
    std::string path;
};

Known known(Town& town, const std::string& given) {
    return town.reading([&](db::Reader& reader) {
        return reader
            .one(person_by_given, {{"given", given}},
                 [](const db::Row& row) {
                     return Known{row.id<people::Person>("id"), "/people/" + row.text("reference")};
                 })
            .value();
    });
}

constexpr db::Sql number_of_people = R"sql(
    select count(*) as number
    from people
)sql";

std::int64_t people_there(Town& town) {
    return town.reading([](db::Reader& reader) {
        return reader.one(number_of_people, {}, [](const db::Row& row) { return row.integer("number"); }).value();
    });
}

std::size_t views_of(Town& town, Id<people::Person> person) {
    return town.reading([&](db::Reader& reader) {
        std::size_t views = 0;
        for (const auto& told : history::lines_about(reader, "person", person.text(), 100))
            if (told.line.action == "person.viewed") ++views;
        return views;
    });
}

const Fields new_child = {{"searched", "zara shah"}, {"given", "Zara"},   {"family", "Shah"},
                          {"born-day", "3"},         {"born-month", "5"}, {"born-year", "2019"}};

Fields with(Fields fields, const Fields& more) {
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
}

} // namespace

TEST_CASE("one person's page says how to reach them safely before anything else") {
    on_each_town([](Town& town) {
        const auto page = town.get("sam", known(town, "Dana").path);
        CHECK(page.heading() == "Dana Reid");
        const auto safe = page.words().find("Do not leave messages");
        REQUIRE(safe != std::string::npos);
        CHECK(safe < page.words().find("07700 900101"));
        CHECK(page.says("3 May 1992 (34)"));
        CHECK(page.says("12 Mill Lane, NB4 1AA"));
        CHECK(page.says("Okafor-Reid family"));
        CHECK(page.title().find("Dana") == std::string::npos);
    });
}

TEST_CASE("who works for an agency that must not be known to help is not named beside what they recorded") {
    on_each_town([](Town& town) {
        const auto dana = known(town, "Dana");
        town.writing([&](db::Writer& writer) {
            return record_safe_contact(writer, town.viewer("joan"), dana.id, {1, {}, "Dana"}, {.how = "Ring at noon"})
                .has_value();
        });
        CHECK(town.get("sam", dana.path).says("Recorded by Joan Price on"));

        town.writing([&](db::Writer& writer) {
            auto agency = agencies::find_agency(writer, town.viewer("joan").agency).value();
            agency.details.confidential = true;
            return agencies::change_agency(writer, {}, agency.id, agency.version, agency.details).has_value();
        });
        const auto page = town.get("sam", dana.path);
        CHECK(page.says("Ring at noon"));
        CHECK(page.says("Recorded by a support service on"));
        CHECK_FALSE(page.says("Joan Price"));
        CHECK_FALSE(town.get("sam", dana.path + "/safe-contact").says("Joan Price"));
    });
}

TEST_CASE("opening a person's page is written down before it is shown") {
    on_each_town([](Town& town) {
        const auto dana = known(town, "Dana");
        const auto before = views_of(town, dana.id);
        town.get("sam", dana.path);
        CHECK(views_of(town, dana.id) == before + 1);
    });
}

TEST_CASE("whoever may only know that somebody is there sees name, year and nothing else") {
    on_each_town([](Town& town) {
        const auto maya = known(town, "Maya");
        const auto page = town.get("priya", maya.path);
        CHECK(page.heading() == "Maya Okafor-Reid, born 2017");
        for (const auto* more : {"14 March", "Mill Lane", "07700", "Female", "female", "Change"})
            CHECK_FALSE(page.says(more));
        CHECK(town.get("priya", maya.path + "/names").status() == 404);
        CHECK(town.post("priya", maya.path + "/names", {{"given", "X"}, {"version", "1"}}).status() == 404);
    });
}

TEST_CASE("a hidden person's pages and nobody's are the same") {
    on_each_town([](Town& town) {
        const auto maya = known(town, "Maya");
        for (const auto* part : {"", "/names", "/birth", "/details", "/safe-contact", "/contacts", "/identifiers",
                                 "/addresses", "/schools", "/names/1"})
            CHECK(town.get("nadia", maya.path + part).status() ==
                  town.get("nadia", std::string("/people/22222222") + part).status());
        town.writing([&](db::Writer& writer) {
            access::seal(writer, maya.id.text());
            return true;
        });
        for (const auto* part : {"", "/names", "/birth", "/details", "/addresses", "/names/1"})
            CHECK(town.get("sam", maya.path + part).status() == 404);
    });
}

TEST_CASE("where a protected person lives is not on the page, nor that there is an address") {
    on_each_town([](Town& town) {
        const auto dana = known(town, "Dana");
        town.writing([&](db::Writer& writer) {
            access::protect_location(writer, dana.id);
            return true;
        });
        for (const auto* who : {"Dana", "Maya", "Ngozi"}) {
            const auto page = town.get("sam", known(town, who).path);
            CHECK(page.status() == 200);
            CHECK_FALSE(page.says("Mill Lane"));
            CHECK_FALSE(page.says("NB4 1AA"));
            CHECK(town.get("sam", known(town, who).path + "/addresses").status() == 404);
            CHECK(town.get("sam", known(town, who).path + "/schools").status() == 404);
        }
    });
}

TEST_CASE("a new name is recorded with its day, and the old one stays") {
    on_each_town([](Town& town) {
        const auto dana = known(town, "Dana");
        const auto form = town.get("sam", dana.path + "/names");
        const auto saved = town.fill_in("sam", form, dana.path + "/names",
                                        {{"given", "Dana"},
                                         {"family", "Okafor"},
                                         {"from-day", "1"},
                                         {"from-month", "9"},
                                         {"from-year", "2026"},
                                         {"source", "Dana"}});
        CHECK(saved.location() == dana.path);
        const auto page = town.get("sam", dana.path);
        CHECK(page.heading() == "Dana Okafor");
        CHECK(page.says("Dana Reid, previous name"));
        CHECK(page.says("since 1 September 2026"));
    });
}

TEST_CASE("an impossible date comes back with what was typed and what to do") {
    on_each_town([](Town& town) {
        const auto dana = known(town, "Dana");
        const auto form = town.get("sam", dana.path + "/birth");
        const auto page = town.fill_in("sam", form, dana.path + "/birth", {{"born-day", "30"}, {"born-month", "2"}});
        CHECK(page.status() == 422);
        CHECK(page.problems() ==
              std::vector<std::string>{
                  "There is no such day. Enter a real date, like 14 3 2017, or leave out what is not known"});
        CHECK(page.field("born-day") == "30");
        CHECK(town.get("sam", dana.path).says("3 May 1992"));
    });
}

TEST_CASE("who saves later sees both, and overwrites nothing unknowingly") {
    on_each_town([](Town& town) {
        const auto dana = known(town, "Dana");
        const auto path = dana.path + "/safe-contact";
        const auto first = town.get("sam", path);
        CHECK(town.fill_in("sam", first, path, {{"how", "Text first"}}).location() == dana.path);

        const auto late = town.fill_in("sam", first, path, {{"how", "Phone after 6pm"}});
        CHECK(late.status() == 422);
        CHECK(late.says("It says now: How: Text first"));
        CHECK(late.field("how") == "Phone after 6pm");
        CHECK(town.get("sam", dana.path).says("Text first"));

        CHECK(town.fill_in("sam", late, path, {}).location() == dana.path);
        CHECK(town.get("sam", dana.path).says("Phone after 6pm"));
    });
}

TEST_CASE("a mistake in a fact takes over nothing that a colleague saved meanwhile") {
    on_each_town([](Town& town) {
        const auto path = known(town, "Maya").path + "/names";
        const auto first = town.get("sam", path);
        CHECK(town.fill_in("sam", first, path, {{"given", "Maia"}, {"family", "Okafor"}}).status() == 303);

        const auto mistaken = town.fill_in("sam", first, path, {{"given", ""}, {"family", ""}});
        CHECK(mistaken.status() == 422);
        const auto late = town.fill_in("sam", mistaken, path, {{"given", "May"}, {"family", "Okafor"}});
        CHECK(late.status() == 422);
        CHECK(late.says("Somebody else changed this while you were typing"));
    });
}

TEST_CASE("a well-formed number is not shown as verified, and a wrong one is refused") {
    on_each_town([](Town& town) {
        const auto path = known(town, "Maya").path;
        const auto form = town.get("sam", path + "/identifiers");
        const auto wrong =
            town.fill_in("sam", form, path + "/identifiers", {{"scheme", "nhs_number"}, {"value", "9434765918"}});
        CHECK(wrong.status() == 422);
        CHECK(wrong.field("value") == "9434765918");
        CHECK(town.fill_in("sam", form, path + "/identifiers", {{"scheme", "nhs_number"}, {"value", "987 654 3210"}})
                  .location() == path);
        CHECK(town.get("sam", path).says("NHS number 987 654 3210: well formed, not verified"));
    });
}

TEST_CASE("a number that never was theirs is taken off the record") {
    on_each_town([](Town& town) {
        const auto path = known(town, "Maya").path;
        const auto form = town.get("sam", path + "/identifiers");
        town.fill_in("sam", form, path + "/identifiers", {{"scheme", "upn"}, {"value", "Y351201024001"}});
        const auto one = town.get("sam", path + "/identifiers/1");
        CHECK(one.field("value") == "Y351201024001");
        CHECK(town.fill_in("sam", one, path + "/identifiers/1", {{"never", "yes"}, {"value", ""}}).location() == path);
        CHECK_FALSE(town.get("sam", path).says("Y351201024001"));
        CHECK(town.get("sam", path + "/identifiers/1").status() == 404);
        CHECK(town.fill_in("sam", town.get("sam", path + "/identifiers"), path + "/identifiers",
                           {{"scheme", "upn"}, {"value", "X35120102401A"}})
                  .location() == path);
    });
}

TEST_CASE("a move keeps the earlier address, and the ward follows the postcode") {
    on_each_town([](Town& town) {
        const auto path = known(town, "Meera").path;
        const auto form = town.get("sam", path + "/addresses");
        CHECK(town.fill_in("sam", form, path + "/addresses",
                           {{"lines", "1 New Street"}, {"postcode", "nb71zz"}, {"still-1", "yes"}, {"source", "Meera"}})
                  .status() == 303);
        CHECK(town.fill_in("sam", town.get("sam", path + "/addresses"), path + "/addresses",
                           {{"lines", "2 New Street"},
                            {"postcode", "nb41ab"},
                            {"still-1", "yes"},
                            {"still-2", "yes"},
                            {"from-day", "1"},
                            {"from-month", "11"},
                            {"from-year", "2026"}})
                  .location() == path);
        const auto page = town.get("sam", path);
        CHECK(page.says("2 New Street, NB4 1AB ("));
        CHECK(page.says("7 Orchard Close, NB6 3EF"));
        CHECK(page.words().find("2 New Street") < page.words().find("7 Orchard Close"));
    });
}

TEST_CASE("with a new home it is asked whether the earlier one was left, and nothing is answered beforehand") {
    on_each_town([](Town& town) {
        const auto path = known(town, "Meera").path;
        const auto addresses = path + "/addresses";
        const auto moves = [&](Fields more) {
            return town.fill_in("sam", town.get("sam", addresses), addresses,
                                with({{"lines", "2 New Street"}, {"postcode", "nb41ab"}}, more));
        };
        const Fields since = {{"from-day", "1"}, {"from-month", "11"}, {"from-year", "2026"}};
        CHECK(town.get("sam", addresses).says("Do they still live at 7 Orchard Close, NB6 3EF?"));
        CHECK(town.get("sam", addresses).chosen("still-1").empty());

        const auto unsaid = moves(since);
        CHECK(unsaid.problems() == std::vector<std::string>{"Say whether they still live at 7 Orchard Close, NB6 3EF"});
        CHECK(unsaid.field("lines") == "2 New Street");
        CHECK(moves({{"still-1", "no"}}).problems() ==
              std::vector<std::string>{
                  "Enter the last day at 7 Orchard Close, NB6 3EF, or since when they live in the new home"});
        CHECK(moves({{"still-1", "no"}, {"left-1-day", "1"}, {"left-1-month", "1"}, {"left-1-year", "2099"}})
                  .problems() == std::vector<std::string>{"The last day there must not be one that is to come"});
        CHECK_FALSE(town.get("sam", path).says("2 New Street"));

        CHECK(moves(with(since, {{"still-1", "no"}})).location() == path);
        const auto page = town.get("sam", path);
        CHECK(page.says("2 New Street, NB4 1AB"));
        CHECK(page.says("7 Orchard Close, NB6 3EF"));
        CHECK(page.says("until 31 October 2026"));
        CHECK(page.words().find("2 New Street") < page.words().find("7 Orchard Close"));
        CHECK(town.post("sam", "/find", {{"q", "shah nb4 1ab"}}).says("lives at NB4 1AB"));
        CHECK(town.post("sam", "/find", {{"q", "shah nb6 3ef"}}).says("lived at NB6 3EF"));
        CHECK_FALSE(town.get("sam", addresses).says("Do they still live at 7 Orchard Close"));
        // An earlier address, or one that is no home, leaves the home as it is.
        CHECK(moves({{"kind", "temporary"}, {"lines", "Hostel"}}).location() == path);
        CHECK(moves({{"lines", "9 Old Street"}, {"until-day", "1"}, {"until-month", "5"}, {"until-year", "2020"}})
                  .location() == path);
    });
}

TEST_CASE("of two homes both are where somebody lives") {
    on_each_town([](Town& town) {
        const auto path = known(town, "Meera").path + "/addresses";
        REQUIRE(town.fill_in("sam", town.get("sam", path), path,
                             {{"lines", "2 New Street"}, {"postcode", "nb41ab"}, {"still-1", "yes"}})
                    .status() == 303);
        CHECK(town.post("sam", "/find", {{"q", "shah nb4 1ab"}}).says("lives at NB4 1AB"));
        CHECK(town.post("sam", "/find", {{"q", "meera nb6 3ef"}}).says("lives at NB6 3EF"));
    });
}

TEST_CASE("an empty form about safe contact is no word, unless it clears what stands there") {
    on_each_town([](Town& town) {
        const auto maya = known(town, "Maya").path;
        const auto save = [&](const std::string& person, Fields fields) {
            const auto path = person + "/safe-contact";
            return town.fill_in("sam", town.get("sam", path), path, std::move(fields));
        };
        const auto nothing = save(maya, {{"source", "Dana"}});
        CHECK(nothing.status() == 422);
        CHECK(nothing.problems().front().starts_with("Nothing was written"));
        CHECK(town.get("sam", maya).says("Safe contact Not set"));

        const auto dana = known(town, "Dana").path;
        REQUIRE(town.get("sam", dana).says("Do not leave messages"));
        const auto cleared = save(dana, {{"how", ""}, {"avoid", ""}});
        CHECK(cleared.location() == dana);
        CHECK(cleared.response().notice == "Cleared: nothing is recorded of safe contact any more");
        CHECK_FALSE(town.get("sam", dana).says("Do not leave messages"));
    });
}

TEST_CASE("nobody is called something since a day that is to come") {
    on_each_town([](Town& town) {
        const auto path = known(town, "Dana").path;
        const auto since = [&](const char* day) {
            const auto names = path + "/names";
            return town.fill_in("sam", town.get("sam", names), names,
                                {{"given", "Dee"},
                                 {"family", "Reid"},
                                 {"use", "nickname"},
                                 {"from-day", day},
                                 {"from-month", "11"},
                                 {"from-year", "2026"}});
        };
        const auto tomorrow = since("24");
        CHECK(tomorrow.problems() == std::vector<std::string>{"The first day must not be after today"});
        CHECK(tomorrow.field("from-day") == "24");
        CHECK(since("23").location() == path);
    });
}

TEST_CASE("whoever is added takes over the name that was looked for, and no date or place of it") {
    on_each_town([](Town& town) {
        const auto form = town.post("sam", "/people/new", {{"searched", "zara grace shah 14/3/2017 nb4 1aa"}});
        CHECK(form.field("given") == "Zara Grace");
        CHECK(form.field("family") == "Shah");
        const auto mistaken = town.fill_in("sam", form, "/people", {{"given", ""}, {"family", ""}});
        CHECK(mistaken.status() == 422);
        CHECK(mistaken.field("family") == "");
    });
}

TEST_CASE("nothing is recorded of where somebody is by a right to know it that ends while the form is on its way") {
    on_each_town([](Town& town) {
        const auto maya = known(town, "Maya");
        const auto form = town.get("sam", maya.path + "/addresses");
        REQUIRE(form.status() == 200);
        const auto addresses = [&] {
            return town.reading([&](db::Reader& r) { return people::versions_of(r, maya.id).addresses; });
        };
        const auto before = addresses();
        const auto late = sent_while(
            town, [&](db::Writer& writer) { access::protect_location(writer, maya.id); },
            [&] {
                return town.fill_in("sam", form, maya.path + "/addresses",
                                    {{"lines", "3 Mill Lane"}, {"postcode", "NB4 1AB"}, {"still-1", "yes"}});
            });
        CHECK(late.status() == 404);
        CHECK(addresses() == before);
    });
}

TEST_CASE("the only name in use cannot be taken away, and the field says why") {
    on_each_town([](Town& town) {
        const auto path = known(town, "Meera").path;
        const auto form = town.get("sam", path + "/names/1");
        const auto never = town.fill_in("sam", form, path + "/names/1", {{"never", "yes"}});
        CHECK(never.status() == 422);
        CHECK(never.problems() ==
              std::vector<std::string>{"This is their only name in use. Record the right one first"});
        const auto ended = town.fill_in("sam", form, path + "/names/1",
                                        {{"until-day", "1"}, {"until-month", "9"}, {"until-year", "2026"}});
        CHECK(ended.status() == 422);
        CHECK(ended.field("until-year") == "2026");
        CHECK(town.get("sam", path).heading() == "Meera Shah");
    });
}

TEST_CASE("details are chosen from the council's lists") {
    on_each_town([](Town& town) {
        const auto path = known(town, "Maya").path;
        const auto form = town.get("sam", path + "/details");
        CHECK(town.fill_in("sam", form, path + "/details", {{"ethnicity", "no such"}}).status() == 422);
        const auto saved = town.fill_in("sam", form, path + "/details",
                                        {{"sen", "K"}, {"interpreter", "yes"}, {"interpreter_note", "Sylheti"}});
        CHECK(saved.location() == path);
        const auto page = town.get("sam", path);
        CHECK(page.says("Needed, Sylheti"));
        CHECK(page.says("Female"));
    });
}

TEST_CASE("a code that is not used any more stays recorded when something else is saved") {
    on_each_town([](Town& town) {
        const auto maya = known(town, "Maya");
        const auto version = town.reading([&](db::Reader& r) { return people::versions_of(r, maya.id).details; });
        REQUIRE(town.writing([&](db::Writer& w) {
            return people::record_details(w, town.viewer("sam"), maya.id, {version, {}, ""}, {.sen = "A"}).has_value();
        }));
        const auto form = town.get("sam", maya.path + "/details");
        CHECK(form.says("School action (not used any more)"));
        CHECK_FALSE(form.says("School action plus"));
        REQUIRE(town.fill_in("sam", form, maya.path + "/details", {{"gender", "02"}}).status() == 303);
        const auto details = town.reading([&](db::Reader& r) {
            return people::find_person(r, town.viewer("sam"), maya.id, town.clock().now())->person->details.value;
        });
        CHECK(details.gender == "02");
        CHECK(details.sen == "A");
    });
}

TEST_CASE("a school that has closed since is ended and taken off") {
    on_each_town([](Town& town) {
        const auto maya = known(town, "Maya");
        const auto path = maya.path + "/schools";
        const std::string school = "St Aidan's Primary School";
        REQUIRE(town.fill_in("sam", town.get("sam", path), path, {{"school", school}}).status() == 303);
        town.writing([&](db::Writer& writer) {
            const auto agency = agencies::find_school(writer, app::number_of_school(school))->agency;
            const auto version = agencies::find_agency(writer, agency)->version;
            return agencies::end_agency(writer, {}, agency, version).has_value();
        });
        // Nobody begins there any more.
        CHECK(town.fill_in("sam", town.get("sam", path), path, {{"school", school}}).status() == 422);
        const auto change = [&](Fields fields) {
            const auto one = town.get("sam", path).link(": " + school);
            return town.fill_in("sam", town.get("sam", one), one, std::move(fields)).status();
        };
        CHECK(change({{"until-day", "1"}, {"until-month", "9"}, {"until-year", "2026"}}) == 303);
        CHECK(town.get("sam", path).says(school + ", until 1 September 2026"));
        CHECK(change({{"never", "yes"}}) == 303);
        CHECK(town.get("sam", path).says("Nothing is recorded yet"));
    });
}

TEST_CASE("nobody is added without a search first") {
    on_each_town([](Town& town) {
        const auto before = people_there(town);
        CHECK(town.get("sam", "/people/new").location() == "/find?add=person");
        CHECK(town.post("sam", "/people/new", {}).location() == "/find?add=person");
        CHECK(town.post("sam", "/people", {{"given", "Zara"}, {"family", "Shah"}}).location() == "/find?add=person");
        CHECK(people_there(town) == before);
        const auto find = town.get("sam", "/find?add=person");
        CHECK(find.says("Search first: the person may be here already"));
        CHECK_FALSE(find.says("Done"));

        const auto form = town.post("sam", "/people/new", {{"searched", "zara shah"}});
        CHECK(form.says("You looked for: zara shah"));
        const auto saved =
            town.fill_in("sam", form, "/people", {{"given", "Zara"}, {"family", "Shah"}, {"born-year", "2019"}});
        CHECK(saved.status() == 303);
        CHECK(town.get("sam", saved.location()).heading() == "Zara Shah");
        CHECK(people_there(town) == before + 1);
    });
}

TEST_CASE("whoever is alike is shown before somebody is added") {
    on_each_town([](Town& town) {
        const auto before = people_there(town);
        const Fields maya = {{"searched", "maya"}, {"given", "Maya"},   {"family", "Okafor"},
                             {"born-day", "14"},   {"born-month", "3"}, {"born-year", "2017"}};
        const auto asked = town.post("sam", "/people", maya);
        CHECK(asked.status() == 422);
        CHECK(asked.says("Maya Okafor-Reid, born 2017: this is the same person"));
        CHECK(asked.field("given") == "Maya");
        CHECK(asked.chosen("same").empty());

        const auto reference = known(town, "Maya").path.substr(8);
        CHECK(town.post("sam", "/people", with(maya, {{"same", reference}})).location() == "/people/" + reference);
        CHECK(town.post("sam", "/people", with(maya, {{"same", "nobody"}})).status() == 422);
        CHECK(people_there(town) == before);
        CHECK(town.post("sam", "/people", with(maya, {{"same", "nobody"}, {"because", "a cousin"}})).status() == 303);
        CHECK(people_there(town) == before + 1);
    });
}

TEST_CASE("why it is somebody else stays said while another field is put right") {
    on_each_town([](Town& town) {
        const auto before = people_there(town);
        const Fields cousin = {{"searched", "maya"}, {"given", "Maya"},      {"family", "Okafor"},
                               {"born-day", "14"},   {"born-month", "13"},   {"born-year", "2017"},
                               {"same", "nobody"},   {"because", "A cousin"}};
        const auto asked = town.post("sam", "/people", cousin);
        CHECK(asked.status() == 422);
        CHECK(town.fill_in("sam", asked, "/people", {{"born-month", "3"}}).status() == 303);
        CHECK(people_there(town) == before + 1);
    });
}

TEST_CASE("somebody chosen who is no longer alike is not taken for a new person") {
    on_each_town([](Town& town) {
        const auto before = people_there(town);
        const auto reference = known(town, "Maya").path.substr(8);
        const auto asked = town.post(
            "sam", "/people", {{"searched", "zelda"}, {"given", "Zelda"}, {"family", "Quick"}, {"same", reference}});
        CHECK(asked.status() == 422);
        CHECK(asked.field("given") == "Zelda");
        CHECK(people_there(town) == before);
        CHECK(town.post("sam", "/people", {{"searched", "zelda"}, {"given", "Zelda"}, {"family", "Quick"}}).status() ==
              303);
    });
}

TEST_CASE("somebody hidden who is the same changes nothing in the answer") {
    on_each_town([](Town& town) {
        const auto arjun = known(town, "Arjun");
        town.writing([&](db::Writer& writer) {
            access::seal(writer, arjun.id.text());
            return true;
        });
        const auto saved = town.post("sam", "/people",
                                     {{"searched", "arjun shah"},
                                      {"given", "Arjun"},
                                      {"family", "Shah"},
                                      {"born-day", "19"},
                                      {"born-month", "10"},
                                      {"born-year", "2022"}});
        CHECK(saved.status() == 303);
    });
}

TEST_CASE("Save pressed twice adds one person") {
    on_each_town([](Town& town) {
        const auto before = people_there(town);
        const auto first = town.post_again("sam", "/people", new_child, "one key");
        const auto again = town.post_again("sam", "/people", new_child, "one key");
        CHECK(first.location() == again.location());
        CHECK(people_there(town) == before + 1);
    });
}
