#pragma once
// How a line's place in the chain is computed. Pure.

#include "base/crypto.h"
#include "history/record.h"

namespace kith::history {

// There is one chain; the number goes into every hash.
inline constexpr std::int64_t the_lane = 0;

// A line as it stands in the chain: particulars only as a salted hash ("" when it has none).
struct Link {
    std::int64_t lane = 0;
    std::int64_t seq = 0;
    Instant at;
    Actor actor;
    std::string action;
    std::string outcome;
    std::vector<Subject> subjects;
    std::string particulars_hash;
    std::string previous_hash; // "" before the first line
};

// In hexadecimal: SHA-256("EHA1" | lane | seq | previous hash | canonical line). Every field goes in with its length
// before it, so no two lines are the same bytes.
std::string hash_of(const Link& link);

// Under which a list of subjects is kept, in hexadecimal: half a SHA-256 of their kinds and ids in their order; "" for
// an empty list. That a list is the one meant is not left to it: the line's own hash covers every subject.
std::string list_of(const std::vector<Subject>& subjects);

std::string particulars_hash(std::string_view salt, std::string_view particulars);

} // namespace kith::history
