#include "access/register.h"
#include "families/days.h"
#include "families/family_store.h"
#include "history/record.h"
#include "http/visit.h"
#include "places/postcode_store.h"
#include "places/ward_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

constexpr db::Sql family_by_name = R"sql(
    select f.reference
    from families f
    join family_names n on n.family_id = f.id
    where n.name = :name
)sql";

std::string family_path(Town& town, const std::string& name) {
    return town.reading([&](db::Reader& reader) {
        return "/families/" +
               reader.one(family_by_name, {{"name", name}}, [](const db::Row& row) { return row.text("reference"); })
                   .value();
    });
}

constexpr db::Sql person_by_given = R"sql(
    select p.reference
    from people p
    join person_names n on n.person_id = p.id
    where n.given = :given
)sql";

Fields day(const std::string& name, int day, int month, int year) {
    return {{name + "-day", std::to_string(day)},
            {name + "-month", std::to_string(month)},
            {name + "-year", std::to_string(year)}};
}

constexpr db::Sql person_by_reference = R"sql(
    select id
    from people
    where reference = :reference
)sql";

std::string id_of(db::Reader& reader, const std::string& reference) {
    return reader
        .one(person_by_reference, {{"reference", reference}}, [](const db::Row& row) { return row.text("id"); })
        .value();
}

std::string person(Town& town, const std::string& given) {
    return town.reading([&](db::Reader& reader) {
        return reader.one(person_by_given, {{"given", given}}, [](const db::Row& row) { return row.text("reference"); })
            .value();
    });
}

history::Line newest_line(Town& town, const std::string& kind, const std::string& reference) {
    return town.reading([&](db::Reader& reader) {
        return history::lines_about(reader, kind, id_of(reader, reference), 1).front().line;
    });
}

} // namespace

TEST_CASE("whoever works with a family sees its members and who is whose") {
    on_each_town([](Town& town) {
        const auto page = town.get("sam", family_path(town, "Okafor-Reid"));
        CHECK(page.heading() == "The Okafor-Reid family");
        CHECK(page.says("Dana Reid is Maya Okafor-Reid’s mother, and looks after them."));
        CHECK(page.says("Ngozi Okafor is Marcus Okafor’s mother"));
    });
}

TEST_CASE("how a member may safely be reached stands on the family's page, for whoever may read that member") {
    on_each_town([](Town& town) {
        const auto family = family_path(town, "Shah");
        const auto contact = "/people/" + person(town, "Meera") + "/safe-contact";
        REQUIRE(town.fill_in("sam", town.get("sam", contact), contact,
                             {{"avoid", "Do not leave messages"}, {"source", "Meera"}})
                    .status() == 303);
        CHECK(town.get("sam", family).says("Do not leave messages"));
        for (const char* other : {"priya", "tom"})
            CHECK_FALSE(town.get(other, family).says("Do not leave messages"));
    });
}

TEST_CASE("a school that has nothing to do with a family cannot tell that it is there") {
    on_each_town([](Town& town) {
        CHECK(town.get("nadia", family_path(town, "Okafor-Reid")).status() == 404);
        CHECK(town.get("nadia", family_path(town, "Okafor-Reid") + "/relationships").status() == 404);
        CHECK(town.post("nadia", family_path(town, "Okafor-Reid") + "/name", {{"name", "Other"}}).status() != 303);
    });
}

TEST_CASE("a relationship is said once and read from both sides") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Novak");
        const Fields married = {{"person", person(town, "Petr")}, {"code", "SPS"}, {"other", person(town, "Jana")}};
        CHECK(town.post("sam", path + "/relationships", married).location() == path);
        CHECK(town.get("sam", path).says("Petr Novák is Jana Nováková’s"));

        const auto again = town.post("sam", path + "/relationships", married);
        CHECK(again.status() == 422);
        CHECK(again.problems() == std::vector<std::string>{"This relationship is recorded already"});
    });
}

TEST_CASE("a person's page says what others are to them, of whom the viewer may know") {
    on_each_town([](Town& town) {
        const auto path = "/people/" + person(town, "Maya");
        const auto page = town.get("sam", path);
        CHECK(page.says("Dana Reid , mother"));
        CHECK(page.says("Marcus Okafor , father"));
        CHECK(town.get("sam", "/people/" + person(town, "Dana")).says("Maya Okafor-Reid , child"));
        CHECK_FALSE(town.get("priya", path).says("mother")); // sees the entry alone
        town.writing([&](db::Writer& writer) {
            access::seal(writer, id_of(writer, person(town, "Marcus")));
            return true;
        });
        CHECK_FALSE(town.get("sam", path).says("Marcus"));
    });
}

TEST_CASE("nobody is their own mother, and what was chosen is kept") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Shah") + "/relationships";
        const auto meera = person(town, "Meera");
        const auto page = town.post("sam", path, {{"person", meera}, {"code", "MTH"}, {"other", meera}});
        CHECK(page.status() == 422);
        CHECK(page.problems() == std::vector<std::string>{"Choose two different people"});
        CHECK(page.field("code") == "MTH");
    });
}

TEST_CASE("somebody is added to a family only after a search, and from the day that was said") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Shah");
        const auto found = town.post("sam", path + "/members/search", {{"q", "salma"}});
        CHECK(found.says("Salma Begum, born 1988"));
        const auto add = found.link("Choose Salma Begum");
        const auto form = town.get("sam", add);
        CHECK(form.heading() == "Add Salma Begum, born 1988");
        CHECK(town.fill_in("sam", form, path + "/members", day("from", 31, 2, 2026)).status() == 422);
        CHECK(town.fill_in("sam", form, path + "/members", day("from", 1, 11, 2026)).location() == path);
        CHECK(town.get("sam", path).says("Salma Begum 30 November 1988 (37) since 1 November 2026"));

        const auto again = town.fill_in("sam", town.get("sam", add), path + "/members", {});
        CHECK(again.status() == 422);
        CHECK(again.problems() == std::vector<std::string>{"This person is already in the family"});
    });
}

TEST_CASE("whoever a search does not find is added as somebody new and comes back to the family") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Shah");
        const auto search = town.post("sam", path + "/members/search", {{"q", "zelda quick"}});
        CHECK(search.says("Nobody you may see answers to this"));
        const auto form = town.fill_in("sam", search, "/people/new", {});
        CHECK(form.says("You looked for: zelda quick"));
        const auto added = town.fill_in("sam", form, "/people", {{"given", "Zelda"}, {"family", "Quick"}});
        CHECK(added.location().starts_with(path + "/members/new?person="));
        CHECK(town.fill_in("sam", town.get("sam", added.location()), path + "/members", {}).location() == path);
        CHECK(town.get("sam", path).says("Zelda Quick"));

        // Somebody alike is shown here too, and chosen instead.
        const auto alike = town.fill_in("sam", form, "/people", {{"given", "Salma"}, {"family", "Begum"}});
        CHECK(alike.status() == 422);
        const auto salma = person(town, "Salma");
        CHECK(town.fill_in("sam", alike, "/people", {{"same", salma}}).location() ==
              path + "/members/new?person=" + salma);
    });
}

TEST_CASE("a new person leads to no address but this site's own") {
    on_each_town([](Town& town) {
        for (const auto* elsewhere : {"//evil.example", "https://evil.example", "/families?x=1", "evil", "/a\r\nb"})
            CHECK(town.post("sam", "/people",
                            {{"searched", "zelda"},
                             {"given", "Zelda"},
                             {"family", std::string("Q") + elsewhere[1]},
                             {"onward", elsewhere},
                             {"same", "nobody"},
                             {"because", "another"}})
                      .location()
                      .starts_with("/people/"));
    });
}

TEST_CASE("whoever is only known to be there is named by the search and cannot be joined") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Shah");
        const auto salma = person(town, "Salma");
        town.writing([&](db::Writer& writer) {
            access::forget_maker(writer, id_of(writer, salma));
            return true;
        });
        const auto found = town.post("sam", path + "/members/search", {{"q", "salma"}});
        CHECK(found.says("You can see only that they are known"));
        CHECK(found.link("Choose Salma Begum") == "");
        CHECK(town.get("sam", path + "/members/new?person=" + salma).status() == 404);
        CHECK(town.post("sam", path + "/members", {{"person", salma}, {"version", "2"}}).status() == 404);
        CHECK(town.get("sam", "/families/new?person=" + salma).status() == 404);
    });
}

TEST_CASE("a membership is corrected, ended and taken back, and the last one stays") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Begum");
        const auto yusuf = town.get("sam", path + "/members").link(": Yusuf Begum");
        const auto ended = town.fill_in("sam", town.get("sam", yusuf), yusuf, day("until", 1, 10, 2026));
        CHECK(ended.location() == path);
        CHECK(town.get("sam", path).says("until 1 October 2026"));
        CHECK_FALSE(town.get("sam", "/people/" + person(town, "Yusuf")).says("Begum family"));

        const auto late = town.post("sam", yusuf, {{"version", "2"}, {"never", "yes"}});
        CHECK(late.status() == 422);
        CHECK(late.says("Somebody else changed this family"));

        const auto salma = town.get("sam", path + "/members").link(": Salma Begum");
        const auto last = town.fill_in("sam", town.get("sam", salma), salma, {{"never", "yes"}});
        CHECK(last.status() == 422);
        CHECK(last.problems() == std::vector<std::string>{"Nobody else is in this family. Add somebody else first"});

        const auto again = town.get("sam", path + "/members").link(": Yusuf Begum");
        CHECK(town.fill_in("sam", town.get("sam", again), again, {{"never", "yes"}}).location() == path);
        CHECK_FALSE(town.get("sam", path).says("Yusuf"));
    });
}

TEST_CASE("a child lives in two households; one is joined, left and ended") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Okafor-Reid");
        const auto of = [&](const char* given) { return person(town, given); };
        const auto make = [&](Fields fields) {
            return town.fill_in("sam", town.get("sam", path + "/households"), path + "/households", std::move(fields));
        };
        const auto nobody = make({{"source", "Dana"}});
        CHECK(nobody.status() == 422);
        CHECK(nobody.problems() == std::vector<std::string>{"Choose who lives together"});
        CHECK(make({{"people", of("Dana")}, {"people", of("Maya")}}).location() == path);
        CHECK(make({{"people", of("Marcus")}, {"people", of("Maya")}, {"part-" + of("Maya"), "yes"}}).location() ==
              path);
        const auto family = town.get("sam", path);
        CHECK(family.says("Dana Reid and Maya Okafor-Reid live together."));
        CHECK(family.says("Marcus Okafor and Maya Okafor-Reid (part of the time) live together."));

        const auto home = town.get("sam", path + "/households").link(": Dana Reid");
        const auto found = town.post("sam", home + "/people/search", {{"q", "ngozi okafor"}});
        const auto moving = town.get("sam", found.link("Choose Ngozi Okafor"));
        CHECK(moving.says("With: Dana Reid and Maya Okafor-Reid live together"));
        CHECK(town.fill_in("sam", moving, home + "/people", day("from", 1, 9, 2026)).location() == path);
        CHECK(newest_line(town, "person", of("Ngozi")).action == "household.joined");
        CHECK(town.get("sam", home).says("Ngozi Okafor since 1 September 2026"));
        const auto twice = town.fill_in("sam", moving, home + "/people", {{"version", "3"}});
        CHECK(twice.problems() == std::vector<std::string>{"This person already lives here"});

        const auto ngozi = town.get("sam", home).link(": Ngozi Okafor");
        const auto before = town.fill_in("sam", town.get("sam", ngozi), ngozi, day("until", 31, 8, 2026));
        CHECK(before.problems() == std::vector<std::string>{"The last day must not be before the first day"});
        CHECK(before.field("until-month") == "8");
        CHECK(town.fill_in("sam", town.get("sam", ngozi), ngozi, day("until", 2, 11, 2026)).location() == path);
        CHECK_FALSE(town.get("sam", path).says("Ngozi Okafor live together"));

        const auto too_early = town.fill_in("sam", town.get("sam", home), home + "/end", day("ended", 2, 8, 2026));
        const std::string moved_in = "The last day must not be before the day on which somebody moved in";
        CHECK(too_early.problems() == std::vector<std::string>{moved_in});
        CHECK(too_early.words().find(moved_in) != too_early.words().rfind(moved_in)); // beside its field too
        CHECK(town.fill_in("sam", town.get("sam", home), home + "/end", {}).problems() ==
              std::vector<std::string>{"Enter the last day, like 27 3 2026"});
        CHECK(town.fill_in("sam", town.get("sam", home), home + "/end", day("ended", 20, 11, 2026)).location() == path);
        CHECK(town.get("sam", path).says("Dana Reid and Maya Okafor-Reid lived together until 20 November 2026."));
    });
}

TEST_CASE("a relationship is corrected, ended, and taken back") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Begum");
        const auto correct = [&](Fields fields) {
            const auto one = town.get("sam", path + "/relationships").link("Correct or end");
            return town.fill_in("sam", town.get("sam", one), one, std::move(fields));
        };
        CHECK(correct({{"code", "STPMTH"}}).location() == path);
        CHECK(town.get("sam", path).says("Salma Begum is Yusuf Begum’s stepmother, and looks after them."));
        CHECK(correct({{"code", ""}}).problems() == std::vector<std::string>{"Choose what one is to the other"});
        CHECK(correct(day("until", 1, 10, 2026)).location() == path);
        CHECK(town.get("sam", path)
                  .says("Salma Begum was Yusuf Begum’s stepmother, and looked after them, until 1 October 2026."));

        const auto one = town.get("sam", path + "/relationships").link("Correct or end");
        const auto form = town.get("sam", one);
        CHECK(town.fill_in("sam", form, one, {{"never", "yes"}}).location() == path);
        CHECK_FALSE(town.get("sam", path).says("stepmother"));
        const auto late = town.fill_in("sam", form, one, {{"code", "MTH"}});
        CHECK(late.status() == 422);
        CHECK(late.says("Somebody else changed this family"));
        CHECK(town.get("sam", one).status() == 404);
    });
}

TEST_CASE("parental responsibility is said child by child, with how it is known") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Okafor-Reid");
        const auto say = [&](Fields fields) {
            return town.fill_in("sam", town.get("sam", path + "/responsibility"), path + "/responsibility",
                                std::move(fields));
        };
        CHECK(town.get("sam", path).says("For Tobi Okafor-Reid Nobody has said yet."));
        CHECK(say({{"child", person(town, "Maya")}, {"holder", person(town, "Marcus")}}).problems() ==
              std::vector<std::string>{"Say whether they hold it, or that it is not known"});
        CHECK(say({{"child", person(town, "Maya")},
                   {"holder", person(town, "Marcus")},
                   {"held", "yes"},
                   {"basis", "on the birth certificate"}})
                  .location() == path);
        const std::string said = "For Maya Okafor-Reid Marcus Okafor: has parental responsibility (on the birth "
                                 "certificate)";
        CHECK(town.get("sam", path).says(said));

        const auto one = town.get("sam", path + "/responsibility").link(": Marcus Okafor");
        const auto form = town.get("sam", one);
        CHECK(form.field("basis") == "on the birth certificate");
        CHECK(town.fill_in("sam", form, one, day("until", 1, 10, 2026)).location() == path);
        CHECK(town.get("sam", path)
                  .says("Marcus Okafor: had parental responsibility (on the birth certificate), until 1 October 2026"));
        const auto now = town.get("sam", path + "/responsibility").link(": Marcus Okafor");
        CHECK(town.fill_in("sam", town.get("sam", now), now, {{"never", "yes"}}).location() == path);
        CHECK(town.get("sam", path).says("For Maya Okafor-Reid Nobody has said yet."));
    });
}

TEST_CASE("who has parental responsibility no more had it until a day that is asked for, and that stays to be read") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Okafor-Reid");
        const auto say = [&](const char* held, Fields since) {
            Fields fields{{"child", person(town, "Maya")}, {"holder", person(town, "Marcus")}, {"held", held}};
            fields.insert(fields.end(), since.begin(), since.end());
            return town.fill_in("sam", town.get("sam", path + "/responsibility"), path + "/responsibility",
                                std::move(fields));
        };
        REQUIRE(say("yes", day("from", 1, 2, 2020)).status() == 303);
        const auto undated = say("no", {});
        CHECK(undated.status() == 422);
        CHECK(undated.problems().front().starts_with("Say since when"));
        CHECK(say("no", day("from", 1, 2, 2020)).problems().front().starts_with("Enter a day after 1 February 2020"));
        CHECK(town.get("sam", path).says("Marcus Okafor: has parental responsibility, since 1 February 2020"));

        auto for_a_time = day("from", 1, 10, 2026);
        for (auto& part : day("until", 31, 10, 2026))
            for_a_time.push_back(std::move(part));
        CHECK(say("no", for_a_time).problems() ==
              std::vector<std::string>{"Nothing would be recorded for afterwards. Leave the last day empty, and record "
                                       "what holds then as a change of its own"});
        CHECK(town.get("sam", path).says("Marcus Okafor: has parental responsibility, since 1 February 2020"));

        CHECK(say("no", day("from", 1, 10, 2026)).location() == path);
        const auto page = town.get("sam", path);
        const auto now =
            page.words().find("Marcus Okafor: does not have parental responsibility, since 1 October 2026");
        const auto before = page.words().find("Marcus Okafor: had parental responsibility, from 1 February 2020 to 30 "
                                              "September 2026");
        REQUIRE(now != std::string::npos);
        REQUIRE(before != std::string::npos);
        CHECK(now < before);

        // The past cannot be made to hold beside what holds now.
        const auto past = town.get("sam", path + "/responsibility").link(": Marcus Okafor: had");
        const auto reopened = town.fill_in("sam", town.get("sam", past), past,
                                           {{"until-day", ""}, {"until-month", ""}, {"until-year", ""}});
        CHECK(reopened.problems() ==
              std::vector<std::string>{"Something else is recorded for part of this time. Give other days"});
    });
}

TEST_CASE("what cannot be besides what is recorded of a family is refused by its field") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Okafor-Reid");
        const auto say = [&](const char* one, const char* code, const char* other) {
            return town.fill_in("sam", town.get("sam", path + "/relationships"), path + "/relationships",
                                {{"person", person(town, one)}, {"code", code}, {"other", person(town, other)}});
        };
        const auto turned = say("Maya", "MTH", "Dana");
        CHECK(turned.problems() == std::vector<std::string>{"The child is recorded as a parent of the parent. If that "
                                                            "is wrong, correct it first"});
        CHECK(say("Maya", "MTH", "Ngozi").problems() ==
              std::vector<std::string>{
                  "A parent cannot be born after the child. Check who is whose, and the dates of birth"});
        CHECK(say("Dana", "FTH", "Maya").problems() ==
              std::vector<std::string>{
                  "This person is recorded as the child’s mother already. If that is wrong, correct it first"});
        CHECK_FALSE(town.get("sam", path).says("Maya Okafor-Reid is Dana"));
        CHECK(say("Ngozi", "kinship_carer", "Maya").location() == path);
    });
}

TEST_CASE("nobody lives in two households all of the time") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Okafor-Reid");
        const auto homes = path + "/households";
        const auto make = [&](const Fields& fields) {
            return town.fill_in("sam", town.get("sam", homes), homes, fields);
        };
        const auto maya = person(town, "Maya");
        REQUIRE(make({{"people", person(town, "Dana")}, {"people", maya}}).status() == 303);
        const auto twice = make({{"people", person(town, "Marcus")}, {"people", maya}});
        CHECK(twice.problems() == std::vector<std::string>{
                                      "Maya Okafor-Reid lives in another household all of the time. End that first, or "
                                      "say that it is part of the time"});
        CHECK(make({{"people", person(town, "Marcus")}, {"people", maya}, {"part-" + maya, "yes"}}).location() == path);

        const auto home = town.get("sam", homes).link(": Marcus Okafor");
        const auto one = town.get("sam", home).link(": Maya Okafor-Reid");
        const auto whole = [&](Fields more) {
            more.emplace_back("part", "");
            return town.fill_in("sam", town.get("sam", one), one, std::move(more));
        };
        CHECK(whole({}).status() == 422);
        const auto first = town.get("sam", homes).link(": Dana Reid");
        REQUIRE(town.fill_in("sam", town.get("sam", first), first + "/end", day("ended", 20, 11, 2026)).status() ==
                303);
        CHECK(whole(day("from", 21, 11, 2026)).location() == path);
    });
}

TEST_CASE("who lives together is for those who may know where they are; for others it is as if not there") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Okafor-Reid");
        town.fill_in("sam", town.get("sam", path + "/households"), path + "/households",
                     {{"people", person(town, "Dana")}, {"people", person(town, "Maya")}});
        const auto home = town.get("sam", path + "/households").link(": Dana Reid");
        REQUIRE(town.get("sam", home).status() == 200);
        town.writing([&](db::Writer& writer) {
            access::protect_location(writer, Id<people::Person>::trusted(id_of(writer, person(town, "Tobi"))));
            return true;
        });
        const auto page = town.get("sam", path);
        CHECK_FALSE(page.says("live together"));
        CHECK(page.says("Only for those on this family's location list"));
        for (const auto& each : {path + "/households", home, home + "/people", home + "/people/1",
                                 home + "/people/new?person=" + person(town, "Ngozi")})
            CHECK(town.get("sam", each).status() == 404);
        CHECK(town.post("sam", home + "/end", {{"version", "2"}}).status() == 404);
        CHECK(town.post("sam", path + "/households", {{"people", person(town, "Dana")}}).status() == 404);
    });
}

TEST_CASE("nobody moves in, and no household is recorded, by a right that ends while the form is on its way") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Okafor-Reid");
        town.fill_in("sam", town.get("sam", path + "/households"), path + "/households",
                     {{"people", person(town, "Dana")}, {"people", person(town, "Maya")}});
        const auto home = town.get("sam", path + "/households").link(": Dana Reid");
        const auto ngozi = person(town, "Ngozi");
        const auto moving = town.get("sam", home + "/people/new?person=" + ngozi);
        const auto late = sent_while(
            town, [&](db::Writer& writer) { access::forget_maker(writer, id_of(writer, ngozi)); },
            [&] { return town.fill_in("sam", moving, home + "/people", {}); });
        CHECK(late.status() == 404);
        CHECK_FALSE(town.get("sam", home).says("Ngozi Okafor"));

        const auto form = town.get("sam", path + "/households");
        const auto too_late = sent_while(
            town,
            [&](db::Writer& writer) {
                access::protect_location(writer, Id<people::Person>::trusted(id_of(writer, person(town, "Tobi"))));
            },
            [&] {
                return town.fill_in("sam", form, path + "/households", {{"people", person(town, "Marcus")}});
            });
        CHECK(too_late.status() == 404);
        const auto households = town.reading([&](db::Reader& reader) {
            constexpr db::Sql count = "select count(*) as households from households";
            return reader.one(count, {}, [](const db::Row& row) { return row.integer("households"); }).value();
        });
        CHECK(households == 1);
    });
}

TEST_CASE("what is typed to find a member is kept in history without the place") {
    on_each_town([](Town& town) {
        town.post("sam", family_path(town, "Shah") + "/members/search", {{"q", "maya nb4 1aa"}});
        const auto maya = person(town, "Maya");
        const auto line = town.reading(
            [&](db::Reader& reader) { return history::lines_about(reader, "person", id_of(reader, maya), 1).front(); });
        CHECK(line.line.action == "find.searched");
        const auto sealed = from_base64url(line.line.particulars).value();
        const auto terms = town.cipher().open(sealed, http::terms_context(line.actor.request)).value();
        CHECK(terms.starts_with("maya NB4 (postcode "));
    });
}

TEST_CASE("only whoever may change a family gets the pages that do, and a right that ends meanwhile ends the change") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Shah");
        const auto form = town.get("sam", path + "/name");
        for (const auto* part : {"/name", "/members", "/households", "/relationships", "/responsibility"}) {
            CHECK(town.get("grace", path + part).status() == 404); // sees the index entry
            CHECK(town.get("nadia", path + part).status() == 404); // has nothing to do with it
        }
        CHECK(town.get("grace", path).says("This family is known"));
        CHECK_FALSE(town.get("grace", path).says("Meera"));
        const auto late = sent_while(
            town,
            [&](db::Writer& writer) {
                constexpr db::Sql family = "select id from resources where kind = 'family'";
                for (const auto& id : writer.all(family, {}, [](const db::Row& row) { return row.text("id"); }))
                    access::forget_maker(writer, id);
            },
            [&] {
                return town.fill_in("sam", form, path + "/name", {{"name", "Shah-Khan"}});
            });
        CHECK(late.status() == 404);
        CHECK(town.get("sam", path).heading() == "Shah family");
    });
}

TEST_CASE("who leads the help corrects the record whatever their agency, and adds only people they know of") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom", a_new_child("Ola", "Zielinska"));
        REQUIRE(decide(town, "priya", request,
                       {{"level-1", "3"},
                        {"decision", "PARTNER_EHA"},
                        {"agency-PARTNER_EHA", "Northbridge Family Friends"},
                        {"lead-PARTNER_EHA", "joan.price@demo.example"},
                        {"reason", "Joan knows them"}})
                    .status() == 303);
        const auto path = family_path(town, "Zielinska");
        CHECK(town.fill_in("joan", town.get("joan", path + "/name"), path + "/name", {{"name", "Zielinski"}})
                  .location() == path);
        CHECK(town.get("joan", path).heading() == "The Zielinski family");

        const auto ola = "/people/" + person(town, "Ola");
        CHECK(town.get("joan", ola).says("Change"));
        CHECK(town.fill_in("joan", town.get("joan", ola + "/contacts"), ola + "/contacts",
                           {{"kind", "telephone"}, {"value", "07700 900123"}})
                  .status() == 303);
        CHECK(town.get("joan", ola).says("07700 900123"));

        const auto found = town.post("joan", path + "/members/search", {{"q", "salma"}});
        CHECK(found.says("Nobody you may see answers to this."));
        CHECK_FALSE(found.says("Add somebody who is not here"));
        CHECK(town.post("joan", "/people/new", {{"searched", "salma"}}).status() == 403);
        CHECK(town.post("joan", "/families", {{"person", person(town, "Ola")}, {"name", "Mine"}}).status() == 403);
        CHECK(town.post("joan", path + "/members", {{"person", person(town, "Salma")}}).status() == 404);
        CHECK(town.get("joan", "/matching").status() == 403);
        CHECK(town.get("joan", path + "/protection").status() == 403);
        CHECK(town.get("nadia", path + "/name").status() == 404);
    });
}

TEST_CASE("children come first with their ages, the unborn too, and nobody's birthday is made up") {
    on_each_town([](Town& town) {
        const auto path = town.writing([&](db::Writer& writer) {
            const auto sam = town.viewer("sam");
            std::vector<Id<people::Person>> members;
            const auto add = [&](people::NewPerson person) {
                members.push_back(people::add_person(writer, sam, person).id);
            };
            const auto today = writer.now().day();
            add({.name = {"Unborn child", ""}, .birth = people::Birth::expected(today + 60)});
            add({.name = {"Nobody", "Knows"}});
            add({.name = {"Gran", "Quill"}, .birth = people::Birth::on(people::PartDay::exact(today - 25'000))});
            for (int i = 0; i < 12; ++i)
                add({.name = {fmt::format("Child{}", i), std::string(60, 'q')},
                     .birth = people::Birth::on(people::PartDay::exact(today - 1000 - 365 * i))});
            return "/families/" + families::add_family(writer, sam, std::string(60, 'q'), members, "").reference.text();
        });
        const auto page = town.get("sam", path);
        CHECK(page.says("Child11 13, Child10 12"));
        CHECK(page.says("Child0 2, Unborn child not yet born, Gran and Nobody"));
        CHECK(page.says("Unborn child due 22 January 2027"));
        CHECK(page.says(std::string("Nobody Knows not known")));
        CHECK(page.words().find("Gran Quill 1") < page.words().find("Child11 q"));
        CHECK(page.words().find("Nobody Knows") < page.words().find("Unborn child due"));
        CHECK(page.title().find("qqq") == std::string::npos);
        CHECK(town.get("sam", path + "/members").title().find("qqq") == std::string::npos);
    });
}

TEST_CASE("a name changed meanwhile is not overwritten") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Begum");
        const auto first = town.get("sam", path + "/name");
        CHECK(town.fill_in("sam", first, path + "/name", {{"name", "Begum-Ali"}}).location() == path);

        const auto late = town.fill_in("sam", first, path + "/name", {{"name", "Ali"}});
        CHECK(late.status() == 422);
        CHECK(late.field("name") == "Ali");
        CHECK(town.get("sam", path).heading() == "The Begum-Ali family");
    });
}

TEST_CASE("a mistake in the form takes over nothing that a colleague saved meanwhile") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Begum");
        const auto first = town.get("sam", path + "/name");
        CHECK(town.fill_in("sam", first, path + "/name", {{"name", "Begum-Ali"}}).location() == path);

        const auto mistaken = town.fill_in("sam", first, path + "/name", {{"name", ""}});
        CHECK(mistaken.status() == 422);
        const auto late = town.fill_in("sam", mistaken, path + "/name", {{"name", "Ali"}});
        CHECK(late.status() == 422);
        CHECK(late.says("It says now: Begum-Ali"));
        CHECK(town.get("sam", path).heading() == "The Begum-Ali family");
        CHECK(town.fill_in("sam", late, path + "/name", {}).location() == path);
        CHECK(town.get("sam", path).heading() == "The Ali family");
    });
}

TEST_CASE("a mistake about a member takes over nothing that a colleague saved meanwhile") {
    on_each_town([](Town& town) {
        const auto members = family_path(town, "Shah") + "/members";
        const auto path = members + "/1";
        const auto first = town.get("sam", path);
        REQUIRE(first.status() == 200);
        const auto others = members + "/2";
        CHECK(town.fill_in("sam", town.get("sam", others), others, day("from", 1, 2, 2020)).status() == 303);
        const auto mistaken = town.fill_in("sam", first, path, day("from", 31, 2, 2021));
        CHECK(mistaken.status() == 422);
        CHECK(mistaken.field("version") == first.field("version"));
    });
}

TEST_CASE("what was typed about a family that is hidden meanwhile comes back, as for one that is not there") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Shah");
        const Fields fields{{"name", "Shah-Khan"}, {"source", "Meera"}, {"version", "1"}};
        constexpr db::Sql families = "select id from resources where kind = 'family'";
        town.writing([&](db::Writer& writer) {
            for (const auto& id : writer.all(families, {}, [](const db::Row& row) { return row.text("id"); }))
                access::seal(writer, id);
            return true;
        });
        const auto hidden = town.post("sam", path + "/name", fields);
        CHECK(hidden.status() == 404);
        CHECK(hidden.says("Shah-Khan"));
        const auto nobodys = Reference::make(town.database().random()).text();
        CHECK(hidden.words() == town.post("sam", "/families/" + nobodys + "/name", fields).words());
    });
}

TEST_CASE("a family is found where those of it live who live here, and nowhere when nobody does") {
    on_each_town("staffordshire", [](Town& town) {
        const auto sam = town.viewer("sam");
        const auto family = town.writing([&](db::Writer& writer) {
            places::save_ward(writer, {.code = "E05999999",
                                       .name = "Holt",
                                       .district = "E08999999",
                                       .district_name = "Holt",
                                       .upper_tier = "E10999999"});
            places::save_postcode(writer, {.postcode = "ZA9 9ZZ",
                                           .ward = "E05999999",
                                           .lsoa21 = "E01999999",
                                           .lsoa11 = "E01999999",
                                           .msoa21 = "E02999999",
                                           .point = {}});
            const auto living_at = [&](const char* given, const char* postcode) {
                const people::Address address{.lines = "1 Mill Lane", .postcode = postcode};
                return people::add_person(writer, sam, {.name = {given, "Quill"}, .address = address}).id;
            };
            const auto away = living_at("Zed", "ZA9 9ZZ");
            const auto here = living_at("Zoe", "NB4 1AA");
            return families::add_family(writer, sam, "Quill", {away, here}, "").id;
        });
        const auto locality = [&] {
            constexpr db::Sql of_family = "select locality from resources where id = :family";
            return town.reading([&](db::Reader& reader) {
                return reader
                    .one(of_family, {{"family", family}}, [](const db::Row& row) { return row.text("locality"); })
                    .value();
            });
        };
        CHECK(locality() != "");
        REQUIRE(town.writing([&](db::Writer& writer) {
            return families::correct_member(writer, sam, family, {2, 2, "", true}, {}, {}).has_value();
        }));
        CHECK(locality() == "");
    });
}

TEST_CASE("on the day on which a move was to come, the person and the family are found there") {
    on_each_town("staffordshire", [](Town& town) {
        const auto [person, family] = town.writing([&](db::Writer& writer) {
            const auto sam = town.viewer("sam");
            const people::Address home{
                .lines = "1 Mill Lane", .postcode = "NB4 1AA", .from = town.clock().now().day() + 1};
            const auto zed = people::add_person(writer, sam, {.name = {"Zed", "Quill"}, .address = home});
            return std::pair(zed.id, families::add_family(writer, sam, "Quill", {zed.id}, "").id);
        });
        const auto localities = [&] {
            constexpr db::Sql of_both =
                "select locality from resources where id in (:person, :family) and locality <> ''";
            return town.reading([&](db::Reader& reader) {
                return reader
                    .all(of_both, {{"person", person}, {"family", family}},
                         [](const db::Row& row) { return row.text("locality"); })
                    .size();
            });
        };
        const auto today = town.clock().now().day();
        families::follow_days(town.database(), today - 1);
        CHECK(localities() == 0);
        town.clock().forward(days_ms);
        families::follow_days(town.database(), today);
        CHECK(localities() == 2);
    });
}

TEST_CASE("a family is found where its home is now") {
    on_each_town("staffordshire", [](Town& town) {
        const auto [person, family] = town.writing([&](db::Writer& writer) {
            const auto sam = town.viewer("sam");
            const auto zed = people::add_person(writer, sam, {.name = {"Zed", "Quill"}});
            return std::pair(zed.reference.text(), families::add_family(writer, sam, "Quill", {zed.id}, "").id);
        });
        const auto locality = [&] {
            constexpr db::Sql of_family = "select locality from resources where id = :family";
            return town.reading([&](db::Reader& reader) {
                return reader
                    .one(of_family, {{"family", family}}, [](const db::Row& row) { return row.text("locality"); })
                    .value();
            });
        };
        CHECK(locality() == "");
        const auto addresses = "/people/" + person + "/addresses";
        CHECK(town.fill_in("sam", town.get("sam", addresses), addresses, {{"postcode", "NB4 1AA"}}).status() == 303);
        CHECK(locality() != "");
    });
}
