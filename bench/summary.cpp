#include "bench/summary.h"

#include <algorithm>
#include <fmt/format.h>

namespace kith::bench {

void Summary::add(const std::string& engine, const std::string& what, const std::string& found, const std::string& aim,
                  bool met) {
    auto line = std::ranges::find(lines_, what, &Line::what);
    if (line == lines_.end()) line = lines_.insert(lines_.end(), {.what = what, .aim = aim, .found = {}});
    if (!aim.empty()) line->aim = aim;
    line->found.emplace_back(engine, met ? found : found + " MISSED");
}

void Summary::print() const {
    if (lines_.empty()) return;
    const auto row = [](const std::string& what, const std::string& one, const std::string& other,
                        const std::string& aim) {
        fmt::print("| {:<60} | {:>28} | {:>28} | {:<18} |\n", what, one, other, aim);
    };
    row("What", "SQLite", "PostgreSQL", "Aim");
    row("---", "--:", "--:", "---");
    for (const auto& line : lines_) {
        const auto of = [&](const char* engine) {
            for (const auto& [each, found] : line.found)
                if (each == engine) return found;
            return std::string();
        };
        row(line.what, of("SQLite"), of("PostgreSQL"), line.aim);
    }
}

} // namespace kith::bench
