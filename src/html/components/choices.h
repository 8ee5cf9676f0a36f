#pragma once
// Radios, where one is chosen, and checkboxes, where any number is. Nothing is chosen unless the page says so.

#include "html/components/input.h"

namespace kith::html {

struct Choice {
    std::string value;
    Html text;
    Html hint = {};
    Html conditional = {}; // fields asked only when this is chosen; without script or :has() always shown
    bool after_or = false; // "or" stands before it: for "none of these"
};

struct Radios {
    std::string name;
    Html legend;
    Html hint = {};
    std::vector<Choice> choices;
    std::string chosen = {};
    const Problems& problems = no_problems;
    Size legend_size = Size::normal;
    bool legend_is_heading = false;
    bool inline_ = false; // side by side: two short answers only
    bool small = false;
    std::string id = {};
};

Html radios(const Radios& radios);

struct Checkboxes {
    std::string name;
    Html legend;
    Html hint = {};
    std::vector<Choice> choices;
    std::vector<std::string> chosen = {};
    const Problems& problems = no_problems;
    Size legend_size = Size::normal;
    bool legend_is_heading = false;
    bool small = false;
    std::string id = {};
};

Html checkboxes(const Checkboxes& checkboxes);

// One box on its own, whose words say what ticking it means.
struct Checkbox {
    std::string name;
    std::string value = "yes";
    Html text;
    Html hint = {};
    bool chosen = false;
    const Problems& problems = no_problems;
};

Html checkbox(const Checkbox& checkbox);

} // namespace kith::html
