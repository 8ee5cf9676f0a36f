#include "http/written.h"

#include "html/components.h"
#include "http/visit.h"

namespace kith::http {

namespace {

constexpr std::size_t enough_to_know_it_by = 60;

// "what_is_going_well" is "What is going well": the form itself is elsewhere.
std::string words_of(std::string_view field) {
    std::string words(field);
    for (char& c : words)
        if (c == '_' || c == '-') c = ' ';
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

// Whole letters of UTF-8.
std::string shortened(const std::string& text) {
    auto end = std::min(text.size(), enough_to_know_it_by);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end) + (end < text.size() ? "…" : "");
}

} // namespace

html::Html what_was_written(const Answers& form) {
    html::SummaryList list;
    for (const auto& [name, value] : form.fields())
        if (is_written(form, name) && !value.empty())
            list.rows.push_back({.key = words_of(name), .value = html::typed_text(value)});
    return list.rows.empty() ? html::Html() : html::summary_list(list);
}

std::string beginning_of(const Answers& form) {
    for (const auto& [name, value] : form.fields())
        if (is_written(form, name) && value.find_first_not_of("0123456789 ") != std::string::npos)
            return words_of(name) + ": " + shortened(value);
    return "A form";
}

} // namespace kith::http
