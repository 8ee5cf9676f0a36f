#include "access/register.h"
#include "access/users.h"
#include "app/audit_store.h"
#include "history/record.h"
#include "people/person_store.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

std::string address_of(Town& town, std::string_view who, const std::string& typed, const std::string& name) {
    return town.post(who, "/find", {{"q", typed}}).link(name);
}

std::string reference_in(const std::string& address) {
    return address.substr(address.rfind('/') + 1);
}

SeenPage narrowed(Town& town, Fields fields) {
    const auto answer = town.post("peter", "/admin/audit", std::move(fields));
    REQUIRE(answer.status() == 303);
    return town.get("peter", answer.location());
}

std::string id_of_person(Town& town, const std::string& reference) {
    return town.reading([&](db::Reader& reader) {
        const auto seen =
            people::find_person(reader, town.viewer("sam"), *Reference::parse(reference), town.clock().now());
        return std::string(seen.value().summary.id.text());
    });
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

} // namespace

TEST_CASE("the audit page tells in words what was done, and of nobody's record what is in it") {
    on_each_town([](Town& town) {
        town.get("sam", address_of(town, "sam", "maya okafor", "Maya"));
        const auto page = town.get("peter", "/admin/audit");
        CHECK(page.says("Opened a person’s record"));
        CHECK(page.says("Searched for people"));
        CHECK(page.says("1 person"));
        CHECK_FALSE(page.says("person.viewed"));
        CHECK_FALSE(page.says("Maya"));
        for (const auto* who : {"sam", "grace", "priya", "tom", "alan", "ruth"})
            for (const auto* address : {"/admin/audit", "/admin/audit/file"})
                CHECK(town.get(who, address).status() == 403);
    });
}

TEST_CASE("what was refused is told apart from what was done, on the page and in the file") {
    on_each_town([](Town& town) {
        CHECK_FALSE(town.get("peter", "/admin/audit").says("Refused"));
        CHECK(town.get("alan", "/admin/audit").status() == 403);
        CHECK(town.get("peter", "/admin/audit").says("Refused"));
        const auto file = town.get("peter", "/admin/audit/file").response().body;
        CHECK(count(file, "\"Refused\"") == 1);
        CHECK(count(file, "\"Alan Reid\"") == 1);
    });
}

TEST_CASE("the audit page is narrowed to who, about whom, what and when") {
    on_each_town([](Town& town) {
        const auto maya = address_of(town, "sam", "maya okafor", "Maya");
        town.get("sam", maya);
        town.get("sam", address_of(town, "sam", "yusuf begum", "Yusuf"));
        town.get("tom", "/requests");
        town.clock().forward(days_ms);
        town.get("omar", maya);

        const auto toms = narrowed(town, {{"who", "tom.bell@demo.example"}});
        CHECK(toms.says("Listed requests"));
        CHECK_FALSE(toms.says("Sam Okoro"));
        CHECK(toms.field("who") == "tom.bell@demo.example");

        const auto mayas = narrowed(town, {{"about", reference_in(maya)}, {"deed", "looked"}});
        CHECK(count(mayas.words(), "Opened a person’s record") == 2);
        const auto found = narrowed(town, {{"about", reference_in(maya)}, {"deed", "searched"}});
        CHECK(count(found.words(), "Searched for people") == 1);
        CHECK_FALSE(found.says("Opened a person’s record"));

        const auto first_day = narrowed(
            town, {{"about", reference_in(maya)}, {"day-day", "23"}, {"day-month", "11"}, {"day-year", "2026"}});
        CHECK(count(first_day.words(), "Opened a person’s record") == 1);
        CHECK(first_day.field("day-day") == "23");
        const auto later = narrowed(town, {{"day-day", "25"}, {"day-month", "11"}, {"day-year", "2026"}});
        CHECK(later.says("Nothing like it was done."));

        const auto wrong =
            town.post("peter", "/admin/audit", {{"who", "nobody@demo.example"}, {"about", "maya"}, {"day-day", "40"}});
        CHECK(wrong.status() == 422);
        CHECK(wrong.problems().size() == 3);
        CHECK(wrong.field("who") == "nobody@demo.example");
        CHECK(wrong.field("about") == "maya");
        CHECK(town.get("peter", "/admin/audit?user=22222222").status() == 404);
        CHECK(town.get("peter", "/admin/audit?about=22222222").status() == 404);
    });
}

TEST_CASE("looking at the audit of one person is itself written about that person") {
    on_each_town([](Town& town) {
        const auto reference = reference_in(address_of(town, "sam", "maya okafor", "Maya"));
        town.get("peter", "/admin/audit?about=" + reference);
        const auto id = id_of_person(town, reference);
        const auto newest =
            town.reading([&](db::Reader& reader) { return history::lines_about(reader, "person", id, 1); });
        CHECK(newest.front().line.action == "audit.viewed");
        town.get("peter", "/admin/audit/file?about=" + reference);
        const auto saved =
            town.reading([&](db::Reader& reader) { return history::lines_about(reader, "person", id, 1); });
        CHECK(saved.front().line.action == "audit.saved");
    });
}

TEST_CASE("beside somebody's record nobody of a confidential agency is named, and what one of them did can be traced") {
    on_each_town([](Town& town) {
        const auto maya = address_of(town, "sam", "maya okafor", "Maya");
        const auto id = id_of_person(town, reference_in(maya));
        const auto tom = town.viewer("tom");
        town.get("tom", "/requests"); // none yet: a line about nobody
        town.get("sam", maya);
        town.writing([&](db::Writer& writer) {
            access::set_agency_terms(writer, {.agency = tom.agency,
                                              .name = "St Aidan's Primary School",
                                              .confidential = true,
                                              .agreement = {Instant{0}, {}}});
            history::record(writer, tom.actor(), {"person.viewed", {{"person", id}}});
            return true;
        });
        const auto user = town.reading([&](db::Reader& reader) { return access::find_user(reader, tom.user).value(); });
        const auto traced = "User " + user.reference.spoken();
        const auto masked = traced + " A support service Opened a person’s record 1 person";

        const auto all = town.get("peter", "/admin/audit");
        CHECK(all.says(masked));
        CHECK(all.says("Tom Bell St Aidan's Primary School Listed requests Nobody’s record"));
        CHECK_FALSE(all.says("Tom Bell St Aidan's Primary School Opened"));
        CHECK(all.says("Sam Okoro Northbridge Families Opened a person’s record"));
        const auto mayas = town.get("peter", "/admin/audit?about=" + reference_in(maya));
        CHECK(mayas.says(masked));
        CHECK_FALSE(mayas.says("Tom Bell"));
        CHECK_FALSE(mayas.says("St Aidan's"));
        const auto file = town.get("peter", "/admin/audit/file?about=" + reference_in(maya)).response().body;
        CHECK(count(file, "\"" + traced + "\",\"A support service\",\"Opened a person’s record\",\"1 person\"") == 1);
        CHECK(count(file, "Tom Bell") == 0);
        CHECK(count(file, "St Aidan") == 0);
        const auto whole = town.get("peter", "/admin/audit/file").response().body;
        CHECK(count(whole, "\"Tom Bell\",\"St Aidan's Primary School\",\"Listed requests\"") == 1);
        CHECK(count(whole, "\"Tom Bell\",\"St Aidan's Primary School\",\"Opened") == 0);

        // Of one user it tells what they did and never with whom; that it was asked for is written about the user.
        const auto toms = town.get("peter", mayas.link(traced));
        CHECK(toms.says("Tom Bell St Aidan's Primary School Opened a person’s record 1 person"));
        CHECK(toms.field("who") == "tom.bell@demo.example");
        const auto newest = town.reading(
            [&](db::Reader& reader) { return history::lines_about(reader, "user", tom.user.text(), 1).front(); });
        CHECK(newest.line.action == "audit.viewed");
        const auto toms_file = town.get("peter", toms.link("Save these as a file")).response().body;
        CHECK(count(toms_file, "\"Tom Bell\",\"St Aidan's Primary School\",\"Opened a person’s record\"") == 1);
        const auto both = narrowed(town, {{"who", "tom.bell@demo.example"}, {"about", reference_in(maya)}});
        CHECK(both.says(masked));
        CHECK_FALSE(both.says("St Aidan's"));
    });
}

TEST_CASE("a list longer than a page goes on, and is saved whole as a file") {
    on_each_town([](Town& town) {
        const auto maya = address_of(town, "sam", "maya okafor", "Maya");
        for (int i = 0; i < 30; ++i)
            town.get("sam", maya);
        const auto about = "?about=" + reference_in(maya) + "&deed=looked";
        const auto first = town.get("peter", "/admin/audit" + about);
        CHECK(count(first.words(), "Opened a person’s record") == 25);
        const auto older = town.get("peter", first.link("Older lines"));
        CHECK(count(older.words(), "Opened a person’s record") == 5);
        CHECK(older.link("Older lines") == "");

        const auto file = town.get("peter", first.link("Save these as a file"));
        CHECK(file.response().type.starts_with("text/csv"));
        CHECK(count(file.response().body, "\"Sam Okoro\",\"Northbridge Families\",\"Opened a person’s record\"") == 30);
        CHECK(file.response().body.find("Maya") == std::string::npos);
    });
}

namespace {

void add_lines(Town& town, std::string_view who, int count) {
    const auto actor = town.viewer(who).actor();
    town.writing([&](db::Writer& writer) {
        for (int i = 0; i < count; ++i)
            history::record(writer, actor, {.action = "person.searched"});
        return true;
    });
}

} // namespace

TEST_CASE("what one user did is found however much others did since") {
    on_each_town([](Town& town) {
        add_lines(town, "tom", 1);
        add_lines(town, "sam", 450);
        const auto found = town.reading([&](db::Reader& reader) {
            return app::audit_lines(reader,
                                    {.user = std::string(town.viewer("tom").user.text()), .looks_through = 200});
        });
        CHECK(found.lines.size() == 1);
        CHECK(found.further == 0);
    });
}

TEST_CASE("a file that does not hold all lines says so") {
    on_each_town([](Town& town) {
        constexpr std::string_view cut = "There are older lines that are not in this file";
        const auto file = [&] { return town.get("peter", "/admin/audit/file").response().body; };
        CHECK(count(file(), cut) == 0);
        add_lines(town, "sam", 5'000);
        CHECK(count(file(), cut) == 1);
    });
}

TEST_CASE("those who work with somebody see who has looked, and nobody else does") {
    on_each_town([](Town& town) {
        const auto maya = address_of(town, "sam", "maya okafor", "Maya");
        town.get("sam", maya);
        town.post("priya", "/find", {{"q", "maya nb4"}});
        const auto page = town.get("sam", town.get("sam", maya).link("Who has looked"));
        CHECK(page.says("Sam Okoro Northbridge Families Opened a person’s record"));
        CHECK(page.says("Priya Nair Northbridge Families Found in a search"));
        CHECK(page.says("Kith Added a person") == false); // the town was built by nobody in particular for an agency
        CHECK_FALSE(page.says("nb4"));

        const auto absent = town.get("grace", "/people/22222222/looks");
        CHECK(town.get("grace", maya + "/looks").response().body.size() == absent.response().body.size());
        CHECK(town.get("grace", maya + "/looks").status() == 404); // she may know of Maya, and no more
        for (const auto* who : {"tom", "priya", "peter", "alan"})
            CHECK(town.get(who, maya + "/looks").status() == 403);
        CHECK(town.get("grace", maya).link("Who has looked") == "");

        const auto family = town.get("sam", maya).link("Okafor-Reid family");
        const auto looks = town.get("sam", town.get("sam", family).link("Who has looked"));
        CHECK(looks.says("Opened a family"));
    });
}

TEST_CASE("who has looked tells of no record that the viewer may not know of, and names no confidential agency") {
    on_each_town([](Town& town) {
        const auto maya = address_of(town, "sam", "maya okafor", "Maya");
        const auto id = id_of_person(town, reference_in(maya));
        const auto request = ask(town, "tom");
        CHECK(town.get("priya", request).says("Maya")); // beside the request, as a possible match
        const auto page = town.get("sam", maya + "/looks");
        CHECK(page.says("Priya Nair Northbridge Families Saw the name on another page"));
        CHECK_FALSE(page.says("request for support"));

        const auto tom = town.viewer("tom");
        const auto look = [&](bool confidential) {
            town.writing([&](db::Writer& writer) {
                access::set_agency_terms(writer, {.agency = tom.agency,
                                                  .name = "St Aidan's Primary School",
                                                  .confidential = confidential,
                                                  .agreement = {Instant{0}, {}}});
                history::record(writer, tom.actor(), {"person.viewed", {{"person", id}}});
                return true;
            });
            return town.get("sam", maya + "/looks");
        };
        CHECK(look(false).says("Tom Bell St Aidan's Primary School Opened a person’s record"));
        const auto kept = look(true);
        CHECK(kept.says("A support service Opened a person’s record"));
        CHECK_FALSE(kept.says("Tom Bell"));
        CHECK_FALSE(kept.says("St Aidan's"));
    });
}
