#pragma once
// What somebody is told whose form could not even be held.

#include "http/context.h"

namespace kith::http {

// The form's words, to be copied by whoever sent it just now: nobody else is shown them, and nothing is kept.
Response not_held(Context& cx, std::string_view next_step);

} // namespace kith::http
