#include "tests/seen_page.h"

#include "base/text.h"

#include <regex>

namespace kith {

namespace {

std::string read_entities(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> entities[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}};
    for (const auto& [entity, letter] : entities)
        for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + letter.size()))
            text.replace(at, entity.size(), letter);
    return text;
}

std::string words_of(std::string_view markup) {
    std::string text;
    bool in_tag = false;
    for (const char c : markup) {
        if (c == '<') in_tag = true;
        const char shown = in_tag || c == '\n' ? ' ' : c;
        if (c == '>' && in_tag) in_tag = false;
        if (shown != ' ' || (!text.empty() && text.back() != ' ')) text += shown;
    }
    return trimmed(read_entities(std::move(text)));
}

// What stands between two marks; "" when they are not there.
std::string between(const std::string& text, std::string_view first, std::string_view last) {
    const auto from = text.find(first);
    if (from == std::string::npos) return "";
    const auto to = text.find(last, from + first.size());
    return text.substr(from + first.size(), to - from - first.size());
}

std::string attribute(const std::string& tag, const std::string& name) {
    return read_entities(between(tag, " " + name + "=\"", "\""));
}

bool has_attribute(const std::string& tag, const std::string& name) {
    return std::regex_search(tag, std::regex("\\s" + name + "(\\s|=|>|$)"));
}

// Calls `each` with every tag of the kind: the tag itself and what follows it.
void for_each_tag(const std::string& body, const std::string& kind,
                  const std::function<void(const std::string& tag, std::size_t after)>& each) {
    const std::string opening = "<" + kind;
    for (auto at = body.find(opening); at != std::string::npos; at = body.find(opening, at + 1)) {
        const auto end = body.find('>', at);
        if (end == std::string::npos) return;
        const char next = body[at + opening.size()];
        if (next == ' ' || next == '>') each(body.substr(at, end - at + 1), end + 1);
    }
}

} // namespace

SeenPage::SeenPage(http::Response response) : response_(std::move(response)), words_(words_of(response_.body)) {}

std::string SeenPage::location() const {
    for (const auto& [name, value] : response_.headers)
        if (name == "location" || name == "Location") return value;
    return "";
}

std::string SeenPage::title() const {
    return read_entities(between(response_.body, "<title>", "</title>"));
}

std::string SeenPage::heading() const {
    std::string heading;
    for_each_tag(response_.body, "h1", [&](const std::string&, std::size_t after) {
        heading = words_of(response_.body.substr(after, response_.body.find("</h1>", after) - after));
    });
    return heading;
}

std::vector<std::string> SeenPage::problems() const {
    std::vector<std::string> problems;
    const auto summary = between(response_.body, "govuk-error-summary__list", "</ul>");
    for_each_tag(summary, "li", [&](const std::string&, std::size_t after) {
        problems.push_back(words_of(summary.substr(after, summary.find("</li>", after) - after)));
    });
    return problems;
}

std::string SeenPage::link(std::string_view words) const {
    std::string found;
    for_each_tag(response_.body, "a", [&](const std::string& tag, std::size_t after) {
        const auto text = words_of(response_.body.substr(after, response_.body.find("</a>", after) - after));
        if (found.empty() && text.find(words) != std::string::npos) found = attribute(tag, "href");
    });
    return found;
}

std::optional<std::string> SeenPage::field(std::string_view name) const {
    std::optional<std::string> found;
    for_each_tag(response_.body, "input", [&](const std::string& tag, std::size_t) {
        const auto type = attribute(tag, "type");
        const bool choice = type == "radio" || type == "checkbox";
        if (!found && attribute(tag, "name") == name && (!choice || has_attribute(tag, "checked")))
            found = attribute(tag, "value");
    });
    for_each_tag(response_.body, "textarea", [&](const std::string& tag, std::size_t after) {
        if (found || attribute(tag, "name") != name) return;
        auto text = read_entities(response_.body.substr(after, response_.body.find("</textarea>", after) - after));
        if (text.starts_with('\n')) text.erase(0, 1); // HTML drops one line end there
        found = std::move(text);
    });
    for_each_tag(response_.body, "select", [&](const std::string& tag, std::size_t after) {
        if (found || attribute(tag, "name") != name) return;
        const auto options = response_.body.substr(after, response_.body.find("</select>", after) - after);
        for_each_tag(options, "option", [&](const std::string& option, std::size_t) {
            if (has_attribute(option, "selected")) found = attribute(option, "value");
        });
    });
    return found;
}

std::vector<std::string> SeenPage::field_names(std::string_view action) const {
    std::vector<std::string> names;
    for_each_tag(response_.body, "form", [&](const std::string& form, std::size_t after) {
        if (attribute(form, "action") != action) return;
        const auto inside = response_.body.substr(after, response_.body.find("</form>", after) - after);
        for (const auto* kind : {"input", "textarea", "select"})
            for_each_tag(inside, kind,
                         [&](const std::string& tag, std::size_t) { names.push_back(attribute(tag, "name")); });
    });
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::vector<std::string> SeenPage::offered(std::string_view name) const {
    std::vector<std::string> values;
    for_each_tag(response_.body, "input", [&](const std::string& tag, std::size_t) {
        const auto type = attribute(tag, "type");
        if (attribute(tag, "name") == name && (type == "radio" || type == "checkbox"))
            values.push_back(attribute(tag, "value"));
    });
    for_each_tag(response_.body, "select", [&](const std::string& tag, std::size_t after) {
        if (attribute(tag, "name") != name) return;
        const auto options = response_.body.substr(after, response_.body.find("</select>", after) - after);
        for_each_tag(options, "option",
                     [&](const std::string& option, std::size_t) { values.push_back(attribute(option, "value")); });
    });
    return values;
}

std::vector<std::string> SeenPage::chosen(std::string_view name) const {
    std::vector<std::string> values;
    for_each_tag(response_.body, "input", [&](const std::string& tag, std::size_t) {
        if (attribute(tag, "name") == name && has_attribute(tag, "checked")) values.push_back(attribute(tag, "value"));
    });
    return values;
}

} // namespace kith
