#pragma once
// Browsers in which a user has signed in to the end. They have failures of their own, so that a stranger who types
// wrong passwords holds nobody up who works with Kith every day. Knowing a browser proves nothing else: password and
// code are asked as ever. Its cookie holds 256 random bits, of which the database has the SHA-256.

#include "access/viewer.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::access {

inline constexpr std::int64_t browser_known_for = 365 * days_ms;

// Whether the account with this email address, or this user, has signed in with that cookie.
bool knows_browser(db::Reader& reader, std::string_view email, std::string_view browser, Instant now);
bool knows_browser(db::Reader& reader, Id<User> user, std::string_view browser, Instant now);

// The user has signed in to the end: gives the browser's new cookie. What was in the old one (perhaps nothing, perhaps
// something planted) is worth nothing from now on; whoever else it knew, the new one knows.
std::string know_browser(db::Writer& writer, Id<User> user, std::string_view browser);

// Somebody else may have used the account.
void forget_browsers_of(db::Writer& writer, Id<User> user);

void remove_old_browsers(db::Writer& writer, Instant now);

} // namespace kith::access
