#include "http/router.h"

namespace kith::http {

namespace {

// "/a//b/" has four parts: "a", "", "b", "". The home page has none.
std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    if (path.starts_with('/')) path.remove_prefix(1);
    if (path.empty()) return parts;
    for (;;) {
        const auto end = path.find('/');
        parts.push_back(path.substr(0, end));
        if (end == std::string_view::npos) return parts;
        path.remove_prefix(end + 1);
    }
}

bool is_name(std::string_view part) {
    return part.size() > 2 && part.starts_with('{') && part.ends_with('}');
}

std::string from_src(std::string_view file) {
    const auto at = file.rfind("src/");
    return std::string(at == std::string_view::npos ? file : file.substr(at));
}

PathNames names_of(const Route& route, const std::vector<std::string_view>& parts) {
    PathNames names;
    const auto pattern = parts_of(route.path);
    for (std::size_t i = 0; i < pattern.size(); ++i)
        if (is_name(pattern[i])) names.emplace_back(pattern[i].substr(1, pattern[i].size() - 2), parts[i]);
    return names;
}

} // namespace

void Router::get(std::string path, Permission permission, Audit audit, Handler handler, Where where) {
    add({Method::get, std::move(path), permission, audit, std::move(handler), from_src(where.file_name())});
}

void Router::post(std::string path, Permission permission, Handler handler, Where where) {
    post(std::move(path), permission, no_personal_data, std::move(handler), where);
}

void Router::post(std::string path, Permission permission, Audit audit, Handler handler, Where where) {
    add({Method::post, std::move(path), permission, audit, std::move(handler), from_src(where.file_name())});
}

void Router::put(std::string path, Permission permission, Handler handler, Where where) {
    add({Method::put, std::move(path), permission, no_personal_data, std::move(handler), from_src(where.file_name())});
}

void Router::add(Route route) {
    Node* node = &root_;
    for (const auto part : parts_of(route.path)) {
        if (!is_name(part)) {
            node = &node->written[std::string(part)];
            continue;
        }
        if (!node->named) node->named = std::make_unique<Node>();
        node = node->named.get();
    }
    for (const auto& [method, index] : node->here)
        if (method == route.method)
            throw std::logic_error("two routes for " + std::string(word(method)) + " " + route.path);
    node->here.emplace_back(route.method, routes_.size());
    routes_.push_back(std::move(route));
}

// Keeps looking when an address exists but not for this method: the methods it met are the answer's "allow".
const Router::Node* Router::find(const Node& node, std::span<const std::string_view> parts, Method method,
                                 std::vector<Method>& others) const {
    if (parts.empty()) {
        for (const auto& each : node.here) {
            if (each.first == method) return &node;
            others.push_back(each.first);
        }
        return nullptr;
    }
    if (const auto next = node.written.find(parts.front()); next != node.written.end())
        if (const auto* found = find(next->second, parts.subspan(1), method, others)) return found;
    if (node.named && !parts.front().empty()) return find(*node.named, parts.subspan(1), method, others);
    return nullptr;
}

Match Router::match(Method method, std::string_view path) const {
    Match match;
    const auto parts = parts_of(path);
    const Node* node = path.starts_with('/') ? find(root_, parts, method, match.methods) : nullptr;
    if (!node) return match;
    for (const auto& [each, index] : node->here)
        if (each == method) match.route = &routes_[index];
    match.names = names_of(*match.route, parts);
    return match;
}

} // namespace kith::http
