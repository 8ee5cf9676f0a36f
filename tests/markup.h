#pragma once
// Reads markup as strictly as Kith writes it and lists what is wrong: unclosed or crossed elements, attributes without
// quotes, script or style inside the page, ids used twice, fields without a label, links to ids that are not there.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kith::tests {

struct MarkupElement {
    std::string name;
    std::map<std::string, std::string> attributes; // values still escaped
};

struct Markup {
    std::vector<MarkupElement> elements;
    std::vector<std::string> faults;
    std::string text; // without markup, still escaped
};

namespace markup_detail {

inline bool is_name(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

inline bool is_void(std::string_view name) {
    static const std::set<std::string_view> names = {"input", "br", "hr", "meta", "link", "img"};
    return names.contains(name);
}

// An & begins one of the five references that Kith writes.
inline bool is_escaped(std::string_view text) {
    for (std::size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
        const std::string_view rest = text.substr(at);
        bool known = false;
        for (const std::string_view reference : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"})
            known = known || rest.starts_with(reference);
        if (!known) return false;
    }
    return true;
}

class Reader {
public:
    explicit Reader(std::string_view markup) : rest_(markup) {}

    Markup read() {
        if (rest_.starts_with("<!DOCTYPE html>")) rest_.remove_prefix(15);
        while (!rest_.empty() && result_.faults.empty())
            rest_.front() == '<' ? read_tag() : read_text();
        for (const std::string& name : open_)
            fault("not closed: " + name);
        return std::move(result_);
    }

private:
    void fault(std::string words) { result_.faults.push_back(std::move(words)); }

    void read_text() {
        const std::string_view text = rest_.substr(0, rest_.find('<'));
        if (text.find('>') != text.npos || !is_escaped(text)) fault("text not escaped: " + std::string(text));
        result_.text += text;
        rest_.remove_prefix(text.size());
    }

    std::string_view take_until(std::string_view stops) {
        const std::string_view taken = rest_.substr(0, rest_.find_first_of(stops));
        rest_.remove_prefix(taken.size());
        return taken;
    }

    void read_tag() {
        rest_.remove_prefix(1);
        const bool ends = rest_.starts_with('/');
        if (ends) rest_.remove_prefix(1);
        MarkupElement element{.name = std::string(take_until(" >")), .attributes = {}};
        if (!is_name(element.name)) return fault("no element name: " + element.name);
        while (rest_.starts_with(' '))
            if (!read_attribute(element)) return;
        if (!rest_.starts_with('>')) return fault("tag does not end: " + element.name);
        rest_.remove_prefix(1);
        if (ends) return close(element.name);
        check(element);
        if (!is_void(element.name)) open_.push_back(element.name);
        result_.elements.push_back(std::move(element));
    }

    bool read_attribute(MarkupElement& element) {
        rest_.remove_prefix(1);
        const std::string name(take_until(" =>"));
        std::string value;
        if (!is_name(name)) return fault("no attribute name in " + element.name + ": " + name), false;
        if (rest_.starts_with('=')) {
            if (!rest_.starts_with("=\"")) return fault("attribute without quotes: " + name), false;
            rest_.remove_prefix(2);
            value = take_until("\"");
            if (rest_.empty()) return fault("attribute does not end: " + name), false;
            rest_.remove_prefix(1);
        }
        if (value.find_first_of("<>") != value.npos || !is_escaped(value)) fault("attribute not escaped: " + value);
        if (!element.attributes.emplace(name, value).second) fault("attribute twice: " + name);
        return true;
    }

    void close(const std::string& name) {
        if (open_.empty() || open_.back() != name) return fault("crossed: </" + name + ">");
        open_.pop_back();
    }

    void check(const MarkupElement& element) {
        if (element.name == "style") fault("style inside the page");
        if (element.name == "script" && !element.attributes.contains("src")) fault("script inside the page");
        for (const auto& [name, value] : element.attributes)
            if (name == "style" || name.starts_with("on") || name == "srcdoc") fault("attribute " + name);
    }

    std::string_view rest_;
    std::vector<std::string> open_;
    Markup result_;
};

inline bool needs_label(const MarkupElement& element) {
    if (element.name == "textarea" || element.name == "select") return true;
    if (element.name != "input") return false;
    const auto type = element.attributes.find("type");
    return type == element.attributes.end() || type->second != "hidden";
}

} // namespace markup_detail

inline Markup read_markup(std::string_view markup) {
    using namespace markup_detail;
    Markup read = Reader(markup).read();
    std::set<std::string> ids;
    std::set<std::string> labelled;
    for (const MarkupElement& element : read.elements) {
        if (const auto id = element.attributes.find("id"); id != element.attributes.end())
            if (!ids.insert(id->second).second) read.faults.push_back("id twice: " + id->second);
        if (const auto target = element.attributes.find("for"); target != element.attributes.end())
            labelled.insert(target->second);
    }
    for (const MarkupElement& element : read.elements) {
        const auto id = element.attributes.find("id");
        const std::string own = id == element.attributes.end() ? "" : id->second;
        if (needs_label(element) && !labelled.contains(own)) read.faults.push_back("no label: " + element.name + own);
        for (const char* name : {"aria-describedby", "aria-labelledby", "for"}) {
            const auto named = element.attributes.find(name);
            if (named == element.attributes.end()) continue;
            std::size_t start = 0;
            while (start < named->second.size()) {
                const std::size_t end = std::min(named->second.find(' ', start), named->second.size());
                const std::string one = named->second.substr(start, end - start);
                if (!ids.contains(one)) read.faults.push_back(std::string(name) + " names no id: " + one);
                start = end + 1;
            }
        }
    }
    return read;
}

} // namespace kith::tests
