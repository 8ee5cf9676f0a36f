#pragma once

// The pages of episodes.

#include "html/html.h"

#include <functional>

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::episodes {

struct SeenEpisode;

// What capabilities above know of an episode, for a place below what is known here. For those who see its content.
using BesideEpisode = std::function<html::Html(http::Context&, const SeenEpisode&)>;

void episode_routes(http::Router& router, BesideEpisode beside = {}); // /episodes/{ref}, and the pages of its steps
void agreement_routes(http::Router& router);                          // …/agreement
void state_routes(http::Router& router);                              // …/state
void ending_routes(http::Router& router);                             // …/ending

} // namespace kith::episodes
