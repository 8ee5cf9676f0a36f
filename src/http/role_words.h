#pragma once
// What one of somebody's roles is called where they choose among them.

#include "access/users.h"

namespace kith::http {

std::string role_words(const access::Choice& choice); // "Front door, Northbridge Council"

} // namespace kith::http
