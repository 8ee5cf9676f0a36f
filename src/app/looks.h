#pragma once
// The way to who has looked at a person or family.

#include "access/register.h"
#include "html/html.h"

namespace kith::app {

// A link from the record at `path`, for a viewer who may read it; else nothing.
html::Html looks_link(const access::Rights& rights, const std::string& path);

} // namespace kith::app
