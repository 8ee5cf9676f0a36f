#pragma once

// Pages: what a postcode tells; what was imported.

namespace kith::http {
class Router;
}

namespace kith::places {

void place_routes(http::Router& router); // /admin/places, and the next
void postcode_routes(http::Router& router);

} // namespace kith::places
