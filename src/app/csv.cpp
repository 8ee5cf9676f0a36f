#include "app/csv.h"

namespace kith::app {

std::string csv_line(const std::vector<std::string_view>& cells) {
    constexpr std::string_view begins_a_formula = "=+-@\t\r";
    std::string line;
    for (const auto cell : cells) {
        line += line.empty() ? "\"" : ",\"";
        if (!cell.empty() && begins_a_formula.find(cell.front()) != std::string_view::npos) line += '\'';
        for (const char c : cell) {
            if (c == '"') line += '"';
            line += c;
        }
        line += '"';
    }
    return line + "\r\n";
}

} // namespace kith::app
