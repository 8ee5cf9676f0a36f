#include "access/throttle.h"

#include "base/crypto.h"

#include <arpa/inet.h>

namespace kith::access {

namespace {

// Hashed, so that the table tells nobody whom somebody tried to be.
std::string key_of(std::string_view what, std::string_view which) {
    return std::string(what) + ":" + hex(sha256(which));
}

constexpr Pace of_one_person{.free = 3, .longest = 1 * minutes_ms};
constexpr Pace of_codes{.free = 5, .longest = 15 * minutes_ms};

// Whoever has one IPv6 address has the 2^64 beside it: they count as one. An IPv4 address counts as itself, also when
// it is written as IPv6.
std::string network_of(std::string_view client) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, std::string(client).c_str(), bytes.data()) != 1) return std::string(client);
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::equal(mapped.begin(), mapped.end(), bytes.begin()))
        return fmt::format("{}.{}.{}.{}", bytes[12], bytes[13], bytes[14], bytes[15]);
    return hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), 8));
}

std::string together(std::string_view one, std::string_view another) {
    return fmt::format("{}:{}{}", one.size(), one, another);
}

} // namespace

std::int64_t pause_after(int failures, const Pace& pace) {
    if (failures <= pace.free) return 0;
    const int doublings = std::min(failures - pace.free, 20);
    return std::min((std::int64_t{1} << doublings) * seconds_ms, pace.longest);
}

Attempted pair_attempt(std::string_view email, std::string_view client) {
    return {key_of("pair", together(email, network_of(client))), of_one_person};
}

// A password that is good enough to be accepted stands 100 guesses and 1,440 more a day. A minute bounds what strangers
// with many addresses can do to somebody in a browser that is new.
Attempted account_attempt(std::string_view email) {
    return {key_of("account", email), {.free = 100, .longest = 1 * minutes_ms}};
}

Attempted known_attempt(std::string_view account, std::string_view proof) {
    return {key_of("known", together(account, proof)), of_one_person};
}

// Somebody at a large address mistypes every few minutes, and no success of another says that they did not guess: a
// failure ends with time alone.
Attempted client_attempt(std::string_view client) {
    return {key_of("client", network_of(client)), {.free = 30, .forgets_one_every = 1 * minutes_ms}};
}

// Who gets here knows the password, and there are only a million codes.
Attempted factor_attempt(std::string_view user) {
    return {key_of("factor", user), of_codes};
}

Attempted known_factor_attempt(std::string_view user, std::string_view proof) {
    return {key_of("known-factor", together(user, proof)), of_codes};
}

} // namespace kith::access
