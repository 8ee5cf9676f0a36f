#pragma once

// One box to look anything up.

namespace kith::http {
class Router;
}

namespace kith::find {

void find_routes(http::Router& router); // /find

} // namespace kith::find
