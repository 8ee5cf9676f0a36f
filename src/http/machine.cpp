#include "http/machine.h"

#include <string>

namespace kith::http {

bool is_this_machine(std::string_view host) {
    return host == "127.0.0.1" || host == "localhost" || host == "::1" || host == "[::1]";
}

bool is_safe_public_address(std::string_view address, std::string_view listen_host) {
    if (address.starts_with("https://")) return true;
    if (!is_this_machine(listen_host)) return false;
    constexpr std::string_view plain_http = "http://";
    if (!address.starts_with(plain_http)) return address.empty();
    const auto host = address.substr(plain_http.size());
    return is_this_machine(host.substr(0, host.rfind(':'))) || is_this_machine(host); // with a port, or without
}

} // namespace kith::http
