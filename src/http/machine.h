#pragma once
// What does not leave the machine: there, and only there, may things travel without TLS.

#include <string_view>

namespace kith::http {

// "127.0.0.1", "localhost", "::1", with or without brackets.
bool is_this_machine(std::string_view host);

// Cookies that open families' records do not travel in the clear. Who listens to this machine alone may be called
// http:// within it, or nothing: then whatever is listened on is the address. Who listens to a network needs an
// https:// address, at which something before Kith does the TLS.
bool is_safe_public_address(std::string_view address, std::string_view listen_host);

} // namespace kith::http
