#include "profiles/toml_tree.h"

#include <toml++/toml.h>

namespace kith::profiles {

namespace {

int line_of(const toml::source_region& region) {
    return static_cast<int>(region.begin.line);
}

Node to_node(const toml::node& from);

Node to_node(const toml::table& from) {
    Node node{Node::Kind::table, line_of(from.source())};
    for (const auto& [key, value] : from) {
        node.entries.emplace_back(std::string(key.str()), to_node(value));
        Node& entry = node.entries.back().second;
        if (value.is_value()) entry.line = line_of(key.source()); // where the reader looks
    }
    std::stable_sort(node.entries.begin(), node.entries.end(),
                     [](const auto& one, const auto& other) { return one.second.line < other.second.line; });
    return node;
}

Node to_node(const toml::array& from) {
    Node node{Node::Kind::list, line_of(from.source())};
    for (const toml::node& item : from)
        node.items.push_back(to_node(item));
    return node;
}

Node to_node(const toml::date& from, int line) {
    Node node{Node::Kind::day, line};
    const auto day = Day::from_parts(from.year, from.month, from.day);
    if (!day) return {Node::Kind::other, line};
    node.day = *day;
    return node;
}

Node to_node(const toml::node& from) {
    const int line = line_of(from.source());
    if (const auto* table = from.as_table()) return to_node(*table);
    if (const auto* list = from.as_array()) return to_node(*list);
    if (const auto* date = from.as_date()) return to_node(date->get(), line);
    Node node{Node::Kind::other, line};
    if (const auto* text = from.as_string()) {
        node.kind = Node::Kind::text;
        node.text = text->get();
    } else if (const auto* whole = from.as_integer()) {
        node.kind = Node::Kind::whole;
        node.whole = whole->get();
    } else if (const auto* flag = from.as_boolean()) {
        node.kind = Node::Kind::flag;
        node.flag = flag->get();
    }
    return node;
}

} // namespace

std::string_view word(Node::Kind kind) {
    switch (kind) {
    case Node::Kind::table:
        return "a table";
    case Node::Kind::list:
        return "a list";
    case Node::Kind::text:
        return "text";
    case Node::Kind::whole:
        return "a whole number";
    case Node::Kind::flag:
        return "true or false";
    case Node::Kind::day:
        return "a date";
    case Node::Kind::other:
        break;
    }
    return "something else";
}

std::variant<Node, Mistake> to_tree(const File& file) {
    try {
        return to_node(toml::parse(file.text));
    } catch (const toml::parse_error& error) {
        return Mistake{file.name, line_of(error.source()), "this is not TOML: " + std::string(error.description())};
    }
}

} // namespace kith::profiles
