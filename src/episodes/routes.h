#pragma once

// The pages of episodes.

namespace kith::http {
class Router;
}

namespace kith::episodes {

void episode_routes(http::Router& router);   // /episodes/{ref}, and the pages of its steps
void agreement_routes(http::Router& router); // …/agreement
void state_routes(http::Router& router);     // …/state
void ending_routes(http::Router& router);    // …/ending

} // namespace kith::episodes
