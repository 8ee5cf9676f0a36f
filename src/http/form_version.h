#pragma once
// The version of a record that a form goes back and forth with, so that nobody overrides unseen what a colleague saved.

#include "base/result.h"
#include "http/context.h"

namespace kith::http {

// The version that the form was opened with; 0 when it is none.
std::int64_t seen_version(const Answers& answers, std::string_view field = "version");

// For the form when it is drawn: the latest version, unless it is drawn again for a mistake. Then it stays the one that
// was sent, until its reader has been told that something was changed meanwhile.
std::int64_t version_to_send(const Answers& answers, const Problems& problems, std::int64_t latest,
                             std::string_view field = "version");

} // namespace kith::http
