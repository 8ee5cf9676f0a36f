#pragma once
// Lines of a file for a spreadsheet (RFC 4180).

#include <string>
#include <string_view>
#include <vector>

namespace kith::app {

// One line with its end. What a spreadsheet would run as a formula gets an apostrophe before it.
std::string csv_line(const std::vector<std::string_view>& cells);

} // namespace kith::app
