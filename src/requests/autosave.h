#pragma once
// The answers that the browser's autosave understands.

#include "http/request.h"
#include "requests/draft.h"

namespace kith::requests {

// {"version": 4, "saved": "2:14pm"}
http::Response autosaved(std::int64_t version, Instant at);

// 409 with the version and the fields that are there instead.
http::Response changed_elsewhere(const DraftPage& theirs);

} // namespace kith::requests
