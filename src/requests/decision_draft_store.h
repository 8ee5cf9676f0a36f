#pragma once
// What a triage worker has typed on the decision page and not recorded yet: theirs alone, kept for 30 days.

#include "access/viewer.h"
#include "requests/draft.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::requests {

// Version 0 when nothing is kept.
DraftPage decision_draft(db::Reader& reader, const access::Viewer& viewer, Id<Request> request);

struct SavedPage;

// As save_page() of drafts: words that are there already are not a second save, and of two windows the second is told.
SavedPage save_decision_draft(db::Writer& writer, const access::Viewer& viewer, Id<Request> request,
                              std::int64_t seen_version, const http::Answers& answers);

// It is recorded: nothing needs to be kept.
void drop_decision_draft(db::Writer& writer, const access::Viewer& viewer, Id<Request> request);
void drop_old_decision_drafts(db::Writer& writer);

} // namespace kith::requests
