#pragma once
// Proving who one is: a password, then a one-time code.
//
// Whoever asks learns nothing about which accounts exist: an unknown address costs the same time, pauses the same and
// is answered in the same words. After a few failures each further try must wait, longer each time: for an account from
// one network address, and, after far more, for an account from anywhere; an address that fails more often than once a
// minute waits too. Nobody is locked out, and a browser that has signed in to the account before is not held up by what
// others do (known_browser.h). At most four passwords are hashed at once (each takes 32 MiB).

#include "access/session.h"
#include "base/crypto.h"

namespace kith::access {

// A token for the session cookie. Every step that proves something gives a new one, and the old one ends.
struct SignedIn {
    std::string token;
    std::string browser = {}; // after the second factor: for the browser's own long-lived cookie
};

struct Credentials {
    std::string email;
    std::string password;
    std::string client;       // network address
    std::string request;      // for history
    std::string browser = {}; // its cookie, if it has one
};

// The first step: begins a session that still needs its second factor; where the user has none, the session is offered
// a seed of its own to set up. Problems (field ""): sign-in.wrong; sign-in.wait, whose text says how long;
// sign-in.busy. Writes a line of history either way.
Result<SignedIn> sign_in(db::Database& database, const Cipher& cipher, const Credentials& credentials);

// The second step, at Stage::give_second_factor. Problems (field "code"): code.wrong, also for one used before;
// sign-in.wait. When exactly one posting is in date, the session acts in it.
Result<SignedIn> give_code(db::Database& database, const Cipher& cipher, const SessionState& session,
                           std::string_view code, std::string_view browser = {});

// The same at Stage::set_up_second_factor, with the first code of the seed that this session was offered.
// A factor the user has set up in another session meanwhile is not replaced: session.over.
Result<SignedIn> confirm_code(db::Database& database, const Cipher& cipher, const SessionState& session,
                              std::string_view code, std::string_view browser = {});

// Opens a locked session again, with a one-time code: never with the password, which the browser may fill in for
// whoever sits down at a desk that was left. Problems (field "code"): code.wrong, also for one used before;
// sign-in.wait.
Result<SignedIn> unlock(db::Database& database, const Cipher& cipher, const SessionState& session,
                        std::string_view code);

// The user's own new password. Problems: password_problems (password.h); password.same; and field "old",
// password.wrong, when `old_password` is not right. Ends the user's other sessions.
Result<Done> change_password(db::Database& database, const SessionState& session, std::string_view old_password,
                             std::string_view new_password, const std::vector<std::string>& council_words);

// A password as it is kept. Made before the change that saves it: it takes 32 MiB and a tenth of a second, and a change
// is waited for by all others.
struct HashedPassword {
    std::string text;
};

HashedPassword hashed(std::string_view password);

// Sets a password for somebody else, who must change it (unless `lasting`, for the made-up town and tests). Does not
// check password_problems.
void set_password(db::Writer& writer, const history::Actor& actor, Id<User> user, const HashedPassword& password,
                  bool lasting = false);

// A password to hand to a new user: four groups of four characters that are not mistaken for each other.
std::string first_password(Random& random);

} // namespace kith::access
