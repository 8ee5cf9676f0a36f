// /people/{person}/names: what a person is called, and was called before.

#include "base/text.h"
#include "html/components/input.h"
#include "html/components/select.h"
#include "people/fact_fields.h"
#include "people/fact_pages.h"

namespace kith::people {

namespace {

using html::Html;

http::Answers typed(const Name& name) {
    http::Answers answers;
    answers.set("given", name.given);
    answers.set("family", name.family);
    answers.set("use", std::string(code(name.use)));
    set_day(answers, "from", name.from);
    set_day(answers, "until", name.until);
    return answers;
}

std::vector<ShownFact> name_facts(http::Context&, const SeenPerson& seen) {
    std::vector<ShownFact> shown;
    for (const auto& name : seen.person->names) {
        const bool current = &name == &seen.person->names.front();
        std::string text = words(name.value) + ", ";
        text += !current && name.value.use == NameUse::usual ? word(NameUse::previous) : word(name.value.use);
        if (const auto period = period_words(name.value.from, name.value.until); !period.empty()) text += ", " + period;
        shown.push_back(to_shown(name, text, typed(name.value)));
    }
    return shown;
}

Html name_fields(http::Context&, const SeenPerson&, const http::Answers& answers, const Problems& problems) {
    std::vector<html::Choice> uses;
    for (const NameUse use : name_uses())
        uses.push_back({.value = std::string(code(use)), .text = at_start(word(use))});
    const std::string chosen = answers.has("use") ? answers.text("use") : std::string(code(NameUse::usual));
    return {
        html::input({.name = "given",
                     .label = "First and middle names",
                     .value = answers.text("given"),
                     .problems = problems,
                     .spellcheck = false}),
        html::input({.name = "family",
                     .label = "Last name",
                     .value = answers.text("family"),
                     .problems = problems,
                     .spellcheck = false}),
        html::select({.name = "use",
                      .label = "What kind of name is it?",
                      .choices = uses,
                      .chosen = chosen,
                      .problems = problems}),
        period_fields(
            answers, problems,
            {.since = "Called so since", .until = "Called so until", .until_hint = "Only for a name no longer used"})};
}

Result<Name> typed_name(const http::Answers& answers) {
    Problems problems;
    Name name{answers.text("given"), answers.text("family"), to_name_use(answers.text("use")).value_or(NameUse::usual)};
    name.from = day_in(answers, "from", problems);
    name.until = day_in(answers, "until", problems);
    auto read = read_name(name);
    if (!read) problems.insert(problems.begin(), read.error().begin(), read.error().end());
    if (!problems.empty()) return problems;
    return read;
}

} // namespace

FactKind name_kind() {
    return {.path = "names",
            .title = "Names",
            .adding = "Record a new name",
            .facts = name_facts,
            .version = [](const Versions& versions) { return versions.names; },
            .fields = name_fields,
            .problems =
                [](http::Context& cx) {
                    const auto name = typed_name(cx.answers);
                    if (!name) return name.error();
                    if (name->from && *name->from > cx.today)
                        return Problems{{"from", "in_the_future", "The first day must not be after today"}};
                    return Problems();
                },
            .save =
                [](http::Context& cx, db::Writer& writer, Id<Person> person, const Entry& entry,
                   const http::Answers& answers) {
                    return typed_name(answers).and_then(
                        [&](Name name) { return record_name(writer, cx.viewer, person, entry, name); });
                }};
}

} // namespace kith::people
