#include "http/proxies.h"

#include "base/number.h"
#include "http/request.h"

#include <arpa/inet.h>

namespace kith::http {

namespace {

using Address = std::array<unsigned char, 16>;

constexpr int bits_before_ipv4 = 96;

std::optional<Address> read_address(std::string_view text) {
    const std::string whole(text);
    Address address{};
    if (inet_pton(AF_INET6, whole.c_str(), address.data()) == 1) return address;
    address = {};
    address[10] = address[11] = 0xFF;
    if (inet_pton(AF_INET, whole.c_str(), address.data() + 12) == 1) return address;
    return std::nullopt;
}

bool same_start(const Address& left, const Address& right, int bits) {
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (!std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(whole), right.begin())) return false;
    if (bits % 8 == 0) return true;
    const auto mask = static_cast<unsigned>(0xFF00 >> (bits % 8)) & 0xFFU;
    return ((left[whole] ^ right[whole]) & mask) == 0;
}

// The last address of a comma-separated list, which is taken off it.
std::string_view cut_last(std::string_view& list) {
    const auto comma = list.rfind(',');
    auto last = comma == std::string_view::npos ? list : list.substr(comma + 1);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
    while (last.starts_with(' '))
        last.remove_prefix(1);
    while (last.ends_with(' '))
        last.remove_suffix(1);
    return last;
}

std::string forwarded(const Request& request) {
    std::string list;
    for (const auto& [name, value] : request.headers)
        if (name == "x-forwarded-for") list += (list.empty() ? "" : ",") + value;
    return list;
}

} // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& ranges) {
    for (const auto& text : ranges) {
        const auto slash = text.find('/');
        const auto address = read_address(std::string_view(text).substr(0, slash));
        const bool ipv4 = text.find(':') == std::string::npos;
        int bits = ipv4 ? 32 : 128;
        if (slash != std::string::npos) bits = whole_number(std::string_view(text).substr(slash + 1)).value_or(-1);
        if (!address || bits < 0 || bits > (ipv4 ? 32 : 128))
            throw std::invalid_argument("'" + text + "' is not an address or a range of addresses");
        ranges_.push_back({*address, ipv4 ? bits + bits_before_ipv4 : bits});
    }
}

bool TrustedProxies::trusts(std::string_view text) const {
    const auto address = read_address(text);
    return address && std::ranges::any_of(
                          ranges_, [&](const Range& range) { return same_start(*address, range.first, range.bits); });
}

void TrustedProxies::name_client(Request& request, std::string_view peer) const {
    request.client = peer;
    request.secure = false;
    if (!trusts(peer)) return;
    request.secure = request.header("x-forwarded-proto") == "https";
    // From the right: what each trusted proxy saw, up to the first address that is none of them.
    const auto list = forwarded(request);
    std::string_view rest = list;
    while (!rest.empty()) {
        const auto address = cut_last(rest);
        if (!read_address(address)) return;
        request.client = address;
        if (!trusts(address)) return;
    }
}

} // namespace kith::http
