#pragma once
// A value that tells where a person is: an address, a school, a place of work (security 1.2). It cannot be printed,
// compared or turned into text; the one way out is a permit, and only decide() makes one.

#include "access/decide.h"

namespace kith::access {

template <typename T>
class Guarded {
public:
    Guarded() = default;

    explicit Guarded(T value) : value_(std::move(value)) {}

    // The value, or null without leave. Lives as long as this.
    const T* reveal(const Permit& permit) const { return permit ? &value_ : nullptr; }

    const T* reveal(const Decision& decision) const { return reveal(decision.location); }

private:
    T value_{};
};

} // namespace kith::access
