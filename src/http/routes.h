#pragma once
// The routes of http itself: signing in and out, and what was held for somebody who was signed out.

#include "http/request.h"

namespace kith::http {

class Router;

void sign_in_routes(Router& router);
void held_post_routes(Router& router);

// Requests that hash a password: for ServerOptions::is_costly.
bool is_costly(const Request& request);

} // namespace kith::http
