#include "access/kinds.h"

namespace kith::access {

namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 4> kinds = {{
    {Kind::person, "person"},
    {Kind::family, "family"},
    {Kind::request, "request"},
    {Kind::episode, "episode"},
}};

} // namespace

std::string_view code(Kind kind) {
    return std::find_if(kinds.begin(), kinds.end(), [&](const auto& pair) { return pair.first == kind; })->second;
}

Kind to_kind(std::string_view code) {
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& pair) { return pair.second == code; });
    if (found == kinds.end()) throw std::logic_error("text read from the database is not a kind of resource");
    return found->first;
}

} // namespace kith::access
