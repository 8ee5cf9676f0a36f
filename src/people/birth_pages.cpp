// /people/{person}/birth: when a person was born, or is expected.

#include "html/components/choices.h"
#include "html/components/date_input.h"
#include "people/birth_answers.h"
#include "people/day_answers.h"
#include "people/fact_pages.h"

namespace kith::people {

html::Html birth_fields(const http::Answers& answers, const Problems& problems) {
    return {
        html::date_input({.name = "born",
                          .legend = "Date of birth",
                          .hint = "For example, 27 3 2018. Leave out the day, or day and month, if nobody knows them",
                          .typed = typed_day(answers, "born"),
                          .problems = problems}),
        html::checkbox(
            {.name = "estimated", .text = "This is an estimate", .chosen = answers.ticked("estimated", "yes")}),
        html::checkbox({.name = "unborn",
                        .text = "Not born yet: this is when the child is expected",
                        .chosen = answers.ticked("unborn", "yes")})};
}

Result<Birth> birth_in(const http::Answers& answers, Day today) {
    return read_birth({.day = answers.text("born-day"),
                       .month = answers.text("born-month"),
                       .year = answers.text("born-year"),
                       .estimated = answers.ticked("estimated", "yes"),
                       .unborn = answers.ticked("unborn", "yes")},
                      today);
}

void set_birth(http::Answers& answers, const Birth& birth) {
    if (birth.is_unborn()) {
        set_day(answers, "born", birth.expected_on());
        answers.set("unborn", "yes");
    }
    if (!birth.born()) return;
    const PartDay& born = *birth.born();
    if (born.day()) answers.set("born-day", std::to_string(born.day()));
    if (born.month()) answers.set("born-month", std::to_string(born.month()));
    answers.set("born-year", std::to_string(born.year()));
    if (born.is_estimated()) answers.set("estimated", "yes");
}

FactKind birth_kind() {
    return {.path = "birth",
            .title = "Date of birth",
            .single = true,
            .facts =
                [](http::Context&, const SeenPerson& seen) {
                    http::Answers typed;
                    set_birth(typed, seen.person->birth.value);
                    return std::vector{to_shown(seen.person->birth, words(seen.person->birth.value), typed)};
                },
            .version = [](const Versions& versions) { return versions.birth; },
            .fields = [](http::Context&, const SeenPerson&, const http::Answers& answers,
                         const Problems& problems) { return birth_fields(answers, problems); },
            .problems =
                [](http::Context& cx) {
                    const auto birth = birth_in(cx.answers, cx.today);
                    return birth ? Problems() : birth.error();
                },
            .save =
                [](http::Context& cx, db::Writer& writer, Id<Person> person, const Entry& entry,
                   const http::Answers& answers) {
                    return birth_in(answers, cx.today).and_then([&](const Birth& birth) {
                        return record_birth(writer, cx.viewer, person, entry, birth);
                    });
                }};
}

} // namespace kith::people
