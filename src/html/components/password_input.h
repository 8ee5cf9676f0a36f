#pragma once
#include "html/components/input.h"

namespace kith::html {

// A password: never filled in by the server; may be pasted, and shown by script.
struct PasswordInput {
    std::string name;
    Html label;
    Html hint = {};
    const Problems& problems = no_problems;
    bool is_new = false; // a password being chosen, for password managers
};

Html password_input(const PasswordInput& input);

} // namespace kith::html
