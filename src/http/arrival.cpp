#include "http/arrival.h"

#include "base/text.h"

namespace kith::http {

namespace {

Method method_of(std::string_view word) {
    if (word == "POST") return Method::post;
    if (word == "PUT") return Method::put;
    if (word == "DELETE") return Method::delete_;
    return Method::get;
}

bool has_control_letter(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
}

// Addresses that a proxy's rules and Kith could take for two: "/a/../b", and "/a%2Fb", which decoded is "/a/b".
bool has_two_readings(std::string_view encoded, std::string_view decoded) {
    for (std::size_t from = 0; from < decoded.size();) {
        const auto to = std::min(decoded.find('/', from), decoded.size());
        const auto segment = decoded.substr(from, to - from);
        if (segment == "." || segment == "..") return true;
        from = to + 1;
    }
    return std::ranges::count(encoded, '/') != std::ranges::count(decoded, '/') ||
           decoded.find('\\') != std::string_view::npos;
}

std::optional<Refusal> read_target(std::string_view target, Request& request) {
    const auto question = std::min(target.find('?'), target.size());
    auto path = percent_decoded(target.substr(0, question), false);
    if (!path || has_control_letter(*path)) return Refusal{400, "path"};
    if (has_two_readings(target.substr(0, question), *path)) return Refusal{400, "path of two readings"};
    auto query = Answers::read(target.substr(std::min(question + 1, target.size())));
    if (!query) return Refusal{400, "query"};
    request.path = std::move(*path);
    request.query = std::move(*query);
    return {};
}

// "application/json; charset=utf-8" is "application/json"
std::string media_type(std::string_view header) {
    auto type = lower(header.substr(0, header.find(';')));
    while (type.ends_with(' '))
        type.pop_back();
    return type;
}

std::optional<Refusal> read_body(std::string body, Request& request) {
    if (body.empty()) return {};
    if (!request.header("content-encoding").empty()) return Refusal{415, "compressed body"};
    const auto type = media_type(request.header("content-type"));
    if (type == "application/x-www-form-urlencoded") {
        auto form = Answers::read(body);
        if (!form) return Refusal{400, "form"};
        request.form = std::move(*form);
        return {};
    }
    if (type != "application/json" && type != "text/plain") return Refusal{415, "type of body"};
    if (!is_valid_utf8(body)) return Refusal{400, "body is not UTF-8"};
    request.body = std::move(body);
    return {};
}

} // namespace

std::optional<Refusal> read(Arrival arrival, const TrustedProxies& proxies, Request& request) {
    request.method = method_of(arrival.method);
    request.headers = std::move(arrival.headers);
    for (auto& [name, value] : request.headers)
        name = lower(name);
    proxies.name_client(request, arrival.peer);
    if (auto refusal = read_target(arrival.target, request)) return refusal;
    return read_body(std::move(arrival.body), request);
}

} // namespace kith::http
