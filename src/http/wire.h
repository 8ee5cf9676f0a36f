#pragma once
// From a Response to the bytes that leave.

#include "http/request.h"

namespace kith::http {

// Status line and headers, with their empty line. `date` as in RFC 9110 5.6.7. Throws std::logic_error when a header
// holds CR, LF or NUL: nothing that came in may write lines of its own into an answer.
std::string head_of(const Response& response, std::size_t body_bytes, bool keep_alive, std::string_view date);

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(std::int64_t seconds_since_1970);

} // namespace kith::http
