#pragma once
// Whose word is taken for who the client is: the proxies named in kith.toml, and nobody else's.

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace kith::http {

struct Request;

class TrustedProxies {
public:
    TrustedProxies() = default;
    // Addresses or ranges: "127.0.0.1", "10.2.0.0/16", "fd00::/8". Throws std::invalid_argument on any other text.
    explicit TrustedProxies(const std::vector<std::string>& ranges);

    bool trusts(std::string_view address) const;

    // Sets the request's client and whether it came over TLS, from its headers when `peer` is trusted.
    void name_client(Request& request, std::string_view peer) const;

private:
    struct Range {
        std::array<unsigned char, 16> first; // IPv4 as ::ffff:a.b.c.d
        int bits = 128;
    };

    std::vector<Range> ranges_;
};

} // namespace kith::http
