#pragma once
// Time that never runs backwards for one database, whatever the machine's clock does.

#include "base/clock.h"

#include <atomic>
#include <optional>

namespace kith::db {

class Moments final : public Clock {
public:
    explicit Moments(Clock& machine) : machine_(machine) {}

    // The machine's time, corrected to the server's where there is one; never earlier than the newest stamp.
    Instant now() override;

    // The moment of a transaction that begins: the server's, or else now().
    Instant stamp(std::optional<Instant> server);

    void not_before(Instant moment);

private:
    Clock& machine_;
    std::atomic<std::int64_t> behind_ = 0; // how far the machine's clock is behind the server's
    std::atomic<std::int64_t> floor_ = 0;
};

} // namespace kith::db
