#include "access/throttle.h"

#include "base/crypto.h"

namespace kith::access {

namespace {

// Hashed, so that the table tells nobody whom somebody tried to be.
std::string key_of(std::string_view what, std::string_view which) {
    return std::string(what) + ":" + hex(sha256(which));
}

} // namespace

std::int64_t pause_after(int failures, const Pace& pace) {
    if (failures <= pace.free) return 0;
    const int doublings = std::min(failures - pace.free, 20);
    return std::min((std::int64_t{1} << doublings) * seconds_ms, pace.longest);
}

// A minute bounds what a stranger can do to somebody's account; a password that is good enough to be accepted stands
// 1,440 guesses a day.
Attempted account_attempt(std::string_view email) {
    return {key_of("account", email), {.free = 3, .longest = 1 * minutes_ms}};
}

Attempted client_attempt(std::string_view client) {
    return {key_of("client", client), {.free = 30, .longest = 1 * minutes_ms}};
}

// Who gets here knows the password, and there are only a million codes.
Attempted factor_attempt(std::string_view user) {
    return {key_of("factor", user), {.free = 5, .longest = 15 * minutes_ms}};
}

} // namespace kith::access
