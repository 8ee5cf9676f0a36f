#pragma once
// Markup as a type: text becomes Html by being escaped, so nothing a person typed is ever read as markup.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kith::html {

class Html {
public:
    Html() = default;

    // Escapes & < > " and '.
    Html(std::string_view text);

    Html(const char* text) : Html(std::string_view(text)) {}

    Html(const std::string& text) : Html(std::string_view(text)) {}

    Html(std::initializer_list<Html> parts);
    Html(const std::vector<Html>& parts);

    // Markup that Kith itself made. Used inside html/ only; bin/check refuses it elsewhere.
    static Html trusted(std::string markup) {
        Html html;
        html.markup_ = std::move(markup);
        return html;
    }

    Html& operator+=(const Html& more) {
        markup_ += more.markup_;
        return *this;
    }

    bool empty() const { return markup_.empty(); }

    const std::string& markup() const { return markup_; }

private:
    std::string markup_;
};

inline Html operator+(Html left, const Html& right) {
    return left += right;
}

} // namespace kith::html
