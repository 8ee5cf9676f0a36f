#pragma once
// How people may safely be reached, first on the pages from which somebody writes, rings or visits.

#include "html/html.h"
#include "http/context.h"
#include "requests/safe_contact_store.h"

namespace kith::requests {

// Each warning once, in the referrer's words; of what the viewer may not read, that there is a warning and whom to ask.
// Empty when nothing was said.
html::Html safe_contact_first(http::Context& cx, const std::vector<SafeContactSaid>& said);

} // namespace kith::requests
