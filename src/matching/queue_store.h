#pragma once
// The pairs that somebody is asked about, where they are there for this viewer (pair_store.h): found likely and decided
// by nobody, or said to be one person's and set aside for another word.

#include "matching/pair_store.h"

namespace kith::matching {

struct QueuedPair {
    people::Summary one, other;
    people::Depth depth = people::Depth::entry; // at which they were found likely
    linkage::Pattern pattern = 0;
    // Waits for a second person, has another word against it, or was said before the facts changed.
    std::optional<PairDecision> standing = {};
    bool a_child = false;
    bool open_help = false; // for either, as far as the viewer may know of it
    std::int64_t worth = 0;

    bool is_contradicted() const { return standing && standing->joins(); } // or it would be no question
};

constexpr std::size_t most_queued = 200;

// What is worth most first, at most so many. Looks at no more than the 2,000 pairs worth most that nobody has answered,
// and what the viewer works with. What waits for a second person comes before all else for whoever may be that person,
// and then what words against each other stand on.
std::vector<QueuedPair> queue_of_pairs(db::Reader& reader, const access::Viewer& viewer, Instant now);

} // namespace kith::matching
