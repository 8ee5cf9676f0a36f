#include "html/theme.h"

#include <cmath>

namespace kith::html {

namespace {

constexpr std::string_view white = "#ffffff";
constexpr std::string_view generic_tint = "#eef5f3";
constexpr std::string_view generic_text = "#0b0c0c";

std::optional<int> hex_byte(std::string_view two) {
    int number = 0;
    const auto [end, error] = std::from_chars(two.data(), two.data() + two.size(), number, 16);
    if (error != std::errc() || end != two.data() + two.size()) return std::nullopt;
    return number;
}

double linear(int byte) {
    const double part = byte / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

std::optional<double> luminance(std::string_view colour) {
    if (colour.size() != 7 || colour[0] != '#') return std::nullopt;
    const auto red = hex_byte(colour.substr(1, 2));
    const auto green = hex_byte(colour.substr(3, 2));
    const auto blue = hex_byte(colour.substr(5, 2));
    if (!red || !green || !blue) return std::nullopt;
    return 0.2126 * linear(*red) + 0.7152 * linear(*green) + 0.0722 * linear(*blue);
}

struct Checks {
    Problems problems;

    // The colour must stand apart from what is behind it.
    void apart(std::string_view field, std::string_view colour, std::string_view behind, double least) {
        const auto ratio = contrast(colour, behind);
        if (!ratio || *ratio >= least) return; // what is no colour has its own problem
        problems.push_back({std::string(field), "contrast",
                            fmt::format("Choose a darker or lighter colour than {}: it stands apart from {} by {:.1f} "
                                        "to 1 and needs {} to 1",
                                        colour, behind, std::floor(*ratio * 10) / 10, least)});
    }

    void colour(std::string_view field, std::string_view value) {
        if (!value.empty() && !luminance(value))
            problems.push_back({std::string(field), "not_a_colour", "Write the colour like #0b5a4a"});
    }
};

std::string_view or_else(std::string_view value, std::string_view generic) {
    return value.empty() ? generic : value;
}

Problems problems_of(const Theme& theme) {
    Checks checks;
    const std::pair<std::string_view, std::string_view> all[] = {{"brand", theme.brand},
                                                                 {"link", theme.link},
                                                                 {"link_visited", theme.link_visited},
                                                                 {"link_hover", theme.link_hover},
                                                                 {"header_background", theme.header_background},
                                                                 {"header_text", theme.header_text},
                                                                 {"tint", theme.tint}};
    for (const auto& [field, value] : all)
        checks.colour(field, value);

    constexpr double text = 4.5;
    constexpr double edge = 3;
    const std::string_view tint = or_else(theme.tint, generic_tint);
    const std::pair<std::string_view, std::string_view> links[] = {
        {"link", theme.link}, {"link_visited", theme.link_visited}, {"link_hover", theme.link_hover}};
    for (const std::string_view behind : {white, tint}) {
        for (const auto& [field, value] : links)
            checks.apart(field, value, behind, text);
        checks.apart("brand", theme.brand, behind, edge);
    }
    checks.apart("tint", theme.tint, generic_text, text);
    const std::string_view header = or_else(theme.header_background, white);
    checks.apart("header_text", or_else(theme.header_text, generic_text), header, text);
    return checks.problems;
}

void set(std::string& css, std::string_view property, std::string_view value) {
    if (!value.empty()) css += fmt::format("  {}: {};\n", property, value);
}

} // namespace

std::optional<double> contrast(std::string_view one, std::string_view other) {
    const auto first = luminance(one);
    const auto second = luminance(other);
    if (!first || !second) return std::nullopt;
    return (std::max(*first, *second) + 0.05) / (std::min(*first, *second) + 0.05);
}

Result<std::string> theme_css(const Theme& theme) {
    Problems problems = problems_of(theme);
    if (!problems.empty()) return problems;

    std::string css = "@media screen {\n:root {\n"; // paper keeps its own
    set(css, "--govuk-brand-colour", theme.brand);
    set(css, "--govuk-link-colour", theme.link);
    set(css, "--govuk-link-visited-colour", theme.link_visited);
    set(css, "--govuk-link-hover-colour", theme.link_hover);
    set(css, "--kith-header-background", theme.header_background);
    set(css, "--kith-header-text", theme.header_text);
    set(css, "--kith-tint", theme.tint);
    return css + "}\n}\n";
}

} // namespace kith::html
