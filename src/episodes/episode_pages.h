#pragma once
// What the pages of one period of help share.

#include "episodes/episode_store.h"
#include "html/components.h"
#include "http/context.h"
#include "http/form_version.h"

namespace kith::episodes {

// The episode of the route's {episode}, as the viewer may see it, noted as seen; Stop{404} where it is hidden.
SeenEpisode the_episode(http::Context& cx);

// Whether the viewer helps this family: sees its content, and is of the agency that helps.
bool helps(const http::Context& cx, const SeenEpisode& seen);

// The episode of a page that only whoever helps may open while help goes on; else Stop{404}.
SeenEpisode the_episode_worked_on(http::Context& cx);
// For a form of such a page: also when help has ended meanwhile, so that what was typed is not lost.
SeenEpisode the_episode_helped(http::Context& cx);

// Whether the front door stands in, because nobody of the helping agency sees this help. Not for an agency that it may
// not know of: a choice among the people of a refuge would name the refuge.
bool front_door_stands_in(const http::Context& cx, const SeenEpisode& seen);

// "Okafor-Reid family", or nothing at index level.
std::string family_words(const SeenEpisode& seen);

std::string path_to(const Episode& episode);

using http::seen_version;
using http::version_to_send;

// Goes along in each form that changes the episode.
html::Html version_field(const http::Answers& answers, const Problems& problems, const Episode& episode);

} // namespace kith::episodes
