#pragma once
// Every address Kith answers, put together from the folders' own lists.

#include "http/router.h"

namespace kith::app {

// Fills the table. Throws std::logic_error when two folders claim one address.
void all_routes(http::Router& router);

void public_routes(http::Router& router);
void audit_routes(http::Router& router);   // /admin/audit
void looks_routes(http::Router& router);   // /people/{person}/looks, /families/{family}/looks
void display_routes(http::Router& router); // /display
void gallery_routes(http::Router& router); // /components

} // namespace kith::app
