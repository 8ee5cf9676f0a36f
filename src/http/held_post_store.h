#pragma once
// Forms that came when their author's session was over or locked: kept, encrypted, for that person alone, for a day,
// and shown again after signing in (ux 9). Works without script. Nothing is dropped before its day is over but by its
// author: where there is no room for more, the newest is not kept, and is shown to whoever sent it at once.

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

inline constexpr std::int64_t held_for = 1 * days_ms;
inline constexpr std::int64_t room_for_held = 16 * 1024 * 1024; // bytes for each person: four of the largest forms

// Nothing when the person has no room for it.
std::optional<Reference> hold(db::Writer& writer, const Cipher& cipher, std::string_view user, std::string_view path,
                              const Answers& form);

// Nothing when it is somebody else's, older than a day, or not there.
std::optional<HeldPost> find_held_post(db::Reader& reader, const Cipher& cipher, Id<access::User> user,
                                       const Reference& reference, Instant now);

// Whether it waits for somebody. That alone is said before it is known who asks.
bool is_held(db::Reader& reader, const Reference& reference, Instant now);

// What waits for this person, the newest first.
std::vector<Reference> held_posts_of(db::Reader& reader, Id<access::User> user, Instant now);

void drop_held_post(db::Writer& writer, std::string_view user, const Reference& reference);
std::int64_t drop_old_held_posts(db::Writer& writer);

} // namespace kith::http
