#include "base/clock.h"

#include <sodium.h>

namespace kith {

Instant SystemClock::now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

void SystemRandom::fill(std::span<unsigned char> bytes) {
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw std::runtime_error("the cryptography library could not start");
    randombytes_buf(bytes.data(), bytes.size());
}

} // namespace kith
