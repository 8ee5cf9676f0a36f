// /matching: pairs of records about which somebody is asked.

#include "html/components.h"
#include "http/router.h"
#include "matching/comparison_words.h"
#include "matching/pair_views.h"
#include "matching/queue_store.h"
#include "matching/routes.h"
#include "people/person_views.h"

namespace kith::matching {

namespace {

using html::Html;
using http::Context;
using http::Response;

constexpr std::size_t pairs_on_a_page = 20;

bool was_said_by_entries(const QueuedPair& pair) {
    return pair.depth == people::Depth::content && !pair.standing->saw_content;
}

Html why_asked(const QueuedPair& pair) {
    std::vector<Html> all;
    if (pair.standing && pair.standing->waits()) all.push_back(html::tag({"Waits", html::TagColour::yellow}));
    if (pair.is_contradicted()) {
        all.push_back(html::tag({"Contradicted", html::TagColour::yellow}));
        all.push_back("Said to be the same, but another word stands against it");
    }
    if (pair.standing && pair.standing->verdict == Verdict::not_same)
        all.push_back(was_said_by_entries(pair) ? "Said not to be the same by somebody who saw only the entries"
                                                : "Said not to be the same, but the facts have changed since");
    if (pair.standing && pair.standing->verdict == Verdict::unsure) all.push_back("Nobody was sure before");
    if (pair.a_child) all.push_back("A child");
    if (pair.open_help) all.push_back("Help is open");
    Html words;
    for (const auto& each : all)
        words += (words.empty() ? Html() : html::line_break()) + each;
    return words;
}

Html what_compares(const QueuedPair& pair) {
    Html text = what_agrees(pair.pattern);
    if (const auto differs = what_differs(pair.pattern); !differs.empty())
        text += html::line_break() + html::secondary("But: " + differs);
    return text;
}

html::Row row_of(const QueuedPair& pair) {
    return {html::link(path_to(pair.one, pair.other),
                       people::name_and_year(pair.one) + " and " + people::name_and_year(pair.other)),
            what_compares(pair), why_asked(pair)};
}

Response show_queue(Context& cx) {
    const auto queue = queue_of_pairs(cx.db, cx.viewer, cx.now);
    const auto pages = (queue.size() + pairs_on_a_page - 1) / pairs_on_a_page;
    const auto page = http::page_asked(cx.answers, std::max<std::size_t>(pages, 1));
    std::vector<html::Row> rows;
    for (std::size_t i = (page - 1) * pairs_on_a_page; i < std::min(queue.size(), page * pairs_on_a_page); ++i) {
        cx.saw("person", queue[i].one.id.text());
        cx.saw("person", queue[i].other.id.text());
        rows.push_back(row_of(queue[i]));
    }
    return cx.page(
        {.title = "Are these the same person?", .wide = true},
        {html::paragraph("Kith found records that may be about one person. You say whether they are. Nothing "
                         "is merged: both records stay as they are, and what you say can be undone."),
         html::details({.summary = "Why they stand in this order",
                        .content = html::paragraph(
                                       "First what nobody can tell without looking, and where a mistake would do most "
                                       "harm: children, open help, protected people. What waits for you as the second "
                                       "person comes before all else, and then pairs that were said to be the same "
                                       "where another word stands against it.") +
                                   weighed_by(cx.db)}),
         html::table({.caption = queue.size() == most_queued
                                     ? fmt::format("Pairs to look at: the first {}", most_queued)
                                     : fmt::format("Pairs to look at: {}", queue.size()),
                      .columns = {"Records", "How they compare", "Why it matters"},
                      .rows = std::move(rows),
                      .when_empty = "Nothing to look at now"}),
         html::pagination({.page = static_cast<int>(page), .pages = static_cast<int>(pages), .address = "/matching"})});
}

} // namespace

void queue_routes(http::Router& router) {
    router.get("/matching", action_of_comparing, {"pairs.listed"}, show_queue);
}

} // namespace kith::matching
