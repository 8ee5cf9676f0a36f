#pragma once
// What makes a good password: long, and not one that others have chosen or that names the user (NCSC, NIST 800-63B).

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace kith::access {

struct PasswordContext {
    std::string_view name;                 // the user's
    std::string_view email;                // the user's
    std::vector<std::string> council = {}; // words of the council and the service
};

inline constexpr std::size_t shortest_password = 12; // characters
inline constexpr std::size_t longest_password = 128;

// Problems of field "password": password.short, password.long, password.context, password.weak. Any characters, no
// rules about which. Weak is what cracklib's packaged dictionary knows, or is made from one word by the usual changes,
// by digits and signs around it or by repeating it; throws
// std::runtime_error when that dictionary is not installed.
Problems password_problems(std::string_view password, const PasswordContext& context);

} // namespace kith::access
