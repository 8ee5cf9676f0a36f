#pragma once

// The pages of episodes.

#include "html/html.h"

#include <functional>
#include <vector>

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::families {
struct FamilyLine;
struct SeenFamily;
} // namespace kith::families

namespace kith::episodes {

struct SeenEpisode;

// What capabilities above know of an episode, for a place below what is known here. For those who see its content.
using BesideEpisode = std::function<html::Html(http::Context&, const SeenEpisode&)>;

void episode_routes(http::Router& router, BesideEpisode beside = {}); // /episodes/{ref}, and the pages of its steps
void agreement_routes(http::Router& router);                          // …/agreement
void state_routes(http::Router& router);                              // …/state
void ending_routes(http::Router& router);                             // …/ending

// Help that the family gets or got, or the families of the person, as far as the viewer may know of it: who helps since
// when, the newest first.
html::Html beside_family(http::Context& cx, const families::SeenFamily& family);
html::Html beside_person(http::Context& cx, const std::vector<families::FamilyLine>& families);

} // namespace kith::episodes
