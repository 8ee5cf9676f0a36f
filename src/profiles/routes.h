#pragma once

// The pages of this folder.

namespace kith::http {
class Router;
}

namespace kith::profiles {

void profile_routes(http::Router& router); // /levels, /admin/profile

} // namespace kith::profiles
