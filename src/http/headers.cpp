#include "http/headers.h"

namespace kith::http {

namespace {

constexpr std::pair<std::string_view, std::string_view> on_every_answer[] = {
    {"content-security-policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
     "base-uri 'none'; frame-ancestors 'none'"},
    {"x-content-type-options", "nosniff"},
    {"x-frame-options", "DENY"},
    {"referrer-policy", "no-referrer"},
    {"cross-origin-opener-policy", "same-origin"},
    {"cross-origin-resource-policy", "same-origin"},
    {"permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"cache-control", "no-store"},
};

constexpr std::string_view one_year = "max-age=31536000";

void add_unless_there(Response& response, std::string_view name, std::string_view value) {
    if (response.header(name).empty()) response.headers.emplace_back(name, value);
}

} // namespace

void add_security_headers(Response& response, bool secure) {
    for (const auto& [name, value] : on_every_answer)
        add_unless_there(response, name, value);
    if (secure) add_unless_there(response, "strict-transport-security", one_year);
}

} // namespace kith::http
