#pragma once

// The pages of families.

namespace kith::http {
class Router;
}

namespace kith::families {

void family_routes(http::Router& router); // /families/{family} and its parts

} // namespace kith::families
