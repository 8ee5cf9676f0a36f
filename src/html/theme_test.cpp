#include "html/theme.h"

#include <doctest/doctest.h>

namespace kith::html {

namespace {

std::string fields_of(const Result<std::string>& result) {
    std::string fields;
    if (!result)
        for (const Problem& problem : result.error())
            fields += problem.field + ":" + problem.code + " ";
    return fields;
}

} // namespace

TEST_CASE("contrast is reckoned as WCAG does") {
    CHECK(contrast("#000000", "#ffffff") == doctest::Approx(21.0));
    CHECK(contrast("#777777", "#ffffff") == doctest::Approx(4.48).epsilon(0.001));
    CHECK(contrast("#767676", "#ffffff") == doctest::Approx(4.54).epsilon(0.001));
    CHECK_FALSE(contrast("red", "#ffffff"));
    CHECK_FALSE(contrast("#fffff", "#ffffff"));
    CHECK_FALSE(contrast("#ggffff", "#ffffff"));
}

TEST_CASE("a council's colours become a small style sheet") {
    const auto css = theme_css({.brand = "#12436d", .link = "#0b4a8f"});
    REQUIRE(css.has_value());
    CHECK(*css ==
          "@media screen {\n:root {\n  --govuk-brand-colour: #12436d;\n  --govuk-link-colour: #0b4a8f;\n}\n}\n");
}

TEST_CASE("colours that cannot be read are refused by name") {
    CHECK(fields_of(theme_css({.link = "#888888"})).starts_with("link:contrast"));
    CHECK(fields_of(theme_css({.brand = "#ffdd00"})).starts_with("brand:contrast"));
    CHECK(fields_of(theme_css({.header_background = "#12436d"})) == "header_text:contrast ");
    CHECK(fields_of(theme_css({.header_background = "#12436d", .header_text = "#ffffff"})).empty());
}

TEST_CASE("what is no colour never reaches the style sheet") {
    CHECK(fields_of(theme_css({.brand = "red"})) == "brand:not_a_colour ");
    CHECK(fields_of(theme_css({.brand = "#12436d;} body{display:none"})) == "brand:not_a_colour ");
    CHECK(fields_of(theme_css({.tint = "</style>"})) == "tint:not_a_colour ");
}

} // namespace kith::html
