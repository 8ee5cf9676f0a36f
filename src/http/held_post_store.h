#pragma once
// Forms that came when their author's session was over or locked: kept, encrypted, for that person alone, for a day,
// and shown again after signing in (ux 9). Works without script.

#include "access/viewer.h"
#include "base/crypto.h"
#include "base/reference.h"
#include "db/database.h"
#include "http/request.h"

namespace kith::http {

struct HeldPost {
    Reference reference;
    std::string path; // where it was sent
    Answers form;     // with its submission key, without its token
    Instant held_at;
};

// Keeps the form, and of this person's earlier ones the newest two.
Reference hold(db::Writer& writer, const Cipher& cipher, std::string_view user, std::string_view path,
               const Answers& form);

// Nothing when it is somebody else's, older than a day, or not there.
std::optional<HeldPost> find_held_post(db::Reader& reader, const Cipher& cipher, Id<access::User> user,
                                       const Reference& reference, Instant now);

// The one to show after signing in.
std::optional<Reference> newest_held_post(db::Reader& reader, Id<access::User> user, Instant now);

void drop_held_post(db::Writer& writer, std::string_view user, const Reference& reference);
std::int64_t drop_old_held_posts(db::Writer& writer);

} // namespace kith::http
