#include "base/id.h"

#include "base/clock.h"

#include <doctest/doctest.h>

namespace kith {

namespace {

struct Apple;
struct Pear;

static_assert(!std::is_convertible_v<Id<Apple>, Id<Pear>>, "ids of different things do not mix");

} // namespace

TEST_CASE("ids are UUIDs of version 7 that sort as they were made") {
    SystemRandom random;
    const auto early = Id<Apple>::make({1000}, random);
    const auto late = Id<Apple>::make({1001}, random);
    CHECK(early.text().size() == 36);
    CHECK(early.text()[14] == '7');
    CHECK(std::string_view("89ab").find(early.text()[19]) != std::string_view::npos);
    CHECK(early < late);
    CHECK(Id<Apple>::parse(early.text()) == early);
}

TEST_CASE("what is no id is refused") {
    CHECK(Id<Apple>().empty());
    CHECK(Id<Apple>().text().empty());
    CHECK(Id<Apple>::trusted("").empty());
    CHECK_FALSE(Id<Apple>::parse(""));
    CHECK_FALSE(Id<Apple>::parse("0190A1B2-0000-7000-8000-000000000000"));
    CHECK_FALSE(Id<Apple>::parse("0190a1b2x0000-7000-8000-000000000000"));
    CHECK_THROWS(Id<Apple>::trusted("'; drop table people"));
}

} // namespace kith
