#pragma once

// Pages: finding a school; and for administrators agencies, teams and users.

namespace kith::http {
class Router;
}

namespace kith::agencies {

void school_routes(http::Router& router);
void settings_routes(http::Router& router); // /admin
void agency_routes(http::Router& router);   // with the next
void agency_details_routes(http::Router& router);
void team_routes(http::Router& router);
void user_routes(http::Router& router); // with the next three
void posting_routes(http::Router& router);
void renewal_routes(http::Router& router);
void account_routes(http::Router& router);

} // namespace kith::agencies
