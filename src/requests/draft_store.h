#pragma once
// Drafts in the database. They are no resources of access: whose they are is in the row, and every question asks it.

#include "access/viewer.h"
#include "requests/draft.h"

namespace kith::db {
class Database;
class Reader;
class Writer;
} // namespace kith::db

namespace kith::requests {

// Nothing when there is none, or when it is neither the viewer's nor handed to them, or of another agency.
std::optional<Draft> find_draft(db::Reader& reader, const access::Viewer& viewer, const Reference& reference);

// The viewer's own and those handed to them, last changed first. Blank ones are left out.
struct DraftLine {
    Id<Draft> id = {};
    Reference reference;
    std::string children = {}; // names as far as typed
    Instant changed_at = {};
    Instant keep_until = {};
    bool handed_to_me = false;
    std::string handed_by = {}; // whoever handed it over last; nobody's name: not known
    std::string handed_to = {}; // to whom the viewer handed it
};

std::vector<DraftLine> drafts_of(db::Reader& reader, const access::Viewer& viewer, Instant now);

// What the viewer last sent of a child in danger: no draft of it is kept here. Empty when there was none.
Id<Request> last_request_in_danger(db::Reader& reader, const access::Viewer& viewer);

// A blank draft of the viewer's: the one they began and left blank before, or a new one.
Reference begin_draft(db::Writer& writer, const access::Viewer& viewer, std::string_view form_version);

// One that no draft and no request has.
Reference unused_reference(db::Writer& writer);

// What saving a page gives: the new version, or what is there instead of the version the writer had seen.
struct SavedPage {
    std::int64_t version = 0;
    std::optional<DraftPage> theirs = {}; // set: nothing was saved
    bool gone = false;                    // nor then: the draft is not there for the viewer any more
};

// Saves one page whatever it holds. Words that are there already are not a second save.
SavedPage save_page(db::Writer& writer, const access::Viewer& viewer, Id<Draft> draft, int page,
                    std::int64_t seen_version, const http::Answers& answers);

// Hands it to a colleague, who must have a posting of the same agency now. The author goes on seeing it.
Result<Done> hand_over(db::Writer& writer, const access::Viewer& viewer, const Draft& draft,
                       Id<access::User> colleague);

// With its line in history. Whose it is was asked before.
void throw_away(db::Writer& writer, const access::Viewer& viewer, Id<Draft> draft);
void drop_draft(db::Writer& writer, Id<Draft> draft);
// Drafts whose time is over, each with its line in history. How many were dropped.
std::int64_t drop_old_drafts(db::Writer& writer);
// The same as a change of its own, with what was typed on decision pages and never recorded: for the hourly clearing.
void drop_old_drafts(db::Database& database);

} // namespace kith::requests
