#include "tests/asking.h"

#include <doctest/doctest.h>

namespace kith::requests {

TEST_CASE("a school asks for support in four pages and hears what happens next") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        REQUIRE(draft.starts_with("/requests/drafts/"));
        CHECK(town.get("tom", draft + "/1").says("999"));
        CHECK(save_page(town, "tom", draft, 1, a_new_child()).location() == draft + "/2");
        CHECK(save_page(town, "tom", draft, 2, a_worry()).location() == draft + "/3");
        CHECK(save_page(town, "tom", draft, 3, agreed()).location() == draft + "/4");

        const auto check = town.get("tom", draft + "/4");
        CHECK(check.says("Maya loves drawing"));
        CHECK(check.says("14 March 2017"));
        const auto sent = press_send(town, "tom", draft);
        REQUIRE(sent.status() == 303);
        const auto page = town.get("tom", sent.location());
        CHECK(page.heading() == "Your request is sent");
        CHECK(page.says("What happens next"));

        const auto request = sent.location().substr(0, sent.location().rfind('/'));
        CHECK(town.get("tom", request).says("waiting for a decision"));
        CHECK(town.get("tom", request + "/print").says("She has missed twelve days since September"));
        CHECK(town.get("priya", request).says("She has missed twelve days since September"));
    });
}

} // namespace kith::requests
