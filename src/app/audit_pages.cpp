// Who opened and changed what, for the privacy officer: lines of history without anybody's record in them.

#include "app/audit_store.h"
#include "app/routes.h"
#include "base/text.h"
#include "html/components.h"

namespace kith::app {

namespace {

using html::Html;
using http::Context;
using http::Response;

constexpr int lines_on_a_page = 50;

std::int64_t number(const std::string& text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// "2 persons, 1 family": kinds and how many, never which.
std::string subjects(const std::vector<history::Subject>& all) {
    std::map<std::string, std::size_t> counts;
    for (const auto& subject : all)
        ++counts[subject.kind];
    std::vector<std::string> words;
    for (const auto& [kind, count] : counts)
        words.push_back(fmt::format("{} {}", count, kind));
    return words.empty() ? "-" : listed(words);
}

html::Row row(const AuditLine& line) {
    return {html::time(line.told.at),
            line.who.empty() ? Html("Nobody signed in") : Html(line.who),
            line.agency,
            line.told.line.action,
            subjects(line.told.line.subjects),
            line.told.line.outcome == "done" ? Html("Done")
                                             : html::tag({.text = "Refused", .colour = html::TagColour::red})};
}

Html older(const AuditQuestion& question, const std::vector<AuditLine>& lines) {
    if (lines.size() < lines_on_a_page) return {};
    const auto action = question.action.empty() ? "" : "&action=" + question.action;
    return html::paragraph(
        html::link(fmt::format("/admin/audit?before={}{}", lines.back().told.seq, action), "Older lines"));
}

Response show_audit(Context& cx) {
    const AuditQuestion question{
        .action = cx.answers.text("action"), .before = number(cx.answers.text("before")), .limit = lines_on_a_page};
    const auto lines = audit_lines(cx.db, question);
    std::vector<html::Row> rows;
    for (const auto& line : lines)
        rows.push_back(row(line));
    return cx.page(
        {.title = "Who opened and changed what", .wide = true},
        {html::filter({.action = "/admin/audit", .clear = "/admin/audit"}, html::input({.name = "action",
                                                                                        .label = "What was done",
                                                                                        .hint = "Like request.viewed",
                                                                                        .value = question.action})),
         html::table({.caption = "Newest first",
                      .columns = {"When", "Who", "For", "What", "About", "Outcome"},
                      .rows = std::move(rows)}),
         older(question, lines)});
}

} // namespace

void audit_routes(http::Router& router) {
    router.get("/admin/audit", access::Action::read_audit, {"audit.viewed"}, show_audit);
}

} // namespace kith::app
