#include "html/field.h"

#include "html/element.h"

namespace kith::html {

namespace {

std::string sized(std::string_view block, Size size) {
    const std::string_view letter = size == Size::xl  ? "xl"
                                    : size == Size::l ? "l"
                                    : size == Size::m ? "m"
                                    : size == Size::s ? "s"
                                                      : "";
    return letter.empty() ? std::string(block) : fmt::format("{0} {0}--{1}", block, letter);
}

Html group(const FieldParts& parts, const Html& content) {
    return element("div", {{"class", parts.wrong ? "govuk-form-group govuk-form-group--error" : "govuk-form-group"}},
                   content);
}

} // namespace

std::string problem_words(const Problems& problems, std::string_view name) {
    std::string words;
    for (const Problem& problem : problems) {
        if (problem.field != name) continue;
        if (!words.empty()) words += ". ";
        words += problem.text;
    }
    return words;
}

FieldParts parts_of(const Field& field) {
    FieldParts parts{.id = field.id.empty() ? field.name : field.id};
    const std::string words = problem_words(field.problems, field.name);
    parts.wrong = !words.empty();
    if (!field.hint.empty()) parts.described_by = parts.id + "-hint";
    if (parts.wrong) {
        parts.problem = element("p", {{"id", parts.id + "-error"}, {"class", "govuk-error-message"}},
                                {visually_hidden("Error:"), " ", words});
        parts.described_by += (parts.described_by.empty() ? "" : " ") + parts.id + "-error";
    }
    if (!field.more_described_by.empty())
        parts.described_by += (parts.described_by.empty() ? "" : " ") + std::string(field.more_described_by);
    return parts;
}

Html hint_of(const Field& field, const std::string& id) {
    if (field.hint.empty()) return {};
    return element("div", {{"id", id + "-hint"}, {"class", "govuk-hint"}}, field.hint);
}

Html labelled(const Field& field, const FieldParts& parts, const Html& input) {
    Html label = element("label", {{"class", sized("govuk-label", field.size)}, {"for", parts.id}}, field.label);
    if (field.heading) label = element("h1", {{"class", "govuk-label-wrapper"}}, label);
    return group(parts, {label, hint_of(field, parts.id), parts.problem, input});
}

Html legended(const Field& field, const FieldParts& parts, const Html& inputs) {
    const Html words = field.heading ? element("h1", {{"class", "govuk-fieldset__heading"}}, field.label) : field.label;
    const Html legend = element("legend", {{"class", sized("govuk-fieldset__legend", field.size)}}, words);
    return group(parts, element("fieldset",
                                {{"class", "govuk-fieldset"}, unless_empty("aria-describedby", parts.described_by)},
                                {legend, hint_of(field, parts.id), parts.problem, inputs}));
}

} // namespace kith::html
