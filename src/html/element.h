#pragma once
// The element level, for html/ alone: components are made of it, pages never are.

#include "html/html.h"

namespace kith::html {

// The name of an attribute, known when Kith is compiled. Those that could carry script or style do not compile, nor
// do those that hold an address: they are made by address_attribute.
class AttributeName {
public:
    consteval AttributeName(const char* name) : text_(name) {
        if (text_.empty()) throw "an attribute has a name";
        for (const char letter : text_)
            if (!((letter >= 'a' && letter <= 'z') || letter == '-')) throw "lower case letters and hyphens only";
        if (text_.starts_with("on")) throw "script belongs in kith.js";
        if (text_ == "style" || text_ == "srcdoc") throw "style belongs in kith.css";
        if (text_ == "href" || text_ == "src" || text_ == "action" || text_ == "formaction" || text_ == "data" ||
            text_ == "srcset" || text_ == "ping" || text_ == "poster" || text_ == "cite" || text_ == "background")
            throw "an address is checked by address_attribute";
    }

    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

class AddressName {
public:
    consteval AddressName(const char* name) : text_(name) {
        if (text_ != "href" && text_ != "src" && text_ != "action" && text_ != "formaction" &&
            text_ != "data-autosave" && text_ != "data-suggest")
            throw "holds no address";
    }

    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

// One attribute, or none: an attribute made by `unless_empty` or `flag` may be absent.
struct Attribute {
    std::string_view name;
    std::string_view value;
    bool present = true;
    bool has_value = true;

    Attribute(AttributeName is, std::string_view says) : name(is.text()), value(says) {}

    Attribute(AttributeName is, const char* says) : name(is.text()), value(says) {}

    Attribute(AttributeName is, const std::string& says) : name(is.text()), value(says) {}

    Attribute(std::string_view is, std::string_view says, bool there, bool valued)
        : name(is), value(says), present(there), has_value(valued) {}
};

Attribute unless_empty(AttributeName name, std::string_view value);
// "checked", "required": there or not.
Attribute flag(AttributeName name, bool present);
// Throws std::invalid_argument when is_address refuses it.
Attribute address_attribute(AddressName name, std::string_view address);
// The same, absent when empty.
Attribute address_unless_empty(AddressName name, std::string_view address);

class TagName {
public:
    consteval TagName(const char* name) : text_(name) {
        if (text_ == "script" || text_ == "style" || text_ == "iframe" || text_ == "object" || text_ == "embed")
            throw "not an element of Kith's";
    }

    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

// Markup written in order, for long pieces: what is added is copied once, however deep it stands.
class Writer {
public:
    explicit Writer(std::size_t room) { markup_.reserve(room); }

    Writer& start(TagName tag, std::initializer_list<Attribute> attributes);
    Writer& end(TagName tag);
    Writer& element(TagName tag, std::initializer_list<Attribute> attributes, const Html& content);

    Writer& add(const Html& html) {
        markup_ += html.markup();
        return *this;
    }

    Html done() { return Html::trusted(std::move(markup_)); }

    std::string take() { return std::move(markup_); }

private:
    std::string markup_;
};

Html element(TagName tag, std::initializer_list<Attribute> attributes, const Html& content);
// <input>, <br>, <hr>, <link>, <meta>: no content and no end.
Html void_element(TagName tag, std::initializer_list<Attribute> attributes);

} // namespace kith::html
