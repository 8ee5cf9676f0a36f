// Who opened and changed what, for the privacy officer: lines of history without anybody's record in them.

#include "access/users.h"
#include "app/audit_store.h"
#include "app/csv.h"
#include "app/routes.h"
#include "base/text.h"
#include "episodes/episode_store.h"
#include "html/components.h"
#include "people/day_answers.h"

namespace kith::app {

namespace {

using html::Html;
using http::Context;
using http::Response;

constexpr int lines_on_a_page = 25;
constexpr int lines_in_a_file = 5'000;
constexpr int looked_through_for_a_file = 1'000'000;
constexpr std::string_view audit_path = "/admin/audit";

const DeedWords* deed_called(std::string_view code) {
    const auto all = deeds();
    const auto found = std::find_if(all.begin(), all.end(), [&](const DeedWords& deed) { return deed.code == code; });
    return found == all.end() ? nullptr : &*found;
}

// What the list is narrowed to. In addresses it stands as references and codes, which name nobody.
struct Narrowed {
    std::optional<access::User> user;
    std::optional<Reference> reference;
    std::optional<history::Subject> about; // what has the reference
    const DeedWords* deed = nullptr;
    std::optional<Day> day;

    AuditQuestion question(std::int64_t before, int limit) const {
        AuditQuestion question{.before = before, .limit = limit};
        if (user) question.user = user->id.text();
        if (about) question.about = *about;
        if (deed) question.deed = deed->deed;
        question.day = day;
        return question;
    }

    std::string query() const {
        http::Answers fields;
        if (user) fields.set("user", user->reference.text());
        if (reference) fields.set("about", reference->text());
        if (deed) fields.set("deed", std::string(deed->code));
        if (day) fields.set("day", day->iso());
        return fields.encoded();
    }

    std::string address(std::string_view path) const {
        const auto fields = query();
        return std::string(path) + (fields.empty() ? "" : "?" + fields);
    }
};

// From an address of ours: what it names is there.
Narrowed narrowed_by_address(Context& cx) {
    Narrowed narrowed;
    if (const auto user = cx.answers.text("user"); !user.empty()) {
        const auto reference = Reference::parse(user);
        if (!reference) throw http::Stop{404};
        narrowed.user = http::found(access::find_user(cx.db, *reference));
    }
    if (const auto about = cx.answers.text("about"); !about.empty()) {
        narrowed.reference = http::found(Reference::parse(about));
        narrowed.about = http::found(subject_called(cx.db, *narrowed.reference));
    }
    narrowed.deed = deed_called(cx.answers.text("deed"));
    narrowed.day = Day::parse(cx.answers.text("day"));
    return narrowed;
}

Result<Narrowed> narrowed_by_form(Context& cx) {
    Narrowed narrowed;
    Problems problems;
    if (const auto email = cx.answers.text("who"); !email.empty()) {
        narrowed.user = access::find_user_by_email(cx.db, email);
        if (!narrowed.user) problems.push_back({"who", "unknown", "Nobody signs in to Kith with this email address"});
    }
    if (const auto typed = cx.answers.text("about"); !typed.empty()) {
        narrowed.reference = Reference::parse(typed);
        if (narrowed.reference) narrowed.about = subject_called(cx.db, *narrowed.reference);
        if (!narrowed.about)
            problems.push_back({"about", "unknown",
                                "Enter the reference of a person, family, request or period of help, like K7MX 4PQR"});
    }
    narrowed.deed = deed_called(cx.answers.text("deed"));
    narrowed.day = people::day_in(cx.answers, "day", problems);
    if (!problems.empty()) return problems;
    return narrowed;
}

// "2 people and 1 family": kinds and how many, never which.
std::string about_words(const AuditLine& line) {
    std::map<std::string_view, std::size_t> counts;
    for (const auto& subject : line.told.line.subjects)
        ++counts[subject.kind];
    std::vector<CountedKind> kinds;
    for (const auto& [kind, count] : counts)
        kinds.push_back({kind, count});
    return words_of(kinds);
}

std::string outcome_words(const AuditLine& line) {
    return line.told.line.outcome == "done" ? "Done" : "Refused";
}

bool is_about_a_record(const AuditLine& line) {
    constexpr std::array<std::string_view, 4> records{"person", "family", "request", "episode"};
    const auto& subjects = line.told.line.subjects;
    return std::any_of(subjects.begin(), subjects.end(), [&](const history::Subject& subject) {
        return std::find(records.begin(), records.end(), subject.kind) != records.end();
    });
}

// That a confidential agency knows somebody is itself private: beside a record its people are a user's reference, by
// which they can be traced. What one user did is a question of its own, and history keeps that it was asked.
AuditLine as_told(AuditLine line, const Narrowed& narrowed) {
    const bool asks_of_the_user = narrowed.user && !narrowed.about;
    if (!line.confidential || asks_of_the_user || !is_about_a_record(line)) return line;
    const auto reference = Reference::parse(line.reference);
    line.who = reference ? "User " + reference->spoken() : std::string();
    line.agency = episodes::support_service;
    return line;
}

html::Row row(const AuditLine& line) {
    const auto about = about_words(line);
    const auto deed = std::string(words_of(line.told.line.action).words);
    return {html::time(line.told.at),
            line.who.empty() ? Html("Nobody signed in")
                             : html::link(fmt::format("{}?user={}", audit_path, line.reference), line.who),
            line.agency,
            line.told.line.outcome == "done"
                ? Html(deed)
                : deed + " " + html::tag({.text = "Refused", .colour = html::TagColour::red}),
            about.empty() ? html::secondary("Nobody’s record") : Html(about)};
}

Html narrowing(Context& cx, const http::Answers& typed, const Problems& problems) {
    std::vector<html::Choice> choices;
    for (const auto& deed : deeds())
        choices.push_back({.value = std::string(deed.code), .text = std::string(deed.words)});
    return html::filter({.action = std::string(audit_path),
                         .heading = "Show only",
                         .method = html::FilterMethod::post,
                         .fields = cx.form_fields(),
                         .clear = std::string(audit_path)},
                        html::input({.name = "who",
                                     .label = "Who did it",
                                     .hint = "The email address they sign in with",
                                     .value = typed.text("who"),
                                     .problems = problems,
                                     .kind = html::InputKind::email}) +
                            html::input({.name = "about",
                                         .label = "About whom",
                                         .hint = "The reference of a person, family, request or period of help",
                                         .value = typed.text("about"),
                                         .problems = problems,
                                         .width = 10,
                                         .spellcheck = false}) +
                            html::select({.name = "deed",
                                          .label = "What was done",
                                          .choices = std::move(choices),
                                          .chosen = typed.text("deed"),
                                          .prompt = "All",
                                          .problems = problems}) +
                            html::date_input({.name = "day",
                                              .legend = "On which day",
                                              .typed = people::typed_day(typed, "day"),
                                              .problems = problems}));
}

// What the form says of this list.
http::Answers as_typed(const Narrowed& narrowed) {
    http::Answers typed;
    if (narrowed.user) typed.set("who", narrowed.user->email);
    if (narrowed.reference) typed.set("about", narrowed.reference->spoken());
    if (narrowed.deed) typed.set("deed", std::string(narrowed.deed->code));
    people::set_day(typed, "day", narrowed.day);
    return typed;
}

void remember(Context& cx, const Narrowed& narrowed) {
    if (narrowed.about) cx.saw(narrowed.about->kind, narrowed.about->id);
    if (narrowed.user) cx.saw("user", narrowed.user->id.text());
}

Html further(const Narrowed& narrowed, std::int64_t before) {
    if (before == 0) return {};
    const auto fields = narrowed.query();
    return html::paragraph(html::link(
        fmt::format("{}?before={}{}", audit_path, before, fields.empty() ? "" : "&" + fields), "Older lines"));
}

Response audit_page(Context& cx, const Narrowed& narrowed, const http::Answers& typed, const Problems& problems = {}) {
    remember(cx, narrowed);
    const auto answer = newest_audit_lines(cx.database(), cx.db,
                                           narrowed.question(cx.answers.number("before").value_or(0), lines_on_a_page));
    std::vector<html::Row> rows;
    for (const auto& line : answer.lines)
        rows.push_back(row(as_told(line, narrowed)));
    const bool any = !rows.empty();
    const auto nothing = answer.further > 0 ? "Nothing like it among the lines looked through. Go on to older lines."
                                            : "Nothing like it was done.";
    return cx.page({.title = "Who opened and changed what", .problems = problems, .wide = true},
                   {narrowing(cx, typed, problems),
                    html::table({.caption = "Newest first",
                                 .columns = {"When", "Who", "Agency", "What", "About"},
                                 .rows = std::move(rows),
                                 .when_empty = nothing}),
                    further(narrowed, answer.further),
                    any ? html::paragraph(html::link(narrowed.address("/admin/audit/file"), "Save these as a file",
                                                     Html(fmt::format(" of at most {} lines", lines_in_a_file))))
                        : Html()});
}

Response show_audit(Context& cx) {
    const auto narrowed = narrowed_by_address(cx);
    return audit_page(cx, narrowed, as_typed(narrowed));
}

Response narrow_audit(Context& cx) {
    const auto narrowed = narrowed_by_form(cx);
    if (!narrowed) return audit_page(cx, {}, cx.answers, narrowed.error());
    return http::see_other(narrowed.value().address(audit_path));
}

Response audit_file(Context& cx) {
    const auto narrowed = narrowed_by_address(cx);
    remember(cx, narrowed);
    std::string file = csv_line({"When", "Who", "Agency", "What", "About", "Outcome"});
    auto question = narrowed.question(0, lines_in_a_file);
    question.looks_through = looked_through_for_a_file;
    const auto answer = newest_audit_lines(cx.database(), cx.db, question);
    for (const auto& each : answer.lines) {
        const auto line = as_told(each, narrowed);
        file += csv_line({words(line.told.at), line.who.empty() ? "Nobody signed in" : line.who, line.agency,
                          words_of(line.told.line.action).words, about_words(line), outcome_words(line)});
    }
    if (answer.further > 0)
        file += csv_line({"There are older lines that are not in this file. Save a day at a time."});
    return {.body = std::move(file),
            .type = "text/csv; charset=utf-8",
            .headers = {{"Content-Disposition", "attachment; filename=\"audit.csv\""}}};
}

} // namespace

void audit_routes(http::Router& router) {
    using access::Action;
    router.get(std::string(audit_path), Action::read_audit, {"audit.viewed"}, show_audit);
    router.post(std::string(audit_path), Action::read_audit, http::Audit{"audit.viewed"}, narrow_audit);
    router.get("/admin/audit/file", Action::read_audit, {"audit.saved"}, audit_file);
}

} // namespace kith::app
