#pragma once
// How signing in changes a session's row.

#include "access/session.h"
#include "base/crypto.h"

namespace kith::access {

// Begins a session of which only the password was proved. Gives its token.
std::string begin_session(db::Writer& writer, Id<User> user, std::string_view client);

// Something was proved: the session is fresh under a new token. Gives it; nothing when the session is gone.
std::optional<std::string> renew_session(db::Writer& writer, const SessionState& session);

// The second factor was given: renews the session, and acts in the user's only posting when there is one.
std::optional<std::string> open_session(db::Writer& writer, const SessionState& session);

void end_other_sessions(db::Writer& writer, const SessionState& session);
void end_sessions_in(db::Writer& writer, Id<Posting> posting);

} // namespace kith::access
