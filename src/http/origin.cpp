#include "http/origin.h"

namespace kith::http {

namespace {

bool is_ours(const Visit& visit, std::string_view origin) {
    if (origin == visit.site.public_address) return true;
    // On the machine itself "localhost" and "127.0.0.1" are one; the server has checked that Host is one of them.
    return !visit.site.secure() && origin == "http://" + std::string(visit.request.header("host"));
}

} // namespace

bool is_from_another_site(const Visit& visit) {
    const auto site = visit.request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return true;
    const auto origin = visit.request.header("origin");
    return !origin.empty() && origin != "null" && !is_ours(visit, origin);
}

} // namespace kith::http
