#pragma once
// A council's colours over the generic look.

#include "base/result.h"

#include <string>

namespace kith::html {

// Each "#rrggbb", or empty for the generic one.
struct Theme {
    std::string brand = {}; // lines and edges
    std::string link = {};
    std::string link_visited = {};
    std::string link_hover = {};
    std::string header_background = {};
    std::string header_text = {};
    std::string tint = {}; // behind navigation and footer
};

// How well two colours stand apart, 1 to 21 (WCAG 2.2, contrast ratio). Nothing when one is no "#rrggbb".
std::optional<double> contrast(std::string_view one, std::string_view other);

// The theme as a style sheet that comes after Kith's own. Problems name the field: what is no colour, text below
// 4.5:1 (WCAG 1.4.3) on the page or on the tint, edges below 3:1 (1.4.11).
Result<std::string> theme_css(const Theme& theme);

} // namespace kith::html
