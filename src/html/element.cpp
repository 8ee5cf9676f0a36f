#include "html/element.h"

#include "html/address.h"

namespace kith::html {

bool is_address(std::string_view text) {
    for (const char letter : text)
        if (static_cast<unsigned char>(letter) <= 0x20 || letter == 0x7f || letter == '\\') return false;
    if (text.starts_with("/")) return !text.starts_with("//");
    return text.starts_with("#") || text.starts_with("https:") || text.starts_with("mailto:") ||
           text.starts_with("tel:") || text.starts_with("otpauth:");
}

Attribute unless_empty(AttributeName name, std::string_view value) {
    return {name.text(), value, !value.empty(), true};
}

Attribute flag(AttributeName name, bool present) {
    return {name.text(), {}, present, false};
}

Attribute address_attribute(AddressName name, std::string_view address) {
    if (!is_address(address)) throw std::invalid_argument("not an address that a page may hold");
    return {name.text(), address, true, true};
}

Attribute address_unless_empty(AddressName name, std::string_view address) {
    if (address.empty()) return {name.text(), {}, false, false};
    return address_attribute(name, address);
}

namespace {

void append_start(std::string& markup, std::string_view tag, std::initializer_list<Attribute> attributes) {
    markup += '<';
    markup += tag;
    for (const Attribute& attribute : attributes) {
        if (!attribute.present) continue;
        markup += ' ';
        markup += attribute.name;
        if (!attribute.has_value) continue;
        markup += "=\"";
        append_escaped(markup, attribute.value);
        markup += '"';
    }
    markup += '>';
}

} // namespace

Writer& Writer::start(TagName tag, std::initializer_list<Attribute> attributes) {
    append_start(markup_, tag.text(), attributes);
    return *this;
}

Writer& Writer::end(TagName tag) {
    markup_ += "</";
    markup_ += tag.text();
    markup_ += '>';
    return *this;
}

Writer& Writer::element(TagName tag, std::initializer_list<Attribute> attributes, const Html& content) {
    return start(tag, attributes).add(content).end(tag);
}

Html element(TagName tag, std::initializer_list<Attribute> attributes, const Html& content) {
    std::size_t size = content.markup().size() + 2 * tag.text().size() + 5;
    for (const Attribute& attribute : attributes)
        if (attribute.present) size += attribute.name.size() + attribute.value.size() + 4;
    return Writer(size).element(tag, attributes, content).done();
}

Html void_element(TagName tag, std::initializer_list<Attribute> attributes) {
    std::string markup;
    append_start(markup, tag.text(), attributes);
    return Html::trusted(std::move(markup));
}

} // namespace kith::html
