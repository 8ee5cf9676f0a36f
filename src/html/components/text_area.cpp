#include "html/components/text_area.h"

#include "html/element.h"
#include "html/examples.h"
#include "html/field.h"

namespace kith::html {

namespace {

constexpr int short_limit = 2000;

// "20,000"
std::string grouped(int number) {
    std::string digits = std::to_string(number);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

// A limit that is seldom met is not shown before it is near, only heard.
Html count_of(int limit, const std::string& id) {
    return element(
        "div",
        {{"id", id}, {"class", "govuk-hint govuk-character-count__message"}, flag("hidden", limit >= short_limit)},
        "You can enter up to " + grouped(limit) + " characters");
}

} // namespace

Html text_area(const TextArea& area) {
    const std::string id = area.id.empty() ? area.name : area.id;
    const std::string count_id = id + "-count";
    const Field field = {area.name,
                         area.id,
                         area.label,
                         area.label_size,
                         area.label_is_heading,
                         area.hint,
                         area.problems,
                         area.limit ? std::string_view(count_id) : std::string_view()};
    const FieldParts parts = parts_of(field);
    const std::string limit = area.limit ? std::to_string(area.limit) : "";
    // A browser drops one line end right after the start tag: one more keeps a text that begins with one.
    const Html typed = {Html::trusted("\n"), Html(area.text)};
    Html box = element("textarea",
                       {{"class", parts.wrong ? "govuk-textarea govuk-textarea--error" : "govuk-textarea"},
                        {"id", parts.id},
                        {"name", area.name},
                        {"rows", std::to_string(area.rows)},
                        unless_empty("data-limit", limit),
                        unless_empty("aria-describedby", parts.described_by)},
                       typed);
    if (area.limit) box += count_of(area.limit, count_id);
    return labelled(field, parts, box);
}

Html character_count(const TextArea& area) {
    return text_area(area);
}

std::vector<Example> text_area_examples() {
    const Problems problems = {{"example-reason", "missing", "Say why you decided this"}};
    return {
        {"Several lines", text_area({.name = "example-worries",
                                     .label = "What are you worried about?",
                                     .hint = "Write what you have seen and heard. The family may read it."})},
        {"With a problem", text_area({.name = "example-reason", .label = "Why?", .problems = problems, .rows = 3})},
        {"With a count of characters",
         character_count({.name = "example-summary", .label = "Summary", .text = "Maya sleeps badly.", .limit = 200})},
    };
}

} // namespace kith::html
