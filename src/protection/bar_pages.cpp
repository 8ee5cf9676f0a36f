// …/own-bar: "I know this family". …/bars: who must not see a person or family, for those who may change that.

#include "access/register.h"
#include "access/users.h"
#include "base/text.h"
#include "html/components.h"
#include "http/router.h"
#include "protection/protection_store.h"
#include "protection/record_views.h"
#include "protection/routes.h"

namespace kith::protection {

namespace {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

Html connection_and_note(const http::Answers& typed, const Problems& problems, const char* legend) {
    std::vector<html::Choice> choices;
    for (const auto& each : connections())
        choices.push_back({.value = std::string(each.code), .text = std::string(each.words)});
    return html::radios({.name = "connection",
                         .legend = legend,
                         .choices = std::move(choices),
                         .chosen = typed.text("connection"),
                         .problems = problems}) +
           html::text_area({.name = "note",
                            .label = "Anything else a manager should know (optional)",
                            .hint = "Kept encrypted.",
                            .text = typed.text("note"),
                            .problems = problems,
                            .rows = 3});
}

Response own_bar_page(Context& cx, const Record& record, const http::Answers& typed, const Problems& problems) {
    return cx.page(
        {.title = "You know them yourself", .caption = record.name, .problems = problems, .back = record.path},
        {html::paragraph("If you know these people outside your work, you should not see what is recorded about them. "
                         "From the moment you say so they are no longer here for you: on no page, in no search and in "
                         "no list. Their family goes with them."),
         html::paragraph("Managers who work with them can see that you said so, and why. If you lead their help, tell "
                         "your manager now, so that somebody else takes over."),
         html::form({.action = record.path + "/own-bar",
                     .submit = "I should not see this",
                     .fields = cx.form_fields(),
                     .warning = true},
                    connection_and_note(typed, problems, "How do you know them?"))});
}

Response ask_own_bar(Context& cx, const Record& record) {
    return own_bar_page(cx, record, {}, {});
}

Response declare_own_bar(Context& cx, const Record& record) {
    const auto saved = cx.save([&](db::Writer& writer) {
        return bar(writer, cx.viewer, record, {cx.viewer.user, cx.answers.text("connection"), cx.answers.text("note")})
            .and_then([](Done) -> Result<std::string> { return std::string("/home"); });
    });
    if (!saved) return own_bar_page(cx, record, cx.answers, saved.error());
    return http::see_other(*saved, "Thank you. You will not see them in Kith any more");
}

std::string who_is_barred(const Bar& each) {
    return each.user_name.empty() ? "somebody of a support service" : each.user_name;
}

Html bar_words(const Bar& each) {
    const auto* connection = find_connection(each.connection);
    const Html said = each.declared ? Html("Said so themselves") : Html("Decided by " + each.made_by);
    Html words =
        Html(connection ? connection->words : "") + html::line_break() + said + ", " + html::time(each.made_at);
    if (!each.note.empty()) words += html::line_break() + html::typed_text(each.note);
    return words;
}

Html end_form(Context& cx, const Record& record, const Bar& each, const http::Answers& typed,
              const Problems& problems) {
    const bool this_one = typed.text("bar") == each.id.text();
    return html::details(
        {.summary = "Let " + who_is_barred(each) + " see it again",
         .content = html::form({.action = record.path + "/bars/end",
                                .submit = "Let them see it again",
                                .fields = cx.form_fields() + html::hidden_field("bar", each.id.text()),
                                .warning = true},
                               html::text_area({.name = "reason",
                                                .label = "Why?",
                                                .text = this_one ? typed.text("reason") : "",
                                                .problems = this_one ? problems : html::no_problems,
                                                .rows = 3,
                                                .id = this_one ? "reason" : "reason-" + std::string(each.id.text())})),
         .open = this_one});
}

Response bars_page(Context& cx, const Record& record, const http::Answers& typed = {}, const Problems& problems = {}) {
    const bool ending = typed.has("bar");
    const http::Answers nothing;
    std::vector<html::Row> rows;
    for (const auto& each : bars_of(cx.db, cx.viewer, record.id))
        rows.push_back({at_start(who_is_barred(each)), bar_words(each), end_form(cx, record, each, typed, problems)});
    return cx.page(
        {.title = "Who must not see this", .caption = record.name, .problems = problems, .back = record.path},
        {html::paragraph("For the people listed here these records are as if they were not there, whatever else they "
                         "may see."),
         html::table({.caption = "Kept from",
                      .columns = {"Name", "Why", ""},
                      .rows = std::move(rows),
                      .first_cell_heads = true,
                      .when_empty = "Nobody is kept from it."}),
         html::heading("Keep it from somebody else"),
         html::form({.action = record.path + "/bars", .submit = "Keep it from them", .fields = cx.form_fields()},
                    html::input({.name = "email",
                                 .label = "From whom?",
                                 .hint = "The email address they sign in with",
                                 .value = ending ? "" : typed.text("email"),
                                 .problems = ending ? html::no_problems : problems,
                                 .kind = html::InputKind::email}) +
                        connection_and_note(ending ? nothing : typed, ending ? html::no_problems : problems,
                                            "How do they know the family?"))});
}

Response show_bars(Context& cx, const Record& record) {
    return bars_page(cx, record);
}

Response save_bar(Context& cx, const Record& record) {
    Problems problems;
    const auto user = access::find_user_by_email(cx.db, cx.answers.text("email"));
    if (!user) problems.push_back({"email", "unknown", "Nobody signs in to Kith with this email address"});
    if (!find_connection(cx.answers.text("connection")))
        problems.push_back({"connection", "missing", "Choose how they know the family"});
    if (!problems.empty()) return bars_page(cx, record, cx.answers, problems);
    const auto after = user->id == cx.viewer.user ? std::string("/home") : record.path + "/bars";
    const auto saved = cx.save([&](db::Writer& writer) {
        return bar(writer, cx.viewer, record, {user->id, cx.answers.text("connection"), cx.answers.text("note")})
            .and_then([&](Done) -> Result<std::string> { return after; });
    });
    if (!saved) return bars_page(cx, record, cx.answers, saved.error());
    return http::see_other(*saved, "They do not see it any more");
}

Response end_the_bar(Context& cx, const Record& record) {
    const auto the_bar = http::found(Id<Bar>::parse(cx.answers.text("bar")));
    const auto saved = cx.save([&](db::Writer& writer) {
        return end_bar(writer, cx.viewer, record, the_bar, cx.answers.text("reason"))
            .and_then([&](Done) -> Result<std::string> { return record.path + "/bars"; });
    });
    if (!saved) return bars_page(cx, record, cx.answers, saved.error());
    return http::see_other(*saved, "They may see it again");
}

std::string names_of(const std::vector<Worker>& named) {
    std::vector<std::string> names;
    for (const auto& each : named)
        if (!each.name.empty()) names.push_back(each.name);
    if (names.size() < named.size()) names.emplace_back("a support service");
    return listed(names);
}

} // namespace

SightLines who_may_see(Context& cx, const Record& record, const access::Rights& rights) {
    const auto works_with_it = [&](Action action) { return rights.to(action).effect == access::Effect::content; };
    const bool may_protect = works_with_it(Action::protect);
    const bool is_known_well = works_with_it(Action::bar_oneself);
    SightLines lines;
    if (const auto protection = is_known_well ? find_protection(cx.db, cx.viewer, record.id, cx.now) : std::nullopt) {
        lines.said.push_back(html::strong("Protected.") + " Only " + names_of(protection->named) + " can see this.");
        if (!protection->can_be_changed())
            lines.said.push_back(
                "No team manager who is named works here now. Tell the council’s system administrator, "
                "before it is too late to renew their role.");
        if (may_protect) lines.links.push_back(html::link(record.path + "/protection", "About the protection"));
    } else if (may_protect) {
        lines.links.push_back(html::link(record.path + "/protection", record.kind == access::Kind::family
                                                                          ? "Protect this family"
                                                                          : "Protect this person"));
    }
    if (works_with_it(Action::manage_access)) {
        const auto bars = bars_of(cx.db, cx.viewer, record.id);
        lines.links.push_back(html::link(record.path + "/bars",
                                         bars.empty()
                                             ? Html("Keep it from somebody who knows them")
                                             : Html(counted(bars.size(), "person", "people") + " must not see this")));
    }
    if (rights.to(Action::bar_oneself).effect != access::Effect::hidden)
        lines.links.push_back(html::link(record.path + "/own-bar", "I know them myself"));
    return lines;
}

void bar_routes(http::Router& router) {
    const auto with = [](RecordFor record, Action action, Response (*page)(Context&, const Record&)) {
        return [record, action, page](Context& cx) { return page(cx, record(cx, action)); };
    };
    using enum Action;
    for (const auto& [path, record] : {std::pair<std::string, RecordFor>{"/families/{family}", family_for},
                                       std::pair<std::string, RecordFor>{"/people/{person}", person_for}}) {
        router.get(path + "/own-bar", bar_oneself, {"protection.viewed"}, with(record, bar_oneself, ask_own_bar));
        router.post(path + "/own-bar", bar_oneself, with(record, bar_oneself, declare_own_bar));
        router.get(path + "/bars", manage_access, {"bars.viewed"}, with(record, manage_access, show_bars));
        router.post(path + "/bars", manage_access, with(record, manage_access, save_bar));
        router.post(path + "/bars/end", manage_access, with(record, manage_access, end_the_bar));
    }
}

} // namespace kith::protection
