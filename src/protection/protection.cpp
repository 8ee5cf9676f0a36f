#include "protection/protection.h"

namespace kith::protection {

namespace {

constexpr Connection all_connections[] = {
    {"own_family", "Own family, or living together"},
    {"relative", "A relative"},
    {"partner", "A partner or former partner"},
    {"neighbour", "A neighbour or friend"},
    {"works_with", "A colleague, or a colleague's family"},
    {"other", "Another reason"},
};

} // namespace

std::span<const Connection> connections() {
    return all_connections;
}

const Connection* find_connection(std::string_view code) {
    const auto all = connections();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Connection& each) { return each.code == code; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace kith::protection
