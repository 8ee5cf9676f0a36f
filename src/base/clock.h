#pragma once
// Time and chance, so that a test can choose them. Nothing else in Kith asks the machine for either.

#include "base/instant.h"

#include <span>

namespace kith {

class Clock {
public:
    virtual ~Clock() = default;
    // Never throws. May step backwards when the machine's clock is set; who needs order takes care of it.
    virtual Instant now() = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() override;
};

class Random {
public:
    virtual ~Random() = default;
    // Fills with bytes fit for secrets. Safe to call from any thread.
    virtual void fill(std::span<unsigned char> bytes) = 0;
};

class SystemRandom final : public Random {
public:
    void fill(std::span<unsigned char> bytes) override;
};

} // namespace kith
