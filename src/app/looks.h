#pragma once
// The way to who has looked at a person or family.

#include "http/context.h"

namespace kith::app {

// A link from the record at `path`, for a viewer who may read it; else nothing.
html::Html looks_link(http::Context& cx, std::string_view id, const std::string& path);

} // namespace kith::app
