#pragma once
// Where to go on after signing in: an address of this site, never of another.

#include <string>
#include <string_view>

namespace kith::http {

// The text when it is a path of this site ("/requests?show=mine"), otherwise "".
std::string local_address(std::string_view text);

// "/sign-in" and where to go on: "/sign-in?to=%2Frequests". Nothing is added for an empty one.
std::string with_way_on(std::string_view address, std::string_view to);

} // namespace kith::http
