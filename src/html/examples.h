#pragma once
// Every component shown in use. The gallery page and the component tests both read these, so none goes untested or
// unseen.

#include "html/html.h"

namespace kith::html {

struct Example {
    std::string title;
    Html html;
};

struct ComponentExamples {
    std::string component; // "Radios": also where it stands on the gallery page
    std::vector<Example> examples;
};

std::vector<ComponentExamples> all_examples();

// All of them below each other, each component a part of the page that can be linked to.
Html gallery();

std::vector<Example> text_examples();
std::vector<Example> button_examples();
std::vector<Example> input_examples();
std::vector<Example> text_area_examples();
std::vector<Example> password_input_examples();
std::vector<Example> choices_examples();
std::vector<Example> select_examples();
std::vector<Example> date_input_examples();
std::vector<Example> file_upload_examples();
std::vector<Example> fieldset_examples();
std::vector<Example> form_examples();
std::vector<Example> search_examples();
std::vector<Example> details_examples();
std::vector<Example> summary_list_examples();
std::vector<Example> table_examples();
std::vector<Example> tag_examples();
std::vector<Example> strength_examples();
std::vector<Example> message_examples();
std::vector<Example> navigation_examples();
std::vector<Example> tabs_examples();
std::vector<Example> task_list_examples();
std::vector<Example> layout_examples();
std::vector<Example> timeline_examples();
std::vector<Example> quoted_words_examples();
std::vector<Example> work_list_examples();

} // namespace kith::html
