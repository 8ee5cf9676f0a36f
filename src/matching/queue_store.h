#pragma once
// The pairs that somebody is asked about: found likely, decided by nobody, and there for this viewer (pair_store.h).

#include "matching/pair_store.h"

namespace kith::matching {

struct QueuedPair {
    people::Summary one, other;
    people::Depth depth = people::Depth::entry; // at which they were found likely
    linkage::Pattern pattern = 0;
    std::optional<PairDecision> standing = {}; // waits for a second person, or what was said before the facts changed
    bool a_child = false;
    bool open_help = false; // for either, as far as the viewer may know of it
    std::int64_t worth = 0;
};

constexpr std::size_t most_queued = 200;

// What is worth most first, at most so many. Looks at no more than the 2,000 pairs worth most that nobody has answered,
// and what the viewer works with. Waiting for a second person comes before all else for whoever may be that person.
std::vector<QueuedPair> queue_of_pairs(db::Reader& reader, const access::Viewer& viewer, Instant now);

} // namespace kith::matching
