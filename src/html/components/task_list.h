#pragma once
#include "html/html.h"

namespace kith::html {

struct Task {
    Html text;
    std::string address = {}; // empty: cannot be started yet
    Html hint = {};
    Html status; // a tag, or plain words such as "Completed"
};

Html task_list(const std::vector<Task>& tasks, std::string_view id = "tasks");

} // namespace kith::html
