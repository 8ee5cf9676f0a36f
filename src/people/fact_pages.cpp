#include "people/fact_pages.h"

#include "html/components/form.h"
#include "html/components/messages.h"
#include "html/components/table.h"
#include "html/components/text.h"
#include "http/form_version.h"
#include "people/fact_fields.h"

namespace kith::people {

namespace {

using html::Html;
using http::Context;
using http::Response;

// What one request is about.
struct Opened {
    const FactKind& kind;
    SeenPerson person;
    std::vector<ShownFact> facts;
    int version = 0;
    Html safely = {}; // how to reach the person, above everything else

    std::string path() const { return path_to(person.summary) + "/" + kind.path; }

    const ShownFact* fact(int number) const {
        const auto at =
            std::find_if(facts.begin(), facts.end(), [&](const ShownFact& fact) { return fact.number == number; });
        return at == facts.end() ? nullptr : &*at;
    }
};

Opened open(Context& cx, const FactKind& kind, const FirstOfAll& first) {
    auto person = person_to_change(cx);
    auto facts = kind.facts(cx, person);
    const int version = kind.version(versions_of(cx.db, person.summary.id));
    auto safely = safe_contact_box(cx, person.person->safe_contact) + (first ? first(cx, person) : Html());
    return {kind, std::move(person), std::move(facts), version, std::move(safely)};
}

Html what_it_says_now(Context& cx, const Opened& opened) {
    Html now = html::paragraph(html::strong("It says now:"));
    for (const auto& fact : opened.facts) {
        now += html::paragraph(fact.words);
        now += html::small(provenance_words(cx, fact.source, fact.by, fact.at));
        if (opened.kind.single) break;
    }
    if (opened.facts.empty()) now += html::paragraph("Nothing is recorded");
    return html::inset_text(now + html::paragraph("What you typed is below. Save it if it should still be so."));
}

Html fact_form(Context& cx, const Opened& opened, std::optional<int> number, const http::Answers& answers,
               const Problems& problems) {
    const auto version = http::version_to_send(cx.answers, problems, opened.version);
    const auto& more = opened.kind.more_when_new;
    return html::form({.action = opened.path() + (number ? "/" + std::to_string(*number) : ""),
                       .submit = "Save",
                       .fields = cx.form_fields() + html::hidden_field("version", std::to_string(version)),
                       .beside = html::link(path_to(opened.person.summary), "Cancel")},
                      {opened.kind.advice, opened.kind.fields(cx, opened.person, answers, problems),
                       !number && more ? more(opened.person, answers, problems) : Html(), source_field(answers),
                       number ? withdraw_box(answers, problems) : Html()});
}

Html facts_table(Context& cx, const Opened& opened) {
    if (opened.kind.single) return {};
    std::vector<html::Row> rows;
    for (const auto& fact : opened.facts)
        rows.push_back(
            {fact.words, provenance_words(cx, fact.source, fact.by, fact.at),
             html::link(opened.path() + "/" + std::to_string(fact.number), "Correct or end", Html(": ") + fact.words)});
    return html::table({.caption = "What is recorded",
                        .columns = {"What", "By whom", "Change"},
                        .rows = std::move(rows),
                        .when_empty = "Nothing is recorded yet"});
}

// `answers` is what the form holds: as typed, or as recorded.
Response fact_page(Context& cx, const Opened& opened, std::optional<int> number, const http::Answers& answers,
                   const Problems& problems = {}) {
    Html content;
    if (has_code(problems, "changed_meanwhile")) content += what_it_says_now(cx, opened);
    if (!number) content += facts_table(cx, opened);
    if (!number && !opened.kind.single) content += html::heading(opened.kind.adding);
    content += fact_form(cx, opened, number, answers, problems);
    const auto& title = opened.kind.title;
    return cx.page({.title = title + ", person " + opened.person.summary.reference.spoken(),
                    .heading = false,
                    .problems = problems,
                    .back = path_to(opened.person.summary)},
                   {html::caption(words(opened.person.summary.name)), html::heading(title, 1), opened.safely, content});
}

http::Answers first_typed(const Opened& opened) {
    return opened.kind.single && !opened.facts.empty() ? opened.facts.front().typed : http::Answers();
}

Response ask(Context& cx, const FactKind& kind, const FirstOfAll& first) {
    const auto opened = open(cx, kind, first);
    return fact_page(cx, opened, {}, first_typed(opened));
}

Response ask_one(Context& cx, const FactKind& kind, const FirstOfAll& first) {
    const auto opened = open(cx, kind, first);
    const int number = number_in(cx.path("number"));
    const auto* fact = opened.fact(number);
    if (!fact) throw http::Stop{404};
    return fact_page(cx, opened, number, fact->typed);
}

Result<std::string> save_fact(Context& cx, const Opened& opened, Entry entry) {
    // What never was so is taken off as it stood, whatever else was typed.
    const auto* fact = entry.withdrawn ? opened.fact(*entry.corrects) : nullptr;
    const http::Answers answers = fact ? fact->typed : cx.answers;
    return cx.save([&, entry](db::Writer& writer) -> Result<std::string> {
        require_change(writer, cx.viewer, opened.person.summary.id);
        if (opened.kind.tells_location) require_whereabouts(writer, cx.viewer, opened.person.summary.id);
        return opened.kind.save(cx, writer, opened.person.summary.id, entry, answers).and_then([&](Done) {
            return Result<std::string>(path_to(opened.person.summary));
        });
    });
}

Problems problems_with(Context& cx, const Opened& opened, std::optional<int> number) {
    auto problems = opened.kind.problems(cx);
    if (number || !opened.kind.problems_when_new) return problems;
    for (auto& each : opened.kind.problems_when_new(opened.person, cx.answers))
        problems.push_back(std::move(each));
    return problems;
}

Response save(Context& cx, const FactKind& kind, const FirstOfAll& first, std::optional<int> number) {
    const auto opened = open(cx, kind, first);
    Entry entry{number_in(cx.answers.text("version")), number, cx.answers.text("source")};
    if (number && !opened.fact(*number)) return fact_page(cx, opened, {}, cx.answers, {changed_meanwhile()});

    entry.withdrawn = number && cx.answers.ticked("never", "yes");
    if (!entry.withdrawn)
        if (auto problems = problems_with(cx, opened, number); !problems.empty())
            return fact_page(cx, opened, number, cx.answers, problems);
    const auto saved = save_fact(cx, opened, entry);
    if (!saved) return fact_page(cx, opened, number, cx.answers, saved.error());
    return http::see_other(*saved, kind.saved ? kind.saved(cx.answers) : "Saved");
}

} // namespace

void fact_routes(http::Router& router, FactKind kind, FirstOfAll first) {
    using access::Action;
    const auto shared = std::make_shared<const FactKind>(std::move(kind));
    const std::string path = "/people/{person}/" + shared->path;
    const http::Audit audit{"person.viewed"};
    router.get(path, Action::write_person, audit, [shared, first](Context& cx) { return ask(cx, *shared, first); });
    router.post(path, Action::write_person, audit,
                [shared, first](Context& cx) { return save(cx, *shared, first, {}); });
    if (shared->single) return;
    router.get(path + "/{number}", Action::write_person, audit,
               [shared, first](Context& cx) { return ask_one(cx, *shared, first); });
    router.post(path + "/{number}", Action::write_person, audit,
                [shared, first](Context& cx) { return save(cx, *shared, first, number_in(cx.path("number"))); });
}

} // namespace kith::people
