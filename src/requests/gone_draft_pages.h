#pragma once
// What was typed into a draft that is not there any more. For the pages of this folder only.

#include "http/context.h"
#include "http/router.h"

namespace kith::requests {

// Answers a form of that page whose draft was sent, handed on or deleted meanwhile: the words stay on the page, to be
// added to the request that the draft has become, or to begin a new draft with. Leads straight to that request when it
// holds every word already; Stop{404} when nothing was typed and there is none.
http::Response draft_is_gone(http::Context& cx, int page);

// Where the draft of this address was sent meanwhile: to the request of the same reference that it has become. Nothing
// while it is still a draft; Stop{404} when it is neither.
std::optional<http::Response> gone_on(http::Context& cx);

void gone_draft_routes(http::Router& router); // POST /requests/drafts

} // namespace kith::requests
