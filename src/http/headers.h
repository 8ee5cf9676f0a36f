#pragma once
// The headers that stand on every answer, whoever made it.

#include "http/request.h"

namespace kith::http {

// Adds what is missing: content security policy, no sniffing, no referrer, no framing, not kept by any cache unless
// the answer says otherwise; over TLS also HSTS.
void add_security_headers(Response& response, bool secure);

} // namespace kith::http
