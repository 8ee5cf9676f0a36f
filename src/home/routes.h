#pragma once

// What waits for whoever signs in.

namespace kith::http {
class Router;
}

namespace kith::home {

void home_routes(http::Router& router); // /home

} // namespace kith::home
