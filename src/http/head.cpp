#include "http/head.h"

#include "base/text.h"

namespace kith::http {

namespace {

using Fault = std::optional<Refusal>;

constexpr std::string_view line_end = "\r\n";

bool is_token_letter(char c) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
}

bool is_value_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= ' ' && byte != 0x7F);
}

std::string_view cut_line(std::string_view& rest) {
    const auto end = rest.find(line_end);
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + line_end.size());
    return line;
}

// What the head says that may be said once only.
struct Said {
    std::string_view method;
    std::string_view path;
    bool version_11 = false;
    int hosts = 0;
    std::string host;
    int lengths = 0;
    bool has_body = false; // of more than nothing
    int encodings = 0;
};

// Headers of which a second one could be read instead of the first.
constexpr std::string_view once_only[] = {"content-type",     "origin", "sec-fetch-site",    "authorization",
                                          "content-encoding", "expect", "x-forwarded-proto", "x-csrf"};

Fault read_target(std::string_view target, const HeadRules& rules, Said& said) {
    if (target.size() > rules.target_bytes) return Refusal{414, "address too long"};
    if (!target.starts_with('/')) return Refusal{400, "address is no path"};
    for (const char c : target)
        if (c <= ' ' || c > '~' || c == '#') return Refusal{400, "address holds a letter that must be encoded"};
    said.path = target.substr(0, target.find('?'));
    return {};
}

Fault read_request_line(std::string_view line, const HeadRules& rules, Said& said) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return Refusal{400, "request line"};
    said.method = line.substr(0, first);
    const auto version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        if (version.size() == 8 && version.starts_with("HTTP/")) return Refusal{505, "version"};
        return Refusal{400, "request line"};
    }
    said.version_11 = version == "HTTP/1.1";
    constexpr std::string_view known[] = {"GET", "HEAD", "POST", "PUT", "DELETE"};
    if (said.method.empty() || !std::ranges::all_of(said.method, is_token_letter)) return Refusal{400, "method"};
    if (std::ranges::find(known, said.method) == std::end(known)) return Refusal{501, "method"};
    return read_target(line.substr(first + 1, last - first - 1), rules, said);
}

Fault read_length(std::string_view value, Said& said) {
    constexpr std::size_t most_digits = 15;
    if (++said.lengths > 1) return Refusal{400, "two lengths"};
    if (value.empty() || value.size() > most_digits || !std::ranges::all_of(value, is_digit))
        return Refusal{400, "length"};
    said.has_body |= value.find_first_not_of('0') != std::string_view::npos;
    return {};
}

Fault read_encoding(std::string_view value, Said& said) {
    if (++said.encodings > 1) return Refusal{400, "two transfer encodings"};
    if (lower(value) != "chunked") return Refusal{400, "transfer encoding"};
    said.has_body = true;
    return {};
}

Fault read_header(std::string_view line, Said& said, std::vector<std::string>& met) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return Refusal{400, "header line"};
    if (!std::ranges::all_of(line.substr(0, colon), is_token_letter)) return Refusal{400, "header name"};
    if (!std::ranges::all_of(line.substr(colon + 1), is_value_letter)) return Refusal{400, "header value"};
    const auto name = lower(line.substr(0, colon));
    const auto value = without_blanks(line.substr(colon + 1));
    if (name == "content-length") return read_length(value, said);
    if (name == "transfer-encoding") return read_encoding(value, said);
    if (name == "expect" && lower(value) != "100-continue") return Refusal{417, "expectation"};
    if (name == "host") {
        if (++said.hosts > 1) return Refusal{400, "two hosts"};
        said.host = lower(value);
    }
    if (std::ranges::find(once_only, name) == std::end(once_only)) return {};
    if (std::ranges::find(met, name) != met.end()) return Refusal{400, "a header twice"};
    met.push_back(name);
    return {};
}

Fault judge(const Said& said, const HeadRules& rules) {
    if (said.encodings > 0 && said.lengths > 0) return Refusal{400, "length and transfer encoding"};
    if (said.encodings > 0 && !said.version_11) return Refusal{400, "transfer encoding in HTTP/1.0"};
    const bool may_have_body = said.method == "POST" || said.method == "PUT";
    if (said.has_body && !may_have_body) return Refusal{400, "body where none may be"};
    if (may_have_body && said.encodings + said.lengths == 0) return Refusal{411, "no length"};
    if (said.path == health_path) return {};
    if (said.hosts == 0) return Refusal{400, "no host"};
    if (!rules.hosts.empty() && std::ranges::find(rules.hosts, said.host) == rules.hosts.end())
        return Refusal{421, "not our host"};
    return {};
}

} // namespace

HeadEnd find_head_end(std::string_view bytes, std::size_t seen) {
    // The last bytes looked at may be a line end that was cut.
    for (std::size_t i = seen > 3 ? seen - 3 : 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\0') return {HeadEnd::Kind::broken};
        if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) return {HeadEnd::Kind::broken};
        if (bytes[i] != '\r') continue;
        if (i == 0) return {HeadEnd::Kind::broken};
        if (i + 1 == bytes.size()) return {};
        if (bytes[i + 1] != '\n') return {HeadEnd::Kind::broken};
        if (i >= 2 && bytes.substr(i - 2, 2) == line_end) return {HeadEnd::Kind::complete, i + 2};
    }
    return {};
}

std::optional<Refusal> fault_in_head(std::string_view head, const HeadRules& rules) {
    Said said;
    auto rest = head;
    if (auto fault = read_request_line(cut_line(rest), rules, said)) return fault;
    std::vector<std::string> met;
    for (std::size_t count = 0; rest != line_end; ++count) {
        if (count == rules.headers) return Refusal{431, "too many headers"};
        if (auto fault = read_header(cut_line(rest), said, met)) return fault;
    }
    return judge(said, rules);
}

} // namespace kith::http
