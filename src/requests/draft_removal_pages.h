#pragma once
// Throwing a draft away, and giving back one that was handed over. For the pages of this folder only.

#include "http/router.h"
#include "requests/draft.h"

namespace kith::requests {

// "/requests/drafts/K7MX4PQR/removal"
std::string path_to_removal(const Draft& draft);

// Whether the draft goes back to its author when this viewer is done with it. Whoever it was handed to finishes
// another's words and may not destroy them: only where the author works here no more can they throw it away.
bool goes_back_to_author(db::Reader& reader, const access::Viewer& viewer, const Draft& draft, Instant now);

void draft_removal_routes(http::Router& router); // /requests/drafts/{draft}/removal

} // namespace kith::requests
