#pragma once
// Markup as a type: text becomes Html by being escaped, so nothing a person typed is ever read as markup.
// Its members are compiled once, in html.cpp, so that a page made of many pieces compiles fast.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kith::html {

class Html {
public:
    Html();
    ~Html();
    Html(const Html& other);
    Html(Html&& other) noexcept;
    Html& operator=(const Html& other);
    Html& operator=(Html&& other) noexcept;

    // Escapes & < > " and '. Control characters other than tab and line end are left out.
    Html(std::string_view text);
    Html(const char* text);
    Html(const std::string& text);

    Html(std::initializer_list<Html> parts);
    Html(const std::vector<Html>& parts);

    // Markup that Kith itself made. Used inside html/ only; bin/check refuses it elsewhere.
    static Html trusted(std::string markup);

    Html& operator+=(const Html& more);

    bool empty() const { return markup_.empty(); }

    const std::string& markup() const { return markup_; }

private:
    std::string markup_;
};

Html operator+(Html left, const Html& right);

// Appends the text escaped, as the constructor does.
void append_escaped(std::string& markup, std::string_view text);

} // namespace kith::html
