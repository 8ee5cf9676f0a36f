// /matching/{one}/{other}: two records beside each other, what was said of them, and a form to say it; /undo.

#include "base/number.h"
#include "base/text.h"
#include "html/components.h"
#include "http/form_version.h"
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

// The word against it, for whoever may see both records it is about.
Html link_to_word_against(Context& cx, const Pair& against) {
    const auto both = people::summaries(cx.db, cx.viewer, {against.one, against.other}, cx.now);
    if (both.size() < 2 || !find_pair(cx.db, cx.viewer, both[0].reference, both[1].reference, cx.now))
        return Html("Somebody who sees it must say which of them is true.");
    for (const auto& each : both)
        cx.saw("person", each.id.text());
    return Html("Say which of them is true: ") +
           html::link(path_to(both[0], both[1]),
                      people::name_and_year(both[0]) + " and " + people::name_and_year(both[1]));
}

Html what_follows(Context& cx, const SeenPair& pair) {
    if (pair.is_united)
        return html::paragraph(
            Html(pair.is_united_by_others
                     ? "The two records are shown as one person's, because of what was said of them and "
                       "of other records. "
                     : "The two records are shown as one person's. ") +
            html::link(path_to(pair) + "/undo", "Undo this"));
    if (pair.against)
        return html::paragraph(
            Html("The records are not shown as one, because it is also said that these, or others that "
                 "belong to them, are two people. ") +
            link_to_word_against(cx, *pair.against));
    if (pair.standing && pair.standing->waits())
        return html::paragraph("It waits until a second person, a team manager, says the same. Until then nothing "
                               "changes.");
    return {};
}

// `then`: what comes of it.
Html what_stands(Context& cx, const SeenPair& pair, const Html& then) {
    Html words;
    if (pair.standing) words = html::paragraph(said_words(cx.db, *pair.standing, pair.depth()));
    words += then;
    return words.empty() ? Html() : html::inset_text(words);
}

Html earlier_words(Context& cx, const SeenPair& pair) {
    const auto all = said_of(cx.db, pair.pair());
    if (all.size() < 2) return {};
    std::vector<Html> earlier;
    for (std::size_t i = 1; i < all.size(); ++i)
        earlier.push_back(said_words(cx.db, all[i], pair.depth()));
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

// Where words about other records hold them too, only that they are two people parts them.
Asked to_undo(const SeenPair& pair) {
    Asked asked{path_to(pair) + "/undo",
                "What is true?",
                "Undo",
                {{"not_same", "They are two people", "You are not asked again unless the facts change"}}};
    if (!pair.is_united_by_others)
        asked.choices.push_back({"unsure", "I am not sure", "Somebody is asked again in four weeks"});
    return asked;
}

Html form_of(Context& cx, const SeenPair& pair, const Asked& asked, const Problems& problems) {
    const auto version =
        http::version_to_send(cx.answers, problems, pair.standing ? pair.standing->number : std::int64_t{0});
    return html::form({.action = asked.path,
                       .submit = asked.submit,
                       .fields = cx.form_fields() + html::hidden_field("version", std::to_string(version)),
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

Response pair_page(Context& cx, const SeenPair& pair, const Problems& problems) {
    Html form;
    if (!pair.is_united) form = html::on_screen_only(form_of(cx, pair, to_say(pair), problems));
    return cx.page({.title = "Are these the same person?", .problems = problems, .back = "/matching", .wide = true},
                   {what_stands(cx, pair, what_follows(cx, pair)), why_it_was_added(cx, pair), kept_to_names(cx, pair),
                    both_records(cx, pair), evidence(cx.db, pair), form, earlier_words(cx, pair)});
}

Response undo_page(Context& cx, const SeenPair& pair, const Problems& problems) {
    cx.saw("person", pair.one.summary.id.text());
    cx.saw("person", pair.other.summary.id.text());
    return cx.page(
        {.title = "Show these records apart again",
         .caption = people::name_and_year(pair.one.summary) + " and " + people::name_and_year(pair.other.summary),
         .problems = problems,
         .back = path_to(pair)},
        {what_stands(cx, pair, {}),
         html::paragraph("Nothing that is written in the two records was changed, and nothing is lost."),
         form_of(cx, pair, to_undo(pair), problems)});
}

Result<Said> read_said(const http::Answers& answers, const Asked& asked) {
    Problems problems;
    const auto verdict = to_verdict(answers.text("verdict"));
    const bool is_offered = std::any_of(asked.choices.begin(), asked.choices.end(), [&](const html::Choice& choice) {
        return choice.value == answers.text("verdict");
    });
    if (!verdict || !is_offered) problems.push_back({"verdict", "missing", "Say whether they are the same person"});
    const auto reason = answers.text("reason");
    if (reason.empty()) problems.push_back({"reason", "missing", "Say why, in a few words"});
    if (character_count(reason) > longest_reason)
        problems.push_back({"reason", "too_long", fmt::format("Why? must be {} characters or fewer", longest_reason)});
    if (!problems.empty()) return problems;

    Said said{.verdict = *verdict, .reason = reason};
    said.version = whole_number(answers.text("version")).value_or(said.version);
    return said;
}

std::string_view notice_of(const Saved& saved) {
    if (saved.decision.waits()) return "Recorded. A second person has to say so too";
    if (saved.is_set_aside) return "Recorded, but another word stands against it: they are not shown as one";
    if (saved.sets_aside_others) return "Recorded. Other records that were shown as one person's are shown apart now";
    return saved.decision.joins() ? "Recorded: the same person" : "Recorded";
}

using Page = Response (*)(Context&, const SeenPair&, const Problems&);

Response record(Context& cx, const SeenPair& pair, const Asked& asked, Page again) {
    const auto said = read_said(cx.answers, asked);
    if (!said) return again(cx, pair, said.error());

    const auto patterns = patterns_of(cx.db, pair.pair());
    if (!patterns)
        return again(cx, pair,
                     {{"verdict", "try_again",
                       "Kith cannot compare the two records just now. Nothing is recorded: try again in a moment"}});
    std::string notice;
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return save_decision(writer, cx.viewer, pair.pair(), *said, *patterns).and_then([&](const Saved& done) {
            notice = notice_of(done);
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
               [](Context& cx) { return pair_page(cx, opened(cx), {}); });
    router.post("/matching/{one}/{other}", action_of_comparing, audit, [](Context& cx) {
        const auto pair = opened(cx);
        return record(cx, pair, to_say(pair), pair_page);
    });
    router.get("/matching/{one}/{other}/undo", action_of_comparing, audit, [](Context& cx) {
        const auto pair = opened(cx);
        if (!pair.is_united) throw http::Stop{404};
        return undo_page(cx, pair, {});
    });
    router.post("/matching/{one}/{other}/undo", action_of_comparing, audit, [](Context& cx) {
        const auto pair = opened(cx);
        if (!pair.is_united) return http::see_other(path_to(pair), "They are shown apart already");
        return record(cx, pair, to_undo(pair), undo_page);
    });
}

} // namespace kith::matching
