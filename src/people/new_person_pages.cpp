// Adding a person: only after a search, and only after looking at those who may be the same.

#include "base/text.h"
#include "html/components/choices.h"
#include "html/components/fieldset.h"
#include "html/components/form.h"
#include "html/components/input.h"
#include "html/components/messages.h"
#include "html/components/text.h"
#include "html/components/text_area.h"
#include "http/router.h"
#include "people/birth_answers.h"
#include "people/person_views.h"
#include "people/routes.h"
#include "people/search_store.h"
#include "people/similar.h"

namespace kith::people {

namespace {

using html::Html;
using http::Context;
using http::Response;

constexpr std::string_view add_anyway = "nobody";

Html input(const http::Answers& answers, const Problems& problems, const char* name, const char* label,
           const char* hint = "") {
    return html::input({.name = name,
                        .label = label,
                        .hint = hint,
                        .value = answers.text(name),
                        .problems = problems,
                        .autocomplete = "off",
                        .spellcheck = false});
}

Html sex_field(const http::Answers& answers, const Problems& problems) {
    std::vector<html::Choice> choices;
    for (const Sex sex : sexes())
        choices.push_back({.value = std::string(code(sex)), .text = at_start(word(sex))});
    return html::radios(
        {.name = "sex", .legend = "Sex", .choices = choices, .chosen = answers.text("sex"), .problems = problems});
}

Html fields(const http::Answers& answers, const Problems& problems) {
    return {input(answers, problems, "given", "First and middle names"),
            input(answers, problems, "family", "Last name"),
            birth_fields(answers, problems),
            sex_field(answers, problems),
            html::text_area({.name = "lines",
                             .label = "Address",
                             .text = std::string(answers.raw("lines")),
                             .problems = problems,
                             .rows = 3}),
            input(answers, problems, "postcode", "Postcode"),
            input(answers, problems, "telephone", "Telephone"),
            input(answers, problems, "how", "How can they safely be reached?", "For example: phone only, before 3pm"),
            input(answers, problems, "avoid", "What must never be done?", "For example: no letters"),
            input(answers, problems, "source", "Who told you?", "For example: her mother, the school")};
}

void collect(Problems& problems, const Problems& more) {
    problems.insert(problems.end(), more.begin(), more.end());
}

Result<NewPerson> read(const http::Answers& answers, Day today) {
    Problems problems;
    NewPerson person{.details = {.sex = to_sex(answers.text("sex")).value_or(Sex::unknown)},
                     .safe_contact = {answers.text("how"), answers.text("avoid")},
                     .source = answers.text("source"),
                     .added_because = answers.text("because")};
    if (auto name = read_name({answers.text("given"), answers.text("family")}))
        person.name = *name;
    else
        collect(problems, name.error());

    if (auto birth = birth_in(answers, today))
        person.birth = *birth;
    else
        collect(problems, birth.error());

    if (!answers.text("lines").empty() || !answers.text("postcode").empty()) {
        if (auto address = read_address({.lines = answers.text("lines"), .postcode = answers.text("postcode")}))
            person.address = *address;
        else
            collect(problems, address.error());
    }
    if (!answers.text("telephone").empty()) {
        if (auto contact = read_contact({ContactKind::telephone, answers.text("telephone")}))
            person.contacts.push_back(*contact);
        else
            problems.push_back({"telephone", contact.error().front().code, contact.error().front().text});
    }
    if (!problems.empty()) return problems;
    return person;
}

std::string joined(const std::vector<std::string>& reasons) {
    std::string text;
    for (const auto& reason : reasons)
        text += (text.empty() ? "" : ", ") + reason;
    return text;
}

// Those who may be the same, to choose from; nobody is chosen beforehand.
Html same_person_field(Context& cx, const std::vector<Match>& likely, const Problems& problems) {
    if (likely.empty()) return {};
    std::vector<html::Choice> choices;
    for (const auto& match : likely) {
        const Summary& summary = match.candidate.summary;
        cx.saw("person", summary.id.text());
        for (const auto& id : match.also)
            cx.saw("person", id.text());
        choices.push_back({.value = summary.reference.text(),
                           .text = name_and_year(summary) + ": this is the same person",
                           .hint = joined(match.reasons)});
    }
    choices.push_back({.value = std::string(add_anyway),
                       .text = "None of these: add anyway",
                       .conditional = html::input({.name = "because",
                                                   .label = "Because",
                                                   .hint = "For example: a cousin of the same name",
                                                   .value = cx.answers.text("because"),
                                                   .problems = problems}),
                       .after_or = true});
    return html::radios({.name = "same",
                         .legend = "Is it one of these people?",
                         .choices = choices,
                         .chosen = cx.answers.text("same"),
                         .problems = problems,
                         .legend_size = html::Size::m});
}

// Where somebody who was looked for on another page is awaited, as that page said; "" elsewhere. Never an address that
// leads away from here.
std::string onward(const http::Answers& answers) {
    const auto path = answers.text("onward");
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/';
    };
    const bool is_own = path.starts_with('/') && !path.starts_with("//") && path.size() < 200;
    return is_own && std::all_of(path.begin(), path.end(), is_plain) ? path : "";
}

std::string path_after(const http::Answers& answers, const std::string& reference) {
    const auto path = onward(answers);
    return path.empty() ? "/people/" + reference : path + "/new?person=" + reference;
}

// What was said of somebody alike stays said while another field is put right; not where it does not fit any more.
Html same_person_said(const http::Answers& answers, const Problems& problems) {
    Html said;
    if (has_code(problems, "no_longer_alike")) return said;
    for (const auto* name : {"same", "because"})
        if (answers.has(name)) said += html::hidden_field(name, answers.text(name));
    return said;
}

// `answers` is what the form holds.
Response new_person_page(Context& cx, const std::vector<Match>& likely, const Problems& problems,
                         const http::Answers& answers) {
    const auto awaited = onward(cx.answers);
    const auto back = awaited.empty() ? "/find" : awaited;
    const Html content = {
        html::inset_text({"You looked for: ", html::strong(cx.answers.text("searched"))}),
        html::form({.action = "/people",
                    .submit = "Add this person",
                    .fields = cx.form_fields() + html::hidden_field("searched", cx.answers.text("searched")) +
                              html::hidden_field("onward", awaited),
                    .beside = html::link(back, "Search again")},
                   (likely.empty() ? same_person_said(cx.answers, problems) : same_person_field(cx, likely, problems)) +
                       fields(answers, problems))};
    return cx.page({.title = "Add a person", .problems = problems, .back = back}, content);
}

Response new_person_page(Context& cx, const std::vector<Match>& likely, const Problems& problems) {
    return new_person_page(cx, likely, problems, cx.answers);
}

Response search_first(Context&) {
    return http::see_other("/find?add=person");
}

Response ask_new_person(Context& cx) {
    if (cx.answers.text("searched").empty()) return search_first(cx);
    cx.searched(told_terms(cx.answers.text("searched"), cx.db.vault()));
    const auto name = name_typed(cx.answers.text("searched"));
    auto answers = cx.answers;
    answers.set("given", name.given);
    answers.set("family", name.family);
    return new_person_page(cx, {}, {}, answers);
}

bool is_chosen(const http::Answers& answers) {
    const auto same = answers.text("same");
    return !same.empty() && same != add_anyway;
}

// What must be said before somebody alike is added.
Problems unanswered(const http::Answers& answers, const std::vector<Match>& likely) {
    if (likely.empty() && is_chosen(answers))
        return {{"given", "no_longer_alike",
                 "The person you chose is not like this one any more. Check what you typed and save again"}};
    if (likely.empty()) return {};
    const auto same = answers.text("same");
    const bool one_of_them = std::any_of(likely.begin(), likely.end(), [&](const Match& match) {
        return match.candidate.summary.reference.text() == same;
    });
    if (!one_of_them && same != add_anyway)
        return {{"same", "choose", "Somebody like this is here already. Say whether it is the same person"}};
    if (same == add_anyway && answers.text("because").empty())
        return {{"because", "missing", "Say why it is somebody else"}};
    return {};
}

Response add_new_person(Context& cx) {
    if (cx.answers.text("searched").empty()) return search_first(cx);
    cx.searched(told_terms(cx.answers.text("searched"), cx.db.vault()));
    const auto person = read(cx.answers, cx.today);
    if (!person) return new_person_page(cx, {}, person.error());

    const bool is_here = is_chosen(cx.answers);
    const auto changes = changes_so_far(cx.db);
    auto likely = likely_same_or_similar(cx.db, cx.viewer, *person, cx.now);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        // Nobody slips in between; everybody else's changes wait only for a search that somebody's made necessary.
        if (changes_so_far(writer) != changes)
            likely = likely_same_or_similar(writer, cx.viewer, *person, writer.now());
        if (auto problems = unanswered(cx.answers, likely); !problems.empty()) return problems;
        if (is_here) return path_after(cx.answers, cx.answers.text("same"));
        return path_after(cx.answers, add_person(writer, cx.viewer, *person).reference.text());
    });
    if (!saved) return new_person_page(cx, likely, saved.error());
    return http::see_other(*saved, is_here ? "Nobody was added" : "The person was added");
}

} // namespace

void new_person_routes(http::Router& router) {
    using access::Action;
    router.get("/people/new", Action::add_person, http::no_personal_data, search_first);
    router.post("/people/new", Action::add_person, {"find.searched"}, ask_new_person);
    router.post("/people", Action::add_person, {"find.searched"}, add_new_person);
}

} // namespace kith::people
