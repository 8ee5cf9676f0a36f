#pragma once

// The pages of episodes.

namespace kith::http {
class Router;
}

namespace kith::episodes {

void episode_routes(http::Router& router); // /episodes/{ref}

} // namespace kith::episodes
