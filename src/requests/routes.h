#pragma once

// The pages of requests.

#include "html/html.h"

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::people {
struct SeenPerson;
}

namespace kith::families {
struct SeenFamily;
}

namespace kith::episodes {
struct SeenEpisode;
}

namespace kith::requests {

void draft_routes(http::Router& router);    // /requests/new, /requests/drafts/{draft}/1 to 4
void danger_routes(http::Router& router);   // /requests/danger
void queue_routes(http::Router& router);    // /requests: the front door's queue, or the agency's own requests
void request_routes(http::Router& router);  // /requests/{ref}: its page, print, questions and answers, matches
void decision_routes(http::Router& router); // /requests/{ref}/decision, /requests/{ref}/step-up

// What was asked for the family or began the help, for those who see its content; beside help with how the family may
// safely be reached.
html::Html beside_family(http::Context& cx, const families::SeenFamily& family);
html::Html beside_episode(http::Context& cx, const episodes::SeenEpisode& episode);
// How they may safely be reached, as requests say: first on the family's page and on every page about the person, for
// whoever sees how to reach them. Who may not read the request learns that there is a warning, and whom to ask.
html::Html above_family(http::Context& cx, const families::SeenFamily& family);
html::Html above_person(http::Context& cx, const people::SeenPerson& seen);

} // namespace kith::requests
