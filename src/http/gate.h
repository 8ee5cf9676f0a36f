#pragma once
// What stands before every handler: who is it, was it this site's own form, may they.

#include "http/visit.h"

namespace kith::http {

// Thrown inside a transaction whose viewer has meanwhile been signed out, locked or moved to another posting.
struct SessionGone {};

// From the cookies: session, viewer, visitor, notice.
void recognise(Visit& visit, db::Reader& reader);

// Meets the route. The answer, when the handler must not run.
std::optional<Response> stopped_at_gate(Visit& visit, Context& cx);

// The same viewer, session and right, now, in the transaction that changes something. Throws SessionGone, or Stop{403}.
void check_again(const Visit& visit, db::Writer& writer);

// To sign in, unlock or choose a posting, and back; what was posted is held for its author (ux 9).
Response sign_in_again(Visit& visit, Context& cx);

// Whether what was posted is somebody's work, which must not get lost. A button is none, and is pressed again.
bool is_work(const Visit& visit);

// Whether a page may offer to send it once more: words, a search or a button. No password: their routes need no action.
bool can_be_sent_again(const Visit& visit);

// The page at which the session goes on: "/sign-in" without one, "" when it is open.
std::string_view next_step(const Visit& visit);

} // namespace kith::http
