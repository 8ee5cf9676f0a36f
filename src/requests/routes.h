#pragma once

// The pages of requests.

#include "html/html.h"

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
}

namespace kith::requests {

void draft_routes(http::Router& router);    // /requests/new, /requests/drafts/{draft}/1 to 4
void danger_routes(http::Router& router);   // /requests/danger
void queue_routes(http::Router& router);    // /requests: the front door's queue, or the agency's own requests
void request_routes(http::Router& router);  // /requests/{ref}: its page, print, questions and answers, matches
void decision_routes(http::Router& router); // /requests/{ref}/decision, /requests/{ref}/step-up

// What was asked for the family or began the help, with how they may safely be reached, for those who see its content.
html::Html beside_family(http::Context& cx, const families::SeenFamily& family);
html::Html beside_episode(http::Context& cx, const episodes::SeenEpisode& episode);
// How the person's families may safely be reached, as requests say that the viewer may read: first on the person's
// page, where somebody rings from.
html::Html above_person(http::Context& cx, const std::vector<families::FamilyLine>& families);

} // namespace kith::requests
