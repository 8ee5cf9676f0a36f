#pragma once

#include "episodes/episode_store.h"
#include "html/html.h"

namespace kith::episodes {

// "Being helped now, from 13 November 2026", "Was helped, from … to …", leading to it. At index level too.
html::Html when_helped(const SeenEpisode& seen);

} // namespace kith::episodes
