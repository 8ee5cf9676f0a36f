#pragma once
// The strict reading of a request's head, before any library sees it. Whatever two programs on the way could read in
// two ways is refused: that is how requests are smuggled past a proxy (security T16).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::http {

// Why a request is refused at once. `why` is for the log: fixed words.
struct Refusal {
    int status = 400;
    std::string_view why;
};

struct HeadEnd {
    enum class Kind { incomplete, complete, broken };
    Kind kind = Kind::incomplete;
    std::size_t size = 0; // of the head with its empty line, when complete
};

// Looks for the end of the head; bytes before `seen` were looked at before. Lines end with CR LF and nothing else.
HeadEnd find_head_end(std::string_view bytes, std::size_t seen);

struct HeadRules {
    std::vector<std::string> hosts;      // what Host may say, in lower case with the port; empty: anything
    std::size_t target_bytes = 4 * 1024; // longest address
    std::size_t headers = 100;
};

// Looks at a complete head. Nothing when it can only be read in one way.
std::optional<Refusal> fault_in_head(std::string_view head, const HeadRules& rules);

// The one address that any Host may ask for: whether this server takes requests.
inline constexpr std::string_view health_path = "/health";

} // namespace kith::http
