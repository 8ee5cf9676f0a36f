#pragma once
// From what the transport read to a Request: addresses and forms decoded, text checked.

#include "http/head.h"
#include "http/proxies.h"
#include "http/request.h"

namespace kith::http {

// A request as the transport's library gives it, whole.
struct Arrival {
    std::string_view method; // "HEAD" too: it is answered as GET, without the body
    std::string_view target;
    std::vector<std::pair<std::string, std::string>> headers; // names in any case
    std::string body;
    std::string_view peer;
};

// The request, or why it cannot be read: 400 for an address or a form that is malformed or not UTF-8, 415 for a body
// that is neither a form nor text.
std::optional<Refusal> read(Arrival arrival, const TrustedProxies& proxies, Request& request);

} // namespace kith::http
