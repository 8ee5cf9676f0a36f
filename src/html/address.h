#pragma once
// Where a link, a form or a picture may point.

#include <string_view>

namespace kith::html {

// A path on this site ("/…", not "//…"), a place on this page ("#…"), https:, mailto:, tel: or otpauth: (an
// authenticator app); without control characters, spaces or backslashes. Everything else, "javascript:" first of all,
// is none.
bool is_address(std::string_view text);

} // namespace kith::html
