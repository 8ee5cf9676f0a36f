#pragma once
// Users, and the postings that say for whom, as what, where and how long they act.
//
// Functions of a Writer write their own line of history. Except for grant_posting, none checks rights: the caller has.

#include "access/viewer.h"
#include "base/reference.h"
#include "base/result.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::access {

struct User {
    Id<User> id;
    Reference reference;
    std::string name;
    std::string email; // lower case
    Id<people::Person> person;
    Instant created_at;
    std::optional<Instant> ended_at;
};

struct Posting {
    Id<Posting> id;
    Reference reference;
    Id<User> user;
    Id<agencies::Agency> agency;
    Role role = Role::partner;
    std::vector<std::string> localities; // codes; none: the whole council
    Instant from;
    Instant to;

    bool covers(Instant at) const { return from <= at && at < to; }
};

struct NewUser {
    std::string name;
    std::string email;
};

// What keeps somebody from being added: an empty name (name.missing), what is no email address (email.wrong), one that
// is taken (email.taken).
Problems problems_with(db::Reader& reader, const NewUser& user);

// Refuses what problems_with names. The user can do nothing before a password is set and a posting granted.
Result<Id<User>> add_user(db::Writer& writer, const history::Actor& actor, const NewUser& user);

// Ends the account for good, with its postings and sessions, at once.
void end_user(db::Writer& writer, const history::Actor& actor, Id<User> user);

// The user is this person: from now on hidden from the user itself, with everything about the same family.
void set_own_person(db::Writer& writer, const history::Actor& actor, Id<User> user, Id<people::Person> person);

std::optional<User> find_user(db::Reader& reader, Id<User> user);
std::optional<User> find_user(db::Reader& reader, const Reference& reference);
std::optional<User> find_user_by_email(db::Reader& reader, std::string_view email);
// Everybody who has or had a posting in the agency, and for no agency everybody; by name. Ended users too.
std::vector<User> users_of(db::Reader& reader, std::optional<Id<agencies::Agency>> agency);

struct NewPosting {
    Id<User> user;
    Id<agencies::Agency> agency;
    Role role = Role::partner;
    std::vector<std::string> localities = {};
    Instant from;
    Instant to;
};

// Refuses an end that is not after the beginning (to.order), more than 12 months (to.too-late), an agency whose terms
// were never told (agency.unknown), and what the role cannot be in that agency (role.agency): host roles are for the
// council's own Early Help agency, which has no partners.
Result<Id<Posting>> add_posting(db::Writer& writer, const history::Actor& actor, const NewPosting& posting);

// Whether the viewer may give somebody this: a system administrator anything, an agency administrator what concerns no
// other agency, system or audit; neither to themselves (P9).
bool may_grant(const Viewer& by, const NewPosting& posting);

// As add_posting, after may_grant; refuses with role.not-yours.
Result<Id<Posting>> grant_posting(db::Writer& writer, const Viewer& by, const NewPosting& posting);

// Ends it now, with the sessions that act in it.
void end_posting(db::Writer& writer, const history::Actor& actor, Id<Posting> posting);

std::optional<Posting> find_posting(db::Reader& reader, Id<Posting> posting);
// The name of whoever acts in it, as the viewer may know it: "a support service" where their agency is confidential and
// not the viewer's own. "" when there is no such posting.
std::string worker_known_as(db::Reader& reader, const Viewer& viewer, Id<Posting> posting);
std::optional<Posting> find_posting(db::Reader& reader, const Reference& reference);
// Of one user, newest first, past ones too.
std::vector<Posting> postings_of(db::Reader& reader, Id<User> user);

// Those that can act now: posting and agency in date, by role and agency name.
struct Choice {
    Posting posting;
    std::string agency_name;
};

std::vector<Choice> postings_to_choose(db::Reader& reader, Id<User> user, Instant now);

// The viewer that this posting makes of its user, when user, posting and agency are in date. For the command line,
// reactions and tests; requests get theirs from their session.
std::optional<Viewer> viewer_in(db::Reader& reader, Id<Posting> posting, Instant now, std::string request);

} // namespace kith::access
