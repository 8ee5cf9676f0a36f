#pragma once

// Pages: finding a school; and for administrators agencies, teams and users.

namespace kith::http {
class Router;
}

namespace kith::agencies {

void school_routes(http::Router& router);
void agency_routes(http::Router& router);
void team_routes(http::Router& router);
void user_routes(http::Router& router);

} // namespace kith::agencies
