#pragma once
// SHA-256 of what comes piece by piece: files too long to be held at once.

#include "base/crypto.h"

#include <memory>
#include <string_view>

namespace kith {

class Digest {
public:
    Digest();
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    void add(std::string_view bytes);
    // Of all that was added. Nothing can be added after.
    Sha256 sha256();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace kith
