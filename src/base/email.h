#pragma once
// Email addresses: one rule for who may sign in and for what a letter can be sent to.

#include <string>
#include <string_view>

namespace kith {

// Whether it can stand in an envelope: one @, something on either side, plain ASCII without space, line end or what
// divides addresses, at most 254 bytes.
bool is_email_address(std::string_view text);

// The form in which addresses are kept and compared: small letters, no white space at either end.
std::string folded_email(std::string_view typed);

} // namespace kith
