#include "people/fact_fields.h"

#include "html/components/choices.h"
#include "html/components/input.h"

namespace kith::people {

using html::Html;

Html source_field(const http::Answers& answers) {
    return html::input({.name = "source",
                        .label = "Who told you?",
                        .hint = "For example: her mother, the school, the red book",
                        .value = answers.text("source"),
                        .width = 30});
}

Html withdraw_box(const http::Answers& answers, const Problems& problems) {
    return html::checkbox({.name = "never",
                           .text = "It never was so: take it off the record",
                           .hint = "It stays in the history, with who took it off",
                           .chosen = answers.ticked("never", "yes"),
                           .problems = problems});
}

Html period_fields(const http::Answers& answers, const Problems& problems, const PeriodWords& words) {
    const auto day = [&](const char* name, const char* legend, const char* hint) {
        if (*legend == '\0') return Html();
        return html::date_input(
            {.name = name, .legend = legend, .hint = hint, .typed = typed_day(answers, name), .problems = problems});
    };
    return {day("from", words.since, "If you know it. For example, 27 3 2018"),
            day("until", words.until, words.until_hint)};
}

} // namespace kith::people
