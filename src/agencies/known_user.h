#pragma once
// A user as an administrator may know and change one. An agency's administrator sees the postings in the own agency
// and nothing of others; nobody changes themselves (P9).

#include "access/users.h"
#include "agencies/administration.h"

namespace kith::agencies {

struct Known {
    access::User user;
    std::vector<access::Posting> postings; // those the viewer may know of, newest first
    // Password, second factor, end: only when the viewer could have given every posting that still runs or may be
    // renewed. Else whoever looks after one agency could take over a colleague's account in another.
    bool may_change_account = false;
    bool is_viewer = false;
};

std::optional<Known> find_known(db::Reader& reader, const access::Viewer& viewer, Instant now,
                                const access::User& user);

// The user of the route's {user}, noted for the audit line; Stop{404} when the viewer may not know them.
Known known_user(http::Context& cx);

// The same; Stop{404} too when the viewer may not change the account.
Known changeable_user(http::Context& cx);

// Looks again inside the transaction that changes it; Stop{404} when it is not the viewer's to change any more.
void require_changeable(db::Reader& reader, const http::Context& cx, Id<access::User> user);

// Whether the viewer may end this posting: the same as whether they might give it.
bool may_end(const access::Viewer& viewer, const access::Posting& posting);

// Whether the viewer looks after every agency.
bool manages_all(const access::Viewer& viewer);

std::string path_to(const access::User& user);

inline constexpr std::string_view users_viewed = "users.viewed";

// A first password, in this answer and nowhere else: the database has its hash.
http::Response password_page(http::Context& cx, const std::string& name, const std::string& password,
                             const std::string& next);

// A page that says what will happen, and a button that does it.
struct Step {
    std::string title;
    std::string explanation;
    std::string carried = {}; // what somebody else must take over
    std::string button;
    std::string action;
    std::string back;
};

http::Response step_page(http::Context& cx, const Step& step, const Problems& problems = {});

} // namespace kith::agencies
