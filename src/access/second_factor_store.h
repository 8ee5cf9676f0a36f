#pragma once
// What the database knows of a user's second factor.

#include "access/second_factor.h"

namespace kith::access {

struct SecondFactor {
    std::string seed; // bytes
    bool confirmed = false;
    std::int64_t last_step = 0;
};

// Throws std::runtime_error when the seed was sealed with another key file.
std::optional<SecondFactor> find_second_factor(db::Reader& reader, const Cipher& cipher, Id<User> user);

// The code of this step was taken, which confirms the factor. False when it or a newer one was taken before.
bool take_step(db::Writer& writer, Id<User> user, std::int64_t step);

} // namespace kith::access
