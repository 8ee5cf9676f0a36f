#pragma once
// A TOML file as a tree that knows the line of everything in it. The library is included by toml_tree.cpp alone.

#include "profiles/profile_files.h"

namespace kith::profiles {

struct Node {
    enum class Kind { table, list, text, whole, flag, day, other };
    Kind kind = Kind::table;
    int line = 1;
    std::string text = {};
    std::int64_t whole = 0;
    bool flag = false;
    Day day = {};
    std::vector<std::pair<std::string, Node>> entries = {}; // of a table, in the order of their lines
    std::vector<Node> items = {};                           // of a list
};

// "text", "a number": for saying what stands where something else should.
std::string_view word(Node::Kind kind);

// The tree, or the one mistake for which the file is no TOML.
std::variant<Node, Mistake> to_tree(const File& file);

} // namespace kith::profiles
