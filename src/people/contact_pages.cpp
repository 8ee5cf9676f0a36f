// /people/{person}/contacts and /people/{person}/safe-contact: how to reach a person, and how not to.

#include "html/components/choices.h"
#include "html/components/date_input.h"
#include "html/components/input.h"
#include "html/components/text_area.h"
#include "people/day_answers.h"
#include "people/fact_pages.h"
#include "people/person_views.h"

namespace kith::people {

namespace {

using html::Html;

http::Answers typed(const Contact& contact) {
    http::Answers answers;
    answers.set("kind", std::string(code(contact.kind)));
    answers.set("value", contact.value);
    answers.set("note", contact.note);
    set_day(answers, "until", contact.until);
    return answers;
}

std::vector<ShownFact> contact_facts(http::Context&, const SeenPerson& seen) {
    std::vector<ShownFact> shown;
    for (const auto& contact : seen.person->contacts) {
        std::string text = contact.value.value;
        if (!contact.value.note.empty()) text += ", " + contact.value.note;
        if (contact.value.until) text += ", until " + words(*contact.value.until);
        shown.push_back(to_shown(contact, text, typed(contact.value)));
    }
    return shown;
}

Html contact_fields(http::Context&, const SeenPerson&, const http::Answers& answers, const Problems& problems) {
    return {html::radios({.name = "kind",
                          .legend = "What is it?",
                          .choices = {{"telephone", "Telephone number"}, {"email", "Email address"}},
                          .chosen = answers.text("kind"),
                          .problems = problems}),
            html::input({.name = "value",
                         .label = "Number or address",
                         .value = answers.text("value"),
                         .problems = problems,
                         .width = 30,
                         .autocomplete = "off",
                         .spellcheck = false}),
            html::input({.name = "note",
                         .label = "When or how to use it",
                         .hint = "For example: work, mornings only",
                         .value = answers.text("note"),
                         .problems = problems}),
            html::date_input({.name = "until",
                              .legend = "Used until",
                              .hint = "Only when it is no longer used",
                              .typed = typed_day(answers, "until"),
                              .problems = problems})};
}

Result<Contact> typed_contact(const http::Answers& answers) {
    Problems problems;
    const auto kind = to_contact_kind(answers.text("kind"));
    if (!kind) problems.push_back({"kind", "no_kind", "Choose whether it is a telephone number or an email address"});
    Contact contact{kind.value_or(ContactKind::telephone), answers.text("value"), answers.text("note")};
    contact.until = day_in(answers, "until", problems);
    if (!problems.empty()) return problems;
    return read_contact(contact);
}

SafeContact read_safe(const http::Answers& answers) {
    return {answers.text("how"), answers.text("avoid")};
}

// Empty fields clear what stands there; where nothing does, nothing was said.
Problems nothing_written(http::Context& cx) {
    if (!read_safe(cx.answers).empty()) return {};
    const auto seen = http::found(find_person(cx.db, cx.viewer, cx.reference("person"), cx.now));
    if (seen.person && !seen.person->safe_contact.value.empty()) return {};
    return {{"how", "nothing_written",
             "Nothing was written. Say how they can safely be reached, or what must never be done"}};
}

std::string safe_contact_words(const SafeContact& contact) {
    std::string text;
    if (!contact.how.empty()) text = "How: " + contact.how;
    if (!contact.avoid.empty()) text += (text.empty() ? "Never: " : ". Never: ") + contact.avoid;
    return text.empty() ? "Nothing" : text;
}

} // namespace

FactKind contact_kind() {
    return {.path = "contacts",
            .title = "Telephone and email",
            .adding = "Record a number or an address",
            .facts = contact_facts,
            .version = [](const Versions& versions) { return versions.contacts; },
            .fields = contact_fields,
            .problems =
                [](http::Context& cx) {
                    const auto contact = typed_contact(cx.answers);
                    return contact ? Problems() : contact.error();
                },
            .save =
                [](http::Context& cx, db::Writer& writer, Id<Person> person, const Entry& entry,
                   const http::Answers& answers) {
                    return typed_contact(answers).and_then([&](const Contact& contact) {
                        return record_contact(writer, cx.viewer, person, entry, contact);
                    });
                }};
}

FactKind safe_contact_kind() {
    return {.path = "safe-contact",
            .title = "Safe contact",
            .single = true,
            .advice = html::paragraph("This stands first on every page about the person. Somebody may be in danger if "
                                      "a call, a message or a letter reaches the wrong ears."),
            .facts =
                [](http::Context&, const SeenPerson& seen) {
                    const auto& contact = seen.person->safe_contact;
                    http::Answers answers;
                    answers.set("how", contact.value.how);
                    answers.set("avoid", contact.value.avoid);
                    return std::vector{to_shown(contact, safe_contact_words(contact.value), answers)};
                },
            .version = [](const Versions& versions) { return versions.safe_contact; },
            .fields =
                [](http::Context&, const SeenPerson&, const http::Answers& answers, const Problems& problems) {
                    return Html({html::text_area({.name = "how",
                                                  .label = "How can they safely be reached?",
                                                  .hint = "For example: phone Dana only, before 3pm",
                                                  .text = answers.text("how"),
                                                  .problems = problems,
                                                  .rows = 2}),
                                 html::text_area({.name = "avoid",
                                                  .label = "What must never be done?",
                                                  .hint = "For example: no letters, no voicemail",
                                                  .text = answers.text("avoid"),
                                                  .problems = problems,
                                                  .rows = 2})});
                },
            .problems = nothing_written,
            .saved = [](const http::Answers& answers) -> std::string {
                return read_safe(answers).empty() ? "Cleared: nothing is recorded of safe contact any more" : "Saved";
            },
            .save =
                [](http::Context& cx, db::Writer& writer, Id<Person> person, const Entry& entry,
                   const http::Answers& answers) {
                    return record_safe_contact(writer, cx.viewer, person, entry, read_safe(answers));
                }};
}

} // namespace kith::people
