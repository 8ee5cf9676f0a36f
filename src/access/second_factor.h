#pragma once
// One-time codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds). Every user has one.

#include "access/viewer.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/result.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::access {

// The code for a step of 30 seconds since 1970. `seed` is bytes.
std::string one_time_code(std::string_view seed, std::int64_t step);
std::int64_t step_at(Instant at);
// The step the typed code is for: this one or one to either side, and newer than `last_step`. Spaces do not matter.
std::optional<std::int64_t> matching_step(std::string_view seed, std::string_view typed, Instant now,
                                          std::int64_t last_step);

std::string new_seed(Random& random); // 20 bytes

// What an authenticator app reads: "otpauth://totp/..." for a QR code, and the seed to type.
struct Enrolment {
    std::string address;
    std::string seed; // base 32, in groups of four
};

Enrolment enrolment(std::string_view service, std::string_view account, std::string_view seed);

// The seed that this session was offered when it began (sign_in.h), as bytes; no other session is ever offered it.
// Nothing once the user has a factor, and when the session is gone.
std::optional<std::string> offered_seed(db::Reader& reader, const Cipher& cipher, Id<Session> session);

// As if the user had set up and confirmed this seed, instead of any other: for the made-up town.
void install_second_factor(db::Writer& writer, const Cipher& cipher, Id<User> user, std::string_view seed);

// The phone is lost: the user sets up another at the next sign-in. Ends the user's sessions.
void remove_second_factor(db::Writer& writer, const history::Actor& actor, Id<User> user);

bool has_second_factor(db::Reader& reader, Id<User> user);

} // namespace kith::access
