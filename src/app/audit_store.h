#pragma once
// The newest lines of history for whoever oversees it, with the names of those who acted.

#include "app/audit_words.h"
#include "base/day.h"
#include "history/record.h"

namespace kith {
class Reference;
}

namespace kith::app {

struct AuditLine {
    history::Told told;        // without particulars
    std::string who;           // the user's name; "" where nobody was signed in
    std::string reference;     // the user's, for addresses
    std::string agency;        // its name
    bool confidential = false; // the agency
};

struct AuditQuestion {
    std::string user = {};         // id; "": everybody
    history::Subject about = {};   // no id: about anything
    std::optional<Deed> deed = {}; // none: all
    std::optional<Day> day = {};   // in England; none: any
    std::int64_t before = 0;       // lines older than this seq; 0: the newest
    int limit = 50;
    int looks_through = 20'000;
};

struct AuditAnswer {
    std::vector<AuditLine> lines; // newest first
    std::int64_t further = 0;     // where to go on with `before`; 0: there is no more
};

// Looks through a limited number of lines at a time, so that a rare thing is found in several steps: an answer may hold
// fewer lines than asked for, even none, and still name where to go on.
AuditAnswer audit_lines(db::Reader& reader, const AuditQuestion& question);

// The same, with what was looked at a moment ago, which a page's own state may lack (db::Database::look).
AuditAnswer newest_audit_lines(db::Database& database, db::Reader& page, const AuditQuestion& question);

// What a reference stands for: a person, family, request or episode, whoever may see it.
std::optional<history::Subject> subject_called(db::Reader& reader, const Reference& reference);

} // namespace kith::app
