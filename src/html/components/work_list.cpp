#include "html/components/work_list.h"

#include "html/components/tag.h"
#include "html/components/text.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html work_list(const WorkList& list) {
    if (list.items.empty()) return paragraph(secondary(list.when_empty));
    Html items;
    for (const Work& work : list.items) {
        const Html facts = work.facts.empty() ? Html() : element("span", {{"class", "kith-work__facts"}}, work.facts);
        const Html status =
            work.status.empty() ? Html() : element("span", {{"class", "kith-work__status"}}, work.status);
        const Html words = {link(work.address, work.text), facts};
        items += element("li", {{"class", "kith-work__item"}}, {element("div", {}, words), status});
    }
    return element("ul", {{"class", "kith-work"}}, items);
}

std::vector<Example> work_list_examples() {
    return {
        {"What waits for me", work_list({.items = {{"#work-lists", "Maya and Tobi Okafor-Reid",
                                                    "Meadow Primary, 3 hours ago", tag({"Urgent", TagColour::red})},
                                                   {"#work-lists", "Question about Novak", "St Aidan's, yesterday",
                                                    tag({"New", TagColour::blue})},
                                                   {"#work-lists", "Sleep clinic appointment", "8 days late"}}})},
        {"Nothing", work_list({.items = {}, .when_empty = "No question is waiting for you"})},
    };
}

} // namespace kith::html
