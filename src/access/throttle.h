#pragma once
// The growing pause after failures to sign in. Nobody is locked out: a pause ends by itself.

#include "base/instant.h"

#include <string>
#include <string_view>
#include <vector>

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::access {

// How many failures in a row go without a pause, and how long pauses get: 2, 4, 8 ... seconds up to `longest`. Where
// one failure is forgotten every so often, the pause is until the next one is.
struct Pace {
    int free = 0;
    std::int64_t longest = 0;
    std::int64_t forgets_one_every = 0;
};

std::int64_t pause_after(int failures, const Pace& pace);

// One thing that is slowed down: an account from one network address, an account from anywhere, a network address, a
// user's second factor.
struct Attempted {
    std::string key;
    Pace pace;
};

// All addresses of one IPv6 network (/64) are one address.
Attempted pair_attempt(std::string_view email, std::string_view client);
Attempted account_attempt(std::string_view email); // far slower to bite: many addresses may guess together
Attempted client_attempt(std::string_view client); // a whole school may share one address
Attempted factor_attempt(std::string_view user);

// The account, and the factor, as tried by a browser that has signed in to it before, or by a session of its own: what
// strangers do counts for neither. `proof` is the browser's cookie or the session's id.
Attempted known_attempt(std::string_view account, std::string_view proof);
Attempted known_factor_attempt(std::string_view user, std::string_view proof);

// Begins a try: counts it as failed until try_succeeded says otherwise, so that many at once gain nothing. Gives how
// long to wait first (milliseconds); 0 when the try may go on. While waiting, nothing is counted.
std::int64_t begin_try(db::Writer& writer, const std::vector<Attempted>& attempts);

// Forgets the failures of an account or a factor; takes back this try from a network address.
void try_succeeded(db::Writer& writer, const std::vector<Attempted>& attempts);

// Removes what nobody has failed at for a day.
void remove_old_failures(db::Writer& writer, Instant now);

} // namespace kith::access
