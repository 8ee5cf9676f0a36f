#pragma once
// What the profile's clocks say of a period of help: how long the next step may still take.

#include "episodes/episode_store.h"
#include "profiles/clock.h"

namespace kith::episodes {

// By "allocate" until somebody leads, by "first_contact" until the family has been reached and agrees, by "assessment"
// until there is a plan. No words where no time is set, or nothing is timed: reviews come with their meetings.
profiles::Standing clock_of(const SeenEpisode& seen, const profiles::Profile& profile, Instant now);

} // namespace kith::episodes
