#pragma once
// Values as CSV says them.

#include <string>
#include <string_view>

namespace kith::matching {

// In quotes when it must be.
inline void append_csv(std::string& line, std::string_view value) {
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += value;
        return;
    }
    line += '"';
    for (const char c : value) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

} // namespace kith::matching
