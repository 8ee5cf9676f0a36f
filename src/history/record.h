#pragma once
// What was done and seen, by whom: an append-only chain of lines, written in the same transaction as what it tells.
//
// hash = SHA-256("EHA1" | lane | seq | previous hash | canonical line), see chain.h; the particulars (what was typed
// into a search, before and after values) live in a table of their own, salted, so they can be erased while the chain
// still verifies (security 3). Lines hold ids and kinds, never names.

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::db {
class Reader;
class Writer;
class Database;
} // namespace kith::db

namespace kith::history {

// Who acted. Empty ids where nobody was signed in.
struct Actor {
    std::string user; // ids as text: history knows no capability's types
    std::string posting;
    std::string agency;
    std::string request; // the HTTP request's id, or "command line"
};

// One thing that happened. Subjects are ids as text, with the kind of thing each is: {"person", id}.
struct Subject {
    std::string kind;
    std::string id;

    bool operator==(const Subject&) const = default;
};

struct Line {
    std::string action;                 // from docs/events.md: "request.sent", "family.viewed", "find.searched"
    std::vector<Subject> subjects = {}; // empty for sign-ins and lists with no rows
    std::string outcome = "done";       // done, refused
    std::string particulars = {};       // erasable; may hold personal data; empty: none
};

// Adds a line to the chain inside this transaction. Its moment is never earlier than the line before it.
void record(db::Writer& writer, const Actor& actor, const Line& line);

// Destroys a line's particulars and their salt, and adds the line "history.erased" about it. False when there were
// none.
bool erase_particulars(db::Writer& writer, const Actor& actor, std::int64_t seq);

// The moment of the newest line: no change may be earlier, also after the machine's clock was set back (design 7.4).
Instant newest_moment(db::Reader& reader);

struct Told {
    std::int64_t seq = 0;
    Instant at;
    Actor actor;
    Line line;
};

// The lines about one subject, newest first.
std::vector<Told> lines_about(db::Reader& reader, std::string_view kind, std::string_view id, int limit);

// What a line is about, in its order.
std::vector<Subject> subjects_of(db::Reader& reader, std::int64_t seq);

struct Verdict {
    enum class Kind { sound, broken, unreadable };
    Kind kind = Kind::sound;
    std::int64_t lines = 0; // how many were checked
    std::string place = {}; // for broken: lane, seq and what is wrong there; for unreadable: why
};

// Checks the whole chain as it stood when it began: order, hashes, particulars (there, or told to be erased), the head.
// Reads in batches, so others go on writing. Lines cut off the end together with the head are seen only against an
// anchor kept elsewhere.
Verdict verify(db::Database& database);
// The same on the one state that the reader sees; what cannot be read is a db::Fault.
Verdict verify(db::Reader& reader);

} // namespace kith::history
