#include "http/local_address.h"

#include "http/request.h"

namespace kith::http {

std::string local_address(std::string_view text) {
    constexpr std::size_t longest = 1'000;
    if (!text.starts_with('/') || text.starts_with("//") || text.size() > longest) return {};
    for (const char c : text)
        if (c <= ' ' || c > '~' || c == '\\' || c == '#') return {};
    return std::string(text);
}

std::string with_way_on(std::string_view address, std::string_view to) {
    std::string whole(address);
    if (!to.empty()) whole += "?to=" + percent_encoded(to);
    return whole;
}

} // namespace kith::http
