#pragma once
// What the database knows of a user's second factor.

#include "access/second_factor.h"

namespace kith::access {

struct SecondFactor {
    std::string seed; // bytes
    std::int64_t last_step = 0;
};

// Throws std::runtime_error when the seed was sealed with another key file.
std::optional<SecondFactor> find_second_factor(db::Reader& reader, const Cipher& cipher, Id<User> user);

// The code of this step was taken. False when it or a newer one was taken before.
bool take_step(db::Writer& writer, Id<User> user, std::int64_t step);

// Gives the session a new seed of its own to set up.
void offer_second_factor(db::Writer& writer, const Cipher& cipher, Id<Session> session);

// The offered seed becomes the user's factor, by the code of this step; what other sessions of theirs were offered is
// worth nothing from now on. False, and nothing changes, when the user has a factor already.
bool confirm_second_factor(db::Writer& writer, const Cipher& cipher, Id<User> user, std::string_view seed,
                           std::int64_t step);

} // namespace kith::access
