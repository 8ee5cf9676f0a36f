#include "db/gate.h"

#include <doctest/doctest.h>

#include <future>

namespace kith::db {

namespace {

using std::chrono::milliseconds;

class Counting final : public Gate::Guest {
public:
    void go_home() noexcept override { ++sent_home; }

    std::atomic<int> sent_home{0};
};

constexpr milliseconds a_moment{5}, long_enough{60'000};

} // namespace

TEST_CASE("nobody is alone while somebody is within") {
    Gate gate;
    Counting guest;
    int works = 0;
    gate.enter(guest);
    CHECK_FALSE(gate.alone(a_moment, [&] { ++works; }));
    CHECK(works == 0);
    CHECK(guest.sent_home == 0);
    gate.leave();
    CHECK(gate.alone(a_moment, [&] { ++works; }));
    CHECK(works == 1);
}

TEST_CASE("whoever rests is sent home once, and whoever is gone is not") {
    Gate gate;
    Counting guest, gone;
    for (auto* each : {&guest, &gone}) {
        gate.enter(*each);
        gate.rest(*each);
    }
    gate.forget(gone);
    CHECK(gate.alone(a_moment, [] {}));
    gate.send_resting_home();
    CHECK(guest.sent_home == 1);
    CHECK(gone.sent_home == 0);
    gate.enter(guest); // and may come again
    gate.leave();
}

TEST_CASE("while it is shut nobody comes in, and whoever would rest goes home") {
    Gate gate;
    Counting first, second;
    gate.enter(first);
    auto alone = std::async(std::launch::async, [&] { return gate.alone(long_enough, [] {}); });
    std::future<void> entered;
    // The gate may not be shut yet: then the second comes in, and has to leave again.
    for (;;) {
        entered = std::async(std::launch::async, [&] { gate.enter(second); });
        if (entered.wait_for(milliseconds(50)) == std::future_status::timeout) break;
        gate.leave();
    }
    CHECK(first.sent_home == 0);
    gate.rest(first);
    CHECK(first.sent_home == 1);
    CHECK(alone.get());
    entered.get();
    gate.leave();
}

} // namespace kith::db
