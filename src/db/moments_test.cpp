#include "db/moments.h"

#include <doctest/doctest.h>

namespace kith::db {

namespace {

class HandClock final : public Clock {
public:
    Instant now() override { return at; }

    Instant at{1'000'000};
};

} // namespace

TEST_CASE("the server's time goes on with the machine's, however long the changes of one group take") {
    HandClock machine;
    Moments moments(machine);
    moments.heard({2'000'000});
    for (int change = 0; change < 3; ++change) {
        CHECK(moments.stamp().milliseconds == 2'000'000 + change * 500);
        machine.at = machine.at + 500;
    }
    CHECK(moments.now().milliseconds == 2'001'500);
    machine.at = machine.at - 5'000;
    CHECK(moments.now().milliseconds == 2'001'000); // the newest stamp
}

} // namespace kith::db
