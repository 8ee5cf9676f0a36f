#include "html/components/timeline.h"

#include "base/day.h"
#include "html/components/text.h"
#include "html/element.h"
#include "html/examples.h"

namespace kith::html {

Html timeline(const std::vector<Happening>& happenings, int level) {
    Html items;
    for (const Happening& happening : happenings) {
        const Html by = happening.by.empty() ? Html() : Html{" ", secondary({"by ", happening.by})};
        const Html title = level == 3 ? element("h3", {{"class", "kith-timeline__title"}}, {happening.title, by})
                                      : element("h4", {{"class", "kith-timeline__title"}}, {happening.title, by});
        const Html when =
            happening.when.empty() ? Html() : element("p", {{"class", "kith-timeline__when"}}, happening.when);
        items += element("li", {}, {title, when, happening.content});
    }
    return element("ol", {{"class", "kith-timeline"}}, items);
}

std::vector<Example> timeline_examples() {
    const Day day = *Day::from_parts(2026, 11, 19);
    return {{"What happened", timeline({{.title = "Phone call with Dana",
                                         .by = "Priya Nair",
                                         .when = time(day),
                                         .content = paragraph("Maya slept through four nights this week.")},
                                        {.title = "Request sent", .by = "Meadow Primary", .when = time(day - 6)}},
                                       4)}};
}

} // namespace kith::html
