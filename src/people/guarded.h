#pragma once
// Something that tells where a person is. It has no way out but a decision that allows location (security 1.2).

#include "access/decide.h"

namespace kith::people {

template <typename T>
class Guarded {
public:
    Guarded() = default;

    explicit Guarded(T value) : value_(std::move(value)) {}

    // The value, or null when the decision does not allow location.
    const T* reveal(const access::Decision& decision) const { return decision.location ? &value_ : nullptr; }

private:
    T value_;
};

} // namespace kith::people
