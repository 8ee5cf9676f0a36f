#pragma once
// Time that never runs backwards for one database, whatever the machine's clock does.

#include "base/clock.h"

#include <atomic>

namespace kith::db {

class Moments final : public Clock {
public:
    explicit Moments(Clock& machine) : machine_(machine) {}

    // The machine's time, corrected to the server's where there is one; never earlier than the newest stamp.
    Instant now() override;

    // What time it is on the server, where there is one, as its answer arrives.
    void heard(Instant server);

    // The moment of a change: now(), and from then on nothing is earlier.
    Instant stamp();

    void not_before(Instant moment);

private:
    Clock& machine_;
    std::atomic<std::int64_t> behind_ = 0; // how far the machine's clock is behind the server's
    std::atomic<std::int64_t> floor_ = 0;
};

} // namespace kith::db
