#include "html/components/text_area.h"

#include "html/element.h"
#include "html/examples.h"
#include "html/field.h"

namespace kith::html {

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
    if (area.limit)
        box += element("div", {{"id", count_id}, {"class", "govuk-hint govuk-character-count__message"}},
                       "You can enter up to " + limit + " characters");
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
