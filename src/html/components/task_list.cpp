#include "html/components/task_list.h"

#include "html/components/tag.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

namespace {

Html task_item(const Task& task, const std::string& id) {
    const std::string status_id = id + "-status";
    const std::string hint_id = id + "-hint";
    const std::string described = task.hint.empty() ? status_id : hint_id + " " + status_id;
    const Html name = task.address.empty() ? element("div", {}, task.text)
                                           : element("a",
                                                     {{"class", "govuk-link govuk-task-list__link"},
                                                      address_attribute("href", task.address),
                                                      {"aria-describedby", described}},
                                                     task.text);
    const Html hint =
        task.hint.empty() ? Html() : element("div", {{"id", hint_id}, {"class", "govuk-task-list__hint"}}, task.hint);
    return element("li",
                   {{"class", task.address.empty() ? "govuk-task-list__item"
                                                   : "govuk-task-list__item govuk-task-list__item--with-link"}},
                   {element("div", {{"class", "govuk-task-list__name-and-hint"}}, {name, hint}),
                    element("div", {{"id", status_id}, {"class", "govuk-task-list__status"}}, task.status)});
}

} // namespace

Html task_list(const std::vector<Task>& tasks, std::string_view id) {
    Html items;
    int number = 1;
    for (const Task& task : tasks)
        items += task_item(task, fmt::format("{}-{}", id, number++));
    return element("ul", {{"class", "govuk-task-list"}}, items);
}

std::vector<Example> task_list_examples() {
    return {{"Parts of a request",
             task_list({{.text = "Who is this about?", .address = "#task-list", .status = "Completed"},
                        {.text = "What is happening?",
                         .address = "#task-list",
                         .hint = "What is going well, too",
                         .status = tag({"Started", TagColour::blue})},
                        {.text = "Check and send", .status = "Cannot start yet"}})}};
}

} // namespace kith::html
