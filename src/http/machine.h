#pragma once
// What does not leave the machine: there, and only there, may things travel without TLS.

#include <string_view>

namespace kith::http {

// "127.0.0.1", "localhost", "::1", with or without brackets.
bool is_this_machine(std::string_view host);

// Cookies that open families' records do not travel in the clear: https://, or http:// within this machine. Empty,
// where whatever is listened on is the address, is safe too.
bool is_safe_public_address(std::string_view address);

} // namespace kith::http
