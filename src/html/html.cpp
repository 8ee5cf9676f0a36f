#include "html/html.h"

namespace kith::html {

namespace {

// What stands for each byte: 0 as it is, 1 left out, otherwise an index into `replacements`.
constexpr std::array<unsigned char, 256> byte_actions = [] {
    std::array<unsigned char, 256> actions{};
    for (unsigned char control = 0; control < 0x20; ++control)
        actions[control] = 1;
    actions[0x7f] = 1;
    actions['\t'] = actions['\n'] = actions['\r'] = 0;
    actions['&'] = 2;
    actions['<'] = 3;
    actions['>'] = 4;
    actions['"'] = 5;
    actions['\''] = 6;
    return actions;
}();

constexpr std::array<std::string_view, 7> replacements = {"", "", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

} // namespace

void append_escaped(std::string& markup, std::string_view text) {
    std::size_t plain = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto action = byte_actions[static_cast<unsigned char>(text[at])];
        if (!action) continue;
        markup.append(text, plain, at - plain);
        markup.append(replacements[action]);
        plain = at + 1;
    }
    markup.append(text, plain);
}

Html::Html() = default;
Html::~Html() = default;
Html::Html(const Html& other) = default;
Html::Html(Html&& other) noexcept = default;
Html& Html::operator=(const Html& other) = default;
Html& Html::operator=(Html&& other) noexcept = default;

Html::Html(std::string_view text) {
    append_escaped(markup_, text);
}

Html::Html(const char* text) : Html(std::string_view(text)) {}

Html::Html(const std::string& text) : Html(std::string_view(text)) {}

Html::Html(std::initializer_list<Html> parts) {
    std::size_t size = 0;
    for (const Html& part : parts)
        size += part.markup_.size();
    markup_.reserve(size);
    for (const Html& part : parts)
        markup_ += part.markup_;
}

Html::Html(const std::vector<Html>& parts) {
    for (const Html& part : parts)
        markup_ += part.markup_;
}

Html Html::trusted(std::string markup) {
    Html html;
    html.markup_ = std::move(markup);
    return html;
}

Html& Html::operator+=(const Html& more) {
    markup_ += more.markup_;
    return *this;
}

Html operator+(Html left, const Html& right) {
    left += right;
    return left;
}

} // namespace kith::html
