// /people/{person}/identifiers: numbers by which others know a person, with what their check digit says.

#include "html/components/choices.h"
#include "html/components/date_input.h"
#include "html/components/input.h"
#include "people/day_answers.h"
#include "people/fact_pages.h"
#include "people/identifier_views.h"
#include "people/person_views.h"

namespace kith::people {

namespace {

using html::Html;

// National Insurance numbers are kept only where the programme's use of them is agreed (handbook 4.1).
constexpr std::array offered = {Scheme::nhs_number, Scheme::upn, Scheme::council_child};

http::Answers typed(const Identifier& identifier) {
    http::Answers answers;
    answers.set("scheme", std::string(code(identifier.scheme)));
    answers.set("value", shown(identifier));
    if (identifier.verified) answers.set("verified", "yes");
    answers.set("verified_how", identifier.verified_how);
    set_day(answers, "until", identifier.until);
    return answers;
}

std::vector<ShownFact> identifier_facts(http::Context&, const SeenPerson& seen) {
    std::vector<ShownFact> all;
    for (const auto& identifier : seen.person->identifiers)
        all.push_back(to_shown(identifier,
                               std::string(word(identifier.value.scheme)) + " " + shown(identifier.value) + ": " +
                                   check_words(identifier.value),
                               typed(identifier.value)));
    return all;
}

Html identifier_fields(http::Context&, const SeenPerson&, const http::Answers& answers, const Problems& problems) {
    std::vector<html::Choice> schemes;
    for (const Scheme scheme : offered)
        schemes.push_back({.value = std::string(code(scheme)), .text = word(scheme)});
    return {html::radios({.name = "scheme",
                          .legend = "Which number?",
                          .choices = schemes,
                          .chosen = answers.text("scheme"),
                          .problems = problems}),
            html::input({.name = "value",
                         .label = "Number",
                         .value = answers.text("value"),
                         .problems = problems,
                         .width = 20,
                         .autocomplete = "off",
                         .spellcheck = false}),
            html::checkbox({.name = "verified",
                            .text = "I know that this number is this person's",
                            .hint = "A number can be well formed and still be somebody else's",
                            .chosen = answers.ticked("verified", "yes"),
                            .problems = problems}),
            html::input({.name = "verified_how",
                         .label = "How do you know?",
                         .hint = "For example: seen in the red book",
                         .value = answers.text("verified_how"),
                         .problems = problems}),
            html::date_input({.name = "until",
                              .legend = "Valid until",
                              .hint = "Only for a former number",
                              .typed = typed_day(answers, "until"),
                              .problems = problems})};
}

Result<Identifier> typed_identifier(const http::Answers& answers) {
    Problems problems;
    const auto scheme = to_scheme(answers.text("scheme"));
    if (!scheme) problems.push_back({"scheme", "no_scheme", "Choose which number it is"});
    Identifier identifier{.scheme = scheme.value_or(Scheme::upn),
                          .value = answers.text("value"),
                          .verified = answers.ticked("verified", "yes"),
                          .verified_how = answers.text("verified_how")};
    identifier.until = day_in(answers, "until", problems);
    if (!problems.empty()) return problems;
    return read_identifier(identifier);
}

} // namespace

std::string check_words(const Identifier& identifier) {
    std::string text;
    if (identifier.verified)
        text = "verified, " + identifier.verified_how;
    else if (!has_check_digit(identifier.scheme))
        text = "not verified";
    else if (passes_check(identifier.scheme, identifier.value))
        text = "well formed, not verified";
    else
        text = "its check does not fit: not a real number";
    if (identifier.until) text += ", valid until " + words(*identifier.until);
    return text;
}

FactKind identifier_kind() {
    return {.path = "identifiers",
            .title = "Numbers",
            .adding = "Record a number",
            .facts = identifier_facts,
            .version = [](const Versions& versions) { return versions.identifiers; },
            .fields = identifier_fields,
            .problems =
                [](http::Context& cx) {
                    const auto identifier = typed_identifier(cx.answers);
                    return identifier ? Problems() : identifier.error();
                },
            .save =
                [](http::Context& cx, db::Writer& writer, Id<Person> person, const Entry& entry,
                   const http::Answers& answers) {
                    return typed_identifier(answers).and_then([&](const Identifier& identifier) {
                        return record_identifier(writer, cx.viewer, person, entry, identifier);
                    });
                }};
}

} // namespace kith::people
