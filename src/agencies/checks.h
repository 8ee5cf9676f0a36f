#pragma once
// What agencies and teams are checked for alike.

#include "base/result.h"

namespace kith::agencies {

inline constexpr std::size_t longest_name = 200;
inline constexpr std::size_t longest_telephone = 40;

// Refuses a name that is missing, longer than longest_name or not on one line.
void check_name(Problems& problems, const std::string& name, const std::string& when_missing);

// Refuses a number without digits; none at all is well.
void check_telephone(Problems& problems, const std::string& telephone);

} // namespace kith::agencies
