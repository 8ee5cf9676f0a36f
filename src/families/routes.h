#pragma once

// The pages of families.

namespace kith::http {
class Router;
}

namespace kith::families {

void family_routes(http::Router& router);       // /families/{family}, its name and members
void relationship_routes(http::Router& router); // /families/{family}/relationships, /responsibility

} // namespace kith::families
