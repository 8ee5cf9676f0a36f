#pragma once

// The pages of requests.

namespace kith::http {
class Router;
}

namespace kith::requests {

void draft_routes(http::Router& router);    // /requests/new, /requests/drafts/{draft}/1 to 4
void danger_routes(http::Router& router);   // /requests/danger
void queue_routes(http::Router& router);    // /requests: the front door's queue, or the agency's own requests
void request_routes(http::Router& router);  // /requests/{ref}: its page, print, questions and answers, matches
void decision_routes(http::Router& router); // /requests/{ref}/decision, /requests/{ref}/step-up

} // namespace kith::requests
