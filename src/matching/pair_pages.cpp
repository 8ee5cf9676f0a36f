// /matching/{one}/{other}: two records beside each other, what was said of them, and a form to say it; /undo.

#include "html/components.h"
#include "http/router.h"
#include "matching/pair_views.h"
#include "matching/routes.h"
#include "people/person_views.h"

namespace kith::matching {

namespace {

using html::Html;
using http::Context;
using http::Response;

constexpr std::size_t longest_reason = 1000;

SeenPair opened(Context& cx) {
    return http::found(find_pair(cx.db, cx.viewer, cx.reference("one"), cx.reference("other"), cx.now));
}

Html what_stands(Context& cx, const SeenPair& pair) {
    if (!pair.standing) return {};
    const auto& decision = *pair.standing;
    Html words = html::paragraph(said_words(cx.db, decision));
    if (pair.is_united)
        words += html::paragraph(Html("The two records are shown as one person's. ") +
                                 html::link(path_to(pair) + "/undo", "Undo this"));
    else if (decision.waits())
        words += html::paragraph("It waits until a second person, a team manager, says the same. Until then nothing "
                                 "changes.");
    else if (pair.is_set_aside)
        words += html::paragraph("The records are not shown as one yet.");
    return html::inset_text(words);
}

Html earlier_words(Context& cx, const SeenPair& pair) {
    const auto all = said_of(cx.db, pair.pair());
    if (all.size() < 2) return {};
    std::vector<Html> earlier;
    for (std::size_t i = 1; i < all.size(); ++i)
        earlier.push_back(said_words(cx.db, all[i]));
    return html::details({.summary = "What was said before", .content = html::list(earlier)});
}

struct Asked {
    std::string path;
    std::string legend, submit;
    std::vector<html::Choice> choices;
};

Asked to_say(const SeenPair& pair) {
    return {path_to(pair),
            "Are they the same person?",
            "Record",
            {{"same", "Yes, the same person", "Both records stay, and each shows the other"},
             {"not_same", "No, two people", "You are not asked again unless the facts change"},
             {"unsure", "I am not sure", "Somebody is asked again in four weeks"}}};
}

Asked to_undo(const SeenPair& pair) {
    return {path_to(pair) + "/undo",
            "What is right now?",
            "Undo",
            {{"not_same", "They are two people", "You are not asked again unless the facts change"},
             {"unsure", "I am not sure", "Somebody is asked again in four weeks"}}};
}

Html form_of(Context& cx, const SeenPair& pair, const Asked& asked, const Problems& problems) {
    return html::form(
        {.action = asked.path,
         .submit = asked.submit,
         .fields = cx.form_fields() +
                   html::hidden_field("version", std::to_string(pair.standing ? pair.standing->number : 0)),
         .beside = html::link("/matching", "Back to the list")},
        {html::radios({.name = "verdict",
                       .legend = asked.legend,
                       .choices = asked.choices,
                       .chosen = cx.answers.text("verdict"),
                       .problems = problems,
                       .legend_size = html::Size::m}),
         html::text_area({.name = "reason",
                          .label = "Why?",
                          .hint = "What you know or whom you asked. Write no address here.",
                          .text = cx.answers.text("reason"),
                          .problems = problems,
                          .rows = 3})});
}

Response pair_page(Context& cx, const SeenPair& pair, const Problems& problems = {}) {
    Html form;
    if (!pair.is_united) form = html::on_screen_only(form_of(cx, pair, to_say(pair), problems));
    return cx.page(
        {.title = "Are these the same person?", .problems = problems, .back = "/matching", .wide = true},
        {what_stands(cx, pair), both_records(cx, pair), evidence(cx.db, pair), form, earlier_words(cx, pair)});
}

Response undo_page(Context& cx, const SeenPair& pair, const Problems& problems = {}) {
    cx.saw("person", pair.one.summary.id.text());
    cx.saw("person", pair.other.summary.id.text());
    return cx.page(
        {.title = "Undo: these are not one person",
         .caption = people::name_and_year(pair.one.summary) + " and " + people::name_and_year(pair.other.summary),
         .problems = problems,
         .back = path_to(pair)},
        {html::paragraph("The two records will be shown apart again, just as they were. Nothing in them was "
                         "changed and nothing is lost."),
         form_of(cx, pair, to_undo(pair), problems)});
}

Result<Said> read_said(const http::Answers& answers, bool undoing) {
    Problems problems;
    const auto verdict = to_verdict(answers.text("verdict"));
    if (!verdict || (undoing && verdict == Verdict::same))
        problems.push_back({"verdict", "missing", "Say whether they are the same person"});
    const auto reason = answers.text("reason");
    if (reason.empty()) problems.push_back({"reason", "missing", "Say why, in a few words"});
    if (reason.size() > longest_reason) problems.push_back({"reason", "too_long", "Say why in fewer words"});
    if (!problems.empty()) return problems;

    const auto text = answers.text("version");
    Said said{.verdict = *verdict, .reason = reason};
    std::from_chars(text.data(), text.data() + text.size(), said.version);
    return said;
}

std::string_view notice_of(const PairDecision& decision) {
    if (decision.waits()) return "Recorded. A second person has to say so too";
    return decision.joins() ? "Recorded: the same person" : "Recorded";
}

Response record(Context& cx, const SeenPair& pair, bool undoing) {
    const auto again = undoing ? undo_page : pair_page;
    const auto said = read_said(cx.answers, undoing);
    if (!said) return again(cx, pair, said.error());

    const auto patterns = patterns_of(cx.db, pair.pair());
    std::string notice;
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return save_decision(writer, cx.viewer, pair, *said, patterns).and_then([&](PairDecision decision) {
            notice = notice_of(decision);
            return Result<std::string>(path_to(pair));
        });
    });
    if (!saved) return again(cx, opened(cx), saved.error());
    return http::see_other(*saved, notice);
}

} // namespace

void pair_routes(http::Router& router) {
    const http::Audit audit{"pair.viewed"};
    router.get("/matching/{one}/{other}", action_of_comparing, audit,
               [](Context& cx) { return pair_page(cx, opened(cx)); });
    router.post("/matching/{one}/{other}", action_of_comparing, audit,
                [](Context& cx) { return record(cx, opened(cx), false); });
    router.get("/matching/{one}/{other}/undo", action_of_comparing, audit, [](Context& cx) {
        const auto pair = opened(cx);
        if (!pair.standing || !pair.standing->joins()) throw http::Stop{404};
        return undo_page(cx, pair);
    });
    router.post("/matching/{one}/{other}/undo", action_of_comparing, audit,
                [](Context& cx) { return record(cx, opened(cx), true); });
}

} // namespace kith::matching
