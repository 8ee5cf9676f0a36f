// /people/{person}/looks, /families/{family}/looks: who opened, found and changed one record, for those who work with
// it.

#include "access/register.h"
#include "app/audit_store.h"
#include "app/looks.h"
#include "app/routes.h"
#include "base/text.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "families/family_views.h"
#include "html/components.h"
#include "people/person_store.h"
#include "people/person_views.h"

namespace kith::app {

namespace {

using access::Action;
using access::Effect;
using html::Html;
using http::Context;
using http::Response;

constexpr int looks_on_a_page = 25;

struct LookedAt {
    std::string kind;
    std::string id;
    std::string name;
    std::string path;
};

bool may_read_looks(const access::Rights& rights) {
    return rights.to(Action::read_looks).effect == Effect::content;
}

std::optional<Action> action_to_read(std::string_view kind) {
    if (kind == "family") return Action::read_family;
    if (kind == "request") return Action::read_request;
    if (kind == "episode") return Action::read_episode;
    return std::nullopt;
}

// What a line is about besides the record itself is told of only as far as the viewer may know of it.
class Sight {
public:
    explicit Sight(Context& cx) : cx_(cx) {}

    bool covers(const history::Line& line, const LookedAt& record) {
        if (line.action == record.kind + ".viewed" && is(line.subjects.front(), record)) return true; // its own page
        constexpr int most_asked_about = 5; // a long list is a page about others too
        int asked = 0;
        return std::all_of(line.subjects.begin(), line.subjects.end(), [&](const history::Subject& subject) {
            if (is(subject, record)) return true;
            if (subject.kind == "person" || subject.kind == "user") return true; // neither is told of
            return ++asked <= most_asked_about && sees(subject);
        });
    }

private:
    static bool is(const history::Subject& subject, const LookedAt& record) {
        return subject.kind == record.kind && subject.id == record.id;
    }

    bool sees(const history::Subject& subject) {
        const auto action = action_to_read(subject.kind);
        if (!action || !cx_.viewer.may(*action)) return false;
        const auto known = seen_.find(subject.id);
        if (known != seen_.end()) return known->second;
        const auto effect = access::decide_about(cx_.db, cx_.viewer, *action, subject.id, cx_.now).effect;
        return seen_[subject.id] = effect != Effect::hidden;
    }

    Context& cx_;
    std::map<std::string, bool> seen_;
};

// Pages that are somebody's own, and what concerns a user.
bool is_elsewhere(const std::string& action) {
    return action == "home.viewed" || action == "form.viewed" || action.starts_with("draft.") ||
           action.starts_with("user") || action.starts_with("audit.");
}

std::string what_was_done(Sight& sight, const AuditLine& line, const LookedAt& record) {
    const auto& action = line.told.line.action;
    const auto words = words_of(action);
    if (words.deed == Deed::searched) return "Found in a search";
    if (!is_elsewhere(action) && sight.covers(line.told.line, record)) return std::string(words.words);
    return words.deed == Deed::looked ? "Saw the name on another page" : "Changed something else that names them";
}

// An agency that must not be known to help is not named, nor its people, except to itself.
html::Row row(Context& cx, Sight& sight, const AuditLine& line, const LookedAt& record) {
    const bool own = line.told.actor.agency == cx.viewer.agency.text();
    const bool nameless = line.confidential && !own;
    const Html who = nameless ? Html() : line.who.empty() ? Html("Kith") : Html(line.who);
    return {html::time(line.told.at), who, nameless ? std::string(episodes::support_service) : line.agency,
            what_was_done(sight, line, record)};
}

Response looks_page(Context& cx, const access::Rights& rights, const LookedAt& record) {
    if (!may_read_looks(rights)) throw http::Stop{404};
    cx.saw(record.kind, record.id);
    const auto before = cx.answers.number("before").value_or(0);
    const auto answer = newest_audit_lines(
        cx.database(), cx.db, {.about = {record.kind, record.id}, .before = before, .limit = looks_on_a_page});
    Sight sight(cx);
    std::vector<html::Row> rows;
    for (const auto& line : answer.lines)
        rows.push_back(row(cx, sight, line, record));
    const Html older =
        answer.further == 0
            ? Html()
            : html::paragraph(html::link(fmt::format("{}/looks?before={}", record.path, answer.further), "Older"));
    return cx.page({.title = "Who has looked", .caption = record.name, .back = record.path, .wide = true},
                   {html::paragraph("Everybody who opened this record, found it in a search or changed something. Each "
                                    "line is written before the page is shown, and nobody can take one out."),
                    html::table({.caption = "Newest first",
                                 .columns = {"When", "Who", "Agency", "What"},
                                 .rows = std::move(rows),
                                 .when_empty = "Nobody yet."}),
                    older,
                    html::paragraph("If somebody here should not have looked, tell your manager and the council’s "
                                    "privacy officer.")});
}

Response person_looks(Context& cx) {
    const auto seen = http::found(people::find_person(cx.db, cx.viewer, cx.reference("person"), cx.now));
    return looks_page(cx, seen.rights,
                      {"person", std::string(seen.summary.id.text()), people::words(seen.summary.name),
                       people::path_to(seen.summary)});
}

Response family_looks(Context& cx) {
    const auto seen = http::found(families::find_family(cx.db, cx.viewer, cx.reference("family"), cx.now));
    return looks_page(cx, seen.rights,
                      {"family", std::string(seen.family.id.text()), families::display_name(seen.family),
                       families::path_to(seen.family)});
}

} // namespace

Html looks_link(const access::Rights& rights, const std::string& path) {
    return may_read_looks(rights) ? html::link(path + "/looks", "Who has looked") : Html();
}

void looks_routes(http::Router& router) {
    router.get("/people/{person}/looks", Action::read_looks, {"looks.viewed"}, person_looks);
    router.get("/families/{family}/looks", Action::read_looks, {"looks.viewed"}, family_looks);
}

} // namespace kith::app
