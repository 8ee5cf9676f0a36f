#pragma once
// The council's frame around a page: its name, the viewer's menu, Find, the urgent line, the display options.

#include "http/context.h"

namespace kith::app {

// At most five main links, those that the viewer's role can use.
html::Frame frame_for(const http::Context& cx);

} // namespace kith::app
