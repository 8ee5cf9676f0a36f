#pragma once
// A session: who is signed in, how far, in which posting. Its token is 256 random bits in the user's cookie; the
// database holds only their SHA-256. It ends 10 hours after sign-in, locks after 15 minutes without use, and ends at
// once when its user or posting does or its agency's agreement runs out.

#include "access/viewer.h"
#include "base/result.h"

namespace kith::db {
class Database;
class Reader;
class Writer;
} // namespace kith::db

namespace kith::access {

inline constexpr std::int64_t session_lasts = 10 * hours_ms;
inline constexpr std::int64_t session_locks_after = 15 * minutes_ms;
inline constexpr std::int64_t session_noted_every = 1 * minutes_ms;

// What the session needs before it opens anything, in this order.
enum class Stage {
    set_up_second_factor, // the password was right; the user has no confirmed factor: second_factor.h, confirm_code
    give_second_factor,   // the password was right: give_code
    change_password,      // somebody else set the password: change_password
    choose_posting,       // none chosen, several or none in date: postings_to_choose, choose_posting
    locked,               // unused for 15 minutes: unlock
    open,
};

struct SessionState {
    Stage stage = Stage::locked;
    Viewer viewer;      // a posting only when open; user and name always
    Id<Session> id;     // the same while it lasts; no secret
    std::string csrf;   // secret of its form tokens; the same while it lasts, through unlocking too
    Instant started_at; // at sign-in
    Instant ends_at;
    bool to_note = false; // its use was last noted over a minute ago: note_use
};

// Nothing: there is no such session (any more), or its user, posting or agency has ended. `request` is the id for
// viewer.request.
std::optional<SessionState> find_session(db::Reader& reader, std::string_view token, Instant now, std::string request);

// The same by id, for looking again inside a transaction that the session may still act.
std::optional<SessionState> find_session(db::Reader& reader, Id<Session> session, Instant now, std::string request);

// Notes that the session was used. Does nothing to one that is locked by now. Meant for write_soon.
void note_use(db::Writer& writer, Id<Session> session, Instant now);

// Acts in this posting from now on, and no longer in the one before (P23). Refuses (posting.not-yours) one that is not
// the user's or not in date, and a session that has not come so far.
Result<Done> choose_posting(db::Writer& writer, const SessionState& session, Id<Posting> posting);

// Signs out.
void end_session(db::Writer& writer, const SessionState& session);
// How many were ended.
int end_sessions_of(db::Writer& writer, const history::Actor& actor, Id<User> user);
// Removes sessions over their time, those that never came further than the password, old failures and browsers that
// nobody has signed in with for a year. Every hour.
int remove_old_sessions(db::Writer& writer, Instant now);

// Which sessions the user has, newest first: to show where the account is in use.
struct OpenSession {
    Id<Session> id;
    std::string client;
    Instant started_at;
    Instant seen_at;
};

std::vector<OpenSession> sessions_of(db::Reader& reader, Id<User> user, Instant now);

} // namespace kith::access
