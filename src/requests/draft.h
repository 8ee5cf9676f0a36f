#pragma once
// A request that is being written. Nobody reads it but its author and the colleague of the same agency to whom it was
// handed; nothing typed is ever refused or overwritten unseen. Kept 30 days after the last change.

#include "http/request.h"
#include "requests/request.h"

namespace kith::access {
struct Viewer;
}

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::requests {

inline constexpr int draft_pages = 3; // the fourth page sends
inline constexpr std::int64_t drafts_are_kept = 30 * days_ms;

struct DraftPage {
    std::int64_t version = 0; // 0: never saved
    http::Answers answers = {};
    std::optional<Instant> saved_at = {};
    Id<access::User> saved_by = {};
};

struct Draft {
    Id<Draft> id = {}; // empty: not saved yet
    Reference reference;
    Id<agencies::Agency> agency = {};
    Id<access::User> author = {};
    Id<access::User> holder = {}; // the author, until it is handed over
    std::optional<Instant> handed_at = {};
    std::string form_version = {};
    Instant made_at = {};
    Instant changed_at = {};
    std::array<DraftPage, draft_pages> pages = {};

    // The answers of all pages together.
    http::Answers answers() const;
};

// Nothing when there is none, or when it is neither the viewer's nor handed to them, or of another agency.
std::optional<Draft> find_draft(db::Reader& reader, const access::Viewer& viewer, const Reference& reference);

// The viewer's own and those handed to them, last changed first. Blank ones are left out.
struct DraftLine {
    Reference reference;
    std::string children = {}; // names as far as typed
    Instant changed_at = {};
    Instant keep_until = {};
    bool handed_to_me = false;
    std::string handed_to = {}; // to whom the viewer handed it
};

std::vector<DraftLine> drafts_of(db::Reader& reader, const access::Viewer& viewer, Instant now);

// What saving a page gives: the new version, or what is there instead of the version the writer had seen.
struct SavedPage {
    std::int64_t version = 0;
    std::optional<DraftPage> theirs = {}; // set: nothing was saved
    Reference reference;                  // where it is: another one when the reference was taken by somebody else
};

// Saves one page whatever it holds. The first save makes the draft.
SavedPage save_page(db::Writer& writer, const access::Viewer& viewer, const Reference& reference,
                    std::string_view form_version, int page, std::int64_t seen_version, const http::Answers& answers);

// Hands it to a colleague, who must have a posting of the same agency now. The author goes on seeing it.
Result<Done> hand_over(db::Writer& writer, const access::Viewer& viewer, const Draft& draft,
                       Id<access::User> colleague);

void drop_draft(db::Writer& writer, Id<Draft> draft);
// Drafts whose time is over. How many were dropped.
std::int64_t drop_old_drafts(db::Writer& writer);

} // namespace kith::requests
