#include "families/family_store.h"
#include "tests/town.h"

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

std::string person(Town& town, const std::string& given) {
    return town.reading([&](db::Reader& reader) {
        return reader.one(person_by_given, {{"given", given}}, [](const db::Row& row) { return row.text("reference"); })
            .value();
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

TEST_CASE("a school that has nothing to do with a family cannot tell that it is there") {
    on_each_town([](Town& town) {
        CHECK(town.get("nadia", family_path(town, "Okafor-Reid")).status() == 404);
        CHECK(town.get("nadia", family_path(town, "Okafor-Reid") + "/relationships").status() ==
              403); // whatever family it is
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

TEST_CASE("somebody is added to a family only after a search") {
    on_each_town([](Town& town) {
        const auto path = family_path(town, "Shah");
        const auto found = town.post("sam", path + "/members/search", {{"q", "salma"}});
        CHECK(found.says("Salma Begum"));
        CHECK(town.fill_in("sam", found, path + "/members", {}).location() == path);
        CHECK(town.get("sam", path).says("Salma Begum"));
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
