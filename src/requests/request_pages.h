#pragma once
// What the pages of one request share. For the pages of this folder only.

#include "http/context.h"
#include "http/form_version.h"
#include "requests/match_store.h"
#include "requests/request_store.h"

namespace kith::requests {

// The request of the address, noted as seen; Stop{404} when there is none for this viewer.
SeenRequest the_request(http::Context& cx);
// The same for the front door: Stop{404} unless the viewer may decide on it, or could until a few days ago.
SeenRequest the_request_at_the_front_door(http::Context& cx);
// And without noting it, for an answer that shows nothing of it.
SeenRequest request_to_decide(http::Context& cx);

using http::seen_version;
using http::version_to_send;

// The request as it is in this transaction, or "somebody was faster" when it is no longer at the version seen.
// Stop{404} when the viewer may do this with it no more: rights may have ended meanwhile.
Result<Request> unchanged(db::Writer& writer, const access::Viewer& viewer, access::Action action, Id<Request> request,
                          std::int64_t version);
void require(db::Writer& writer, const access::Viewer& viewer, access::Action action, Id<Request> request);

// Notes everybody and everything shown among the matches as seen.
void note_matches(http::Context& cx, const std::vector<MatchesFor>& matches);

// The front door's page, also shown again after a mistake.
http::Response front_door_page(http::Context& cx, const SeenRequest& seen, const Problems& problems = {});

} // namespace kith::requests
