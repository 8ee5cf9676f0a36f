#pragma once
// The newest lines of history for whoever oversees it, with the names of those who acted.

#include "history/record.h"

namespace kith::app {

struct AuditLine {
    history::Told told;
    std::string who;    // the user's name; "" where nobody was signed in
    std::string agency; // its name
};

struct AuditQuestion {
    std::string user = {};   // id; "": everybody
    std::string action = {}; // "": all
    std::int64_t before = 0; // lines older than this seq; 0: the newest
    int limit = 50;
};

std::vector<AuditLine> audit_lines(db::Reader& reader, const AuditQuestion& question);

} // namespace kith::app
