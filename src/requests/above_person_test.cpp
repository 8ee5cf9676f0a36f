// How a family may safely be reached stands first on its people's pages, wherever it was said.
#include "access/register.h"
#include "db/database.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

TEST_CASE("whoever rings from a person's page reads first how the request says that they may be reached") {
    on_each_town([](Town& town) {
        const auto request = ask(town, "tom", a_new_child("Wilhelmina", "Quartermain"));
        REQUIRE(decide_that_sam_helps(town, request).status() == 303);
        const auto person = town.post("sam", "/find", {{"q", "wilhelmina"}}).link("Wilhelmina Quartermain");
        REQUIRE(person.starts_with("/people/"));
        const auto page = town.get("sam", person);
        const auto at = page.words().find("Phone Dana only, before 3pm");
        REQUIRE(at != std::string::npos);
        CHECK(at < page.words().find("Who it is"));
        CHECK(page.says("Said of the family in Request"));
        CHECK(page.says("See above"));
        CHECK_FALSE(town.get("priya", person).says("Phone Dana"));
    });
}

} // namespace kith::requests
