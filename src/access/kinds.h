#pragma once
// How kinds of resources are spelled in the database and in history.

#include "access/decide.h"

namespace kith::access {

std::string_view code(Kind kind);
// Throws std::logic_error for text that is no kind: it comes from our own database.
Kind to_kind(std::string_view code);

} // namespace kith::access
