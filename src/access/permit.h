#pragma once

// Leave to see what tells where a person is. Only decide() gives it.

namespace kith::access {

struct Decision;

class Permit {
public:
    // No leave.
    Permit() = default;

    explicit operator bool() const { return given_; }

private:
    explicit Permit(bool given) : given_(given) {}

    friend class Rule;

    bool given_ = false;
};

} // namespace kith::access
