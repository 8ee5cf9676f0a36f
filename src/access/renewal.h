#pragma once
// A posting that goes on. It lasts a year at most, so that who has left falls out; who stays is given a further term of
// the same posting. Nothing moves: whatever names the posting (who leads a family, who took a request, who wrote a
// draft) holds as before.

#include "access/users.h"

namespace kith::access {

inline constexpr std::int64_t longest_posting = 366 * days_ms;
// Somebody may come back from leave to a posting that has run out: so long it can still go on.
inline constexpr std::int64_t renewable_for = 31 * days_ms;

// Whether the viewer might give this posting (may_grant), it was ever in force, and it has not been over for too long.
bool may_renew(const Viewer& by, const Posting& posting, Instant now);

struct Term {
    Instant to;
    std::string reason;
};

// Gives the posting a later end, recorded with who, when and why. `seen` is the posting as it was when this was
// decided. Refuses what may_renew does and a user whose account has ended (posting.over, role.not-yours), an end that
// is not later (to.order) or more than 366 days from now (to.too-late), no reason (reason.missing), and a posting that
// was ended or renewed meanwhile (changed_meanwhile). A session that acted in a posting run out stays over.
Result<Done> renew_posting(db::Writer& writer, const Viewer& by, const Posting& seen, const Term& term);

struct Renewal {
    Instant renewed_at;
    std::string by; // name
    Instant ended_at;
    Instant ends_at;
    std::string reason;
};

// The newest first.
std::vector<Renewal> renewals_of(db::Reader& reader, Id<Posting> posting);

// How many families' help the posting itself takes part in now: what somebody else must take over when it ends.
std::int64_t cases_of(db::Reader& reader, Id<Posting> posting, Instant now);

// Postings of the agency (none: of all) that end before `until`, and those that have run out within renewable_for and
// take part in some family's help still; the first to end first. Not those of users who have ended.
std::vector<Posting> postings_ending(db::Reader& reader, std::optional<Id<agencies::Agency>> agency, Instant now,
                                     Instant until);

} // namespace kith::access
