#include "html/examples.h"

namespace kith::html {

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
