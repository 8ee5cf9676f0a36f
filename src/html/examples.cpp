#include "html/examples.h"

#include "html/components/text.h"
#include "html/element.h"

namespace kith::html {

namespace {

std::string place(std::string_view component) {
    std::string id;
    for (const char letter : component)
        id += letter == ' ' ? '-' : static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter);
    return id;
}

} // namespace

Html gallery() {
    const std::vector<ComponentExamples> all = all_examples();
    std::vector<Html> contents;
    for (const ComponentExamples& one : all)
        contents.push_back(link("#" + place(one.component), one.component));
    Html parts = element("nav", {{"class", "kith-contents"}, {"aria-label", "Components"}}, list(contents));
    for (const ComponentExamples& one : all) {
        parts += heading(one.component, 2, place(one.component));
        for (const Example& example : one.examples)
            parts += {heading(example.title, 3), element("div", {{"class", "kith-gallery"}}, example.html)};
    }
    return parts;
}

std::vector<ComponentExamples> all_examples() {
    return {
        {"Text", text_examples()},
        {"Buttons", button_examples()},
        {"Input", input_examples()},
        {"Text area", text_area_examples()},
        {"Password", password_input_examples()},
        {"Choices", choices_examples()},
        {"Select", select_examples()},
        {"Date", date_input_examples()},
        {"File", file_upload_examples()},
        {"Fieldset", fieldset_examples()},
        {"Forms", form_examples()},
        {"Search", search_examples()},
        {"Details", details_examples()},
        {"Summary lists", summary_list_examples()},
        {"Tables", table_examples()},
        {"Tags", tag_examples()},
        {"Strength", strength_examples()},
        {"Messages", message_examples()},
        {"Navigation", navigation_examples()},
        {"Tabs", tabs_examples()},
        {"Task list", task_list_examples()},
        {"Layout", layout_examples()},
        {"Timeline", timeline_examples()},
        {"Quoted words", quoted_words_examples()},
        {"Work lists", work_list_examples()},
    };
}

} // namespace kith::html
