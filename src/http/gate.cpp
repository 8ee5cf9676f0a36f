#include "http/gate.h"

#include "access/users.h"
#include "http/error_pages.h"
#include "http/given_back.h"
#include "http/held_post_pages.h"
#include "http/held_post_store.h"
#include "http/local_address.h"
#include "http/notice.h"
#include "http/origin.h"
#include "http/submission_store.h"

namespace kith::http {

namespace {

std::string allowed(const std::vector<Method>& methods) {
    std::string words;
    for (const auto method : methods)
        words += (words.empty() ? "" : ", ") + std::string(word(method)) + (method == Method::get ? ", HEAD" : "");
    return words;
}

// Meets the route; the page to say so when there is none.
std::optional<Response> lost(Visit& visit, Context& cx) {
    auto match = visit.site.router.match(visit.request.method, visit.request.path);
    visit.route = match.route;
    visit.names = std::move(match.names);
    if (visit.route) {
        visit.pattern = visit.route->path;
        return std::nullopt;
    }
    if (match.methods.empty()) return error_page(404, visit.request.id, &cx);
    auto response = error_page(405, visit.request.id, &cx);
    response.headers.emplace_back("allow", allowed(match.methods));
    return response;
}

// The form's owner when it is one of this site's own forms: never ours, never forged.
std::optional<FormOwner> owner_of_form(const Visit& visit) {
    const auto token = visit.request.header("x-csrf");
    return form_owner(visit, token.empty() ? visit.request.form.raw(token_field) : token);
}

bool is_of_this_visit(const Visit& visit, const FormOwner& owner) {
    // A visitor's cookie is not the session's secret: somebody else may have planted it.
    const bool is_for_visitors = !visit.session || visit.route->permission.kind == Permission::Kind::anyone;
    if (owner.user.empty()) return is_for_visitors && !visit.visitor.empty() && owner.tie == visit.visitor;
    return visit.session && owner.tie == visit.session->csrf;
}

// The form without its token, which is worth nothing later, but with the posting that the token named.
Answers worth_keeping(const Answers& form, const FormOwner& owner) {
    std::vector<std::pair<std::string, std::string>> fields{{std::string(opened_in_field), owner.posting.value_or("")}};
    for (const auto& field : form.fields())
        if (!is_hidden_field(field.first) || field.first == submission_field) fields.push_back(field);
    return Answers(std::move(fields));
}

// A form that was opened before a long weekend is still somebody's work. One that is older, or whose author's account
// has ended, may be a copy in other hands and would only fill the room.
constexpr std::int64_t forms_held_for = 4 * days_ms;

bool is_ended(db::Reader& reader, std::string_view user) {
    const auto id = Id<access::User>::parse(user);
    const auto author = id ? access::find_user(reader, *id) : std::nullopt;
    return !author || author->ended_at.has_value();
}

// A form that could not be taken, as its author finds it again.
struct Held {
    std::string address = {}; // "" when there was nothing to keep
    bool no_room = false;
};

Held held_for_its_author(const Visit& visit, db::Reader& reader) {
    const auto owner = owner_of_form(visit);
    if (!owner || owner->user.empty() || !is_work(visit)) return {};
    if (owner->at < visit.now - forms_held_for || is_ended(reader, owner->user)) return {};
    const auto reference = visit.site.database.writing([&](db::Writer& writer) {
        return hold(writer, visit.site.cipher, owner->user, visit.request.path,
                    worth_keeping(visit.request.form, *owner));
    });
    if (!reference) return {.no_room = true};
    return {.address = "/held/" + reference->text()};
}

// Back to the page that was asked for; after a POST there is none to go back to.
std::string address_of(const Visit& visit) {
    if (visit.request.method != Method::get) return {};
    const auto query = visit.request.query.encoded();
    return local_address(visit.request.path + (query.empty() ? "" : "?" + query));
}

std::optional<Response> forged(Visit& visit, Context& cx) {
    if (visit.request.method == Method::get) return std::nullopt;
    const auto owner = is_from_another_site(visit) ? std::nullopt : owner_of_form(visit);
    if (owner && is_of_this_visit(visit, *owner)) return std::nullopt;
    if (!owner || owner->user.empty()) return not_taken_page(NotTaken::not_our_form, visit.request.id, &cx);
    // Our own form, from a session that has ended: it is held, and whoever wrote it decides.
    return sign_in_again(visit, cx);
}

bool was_opened_in_another_role(const Visit& visit) {
    if (visit.request.method == Method::get) return false;
    const auto owner = owner_of_form(visit);
    return owner && owner->posting && *owner->posting != visit.viewer.posting.text();
}

// Whoever works for a school and for a charity has switched meanwhile: what they wrote as the one is not the other's.
Response in_another_role(Visit& visit, Context& cx) {
    // What a script sends is kept by the script.
    if (visit.request.method != Method::post)
        return {.status = 403, .body = "This page was opened in another role.\n", .type = "text/plain; charset=utf-8"};
    const auto held = held_for_its_author(visit, cx.db);
    if (held.no_room) return not_held(cx, "/held");
    if (held.address.empty()) return not_taken_page(NotTaken::other_role, visit.request.id, &cx);
    return see_other(held.address);
}

std::optional<Response> not_permitted(Visit& visit, Context& cx) {
    const auto& permission = visit.route->permission;
    if (permission.kind == Permission::Kind::anyone) return std::nullopt;
    if (!visit.viewer.signed_in()) return sign_in_again(visit, cx);
    if (permission.kind == Permission::Kind::signed_in) return std::nullopt;
    if (visit.viewer.posting.empty()) return sign_in_again(visit, cx);
    if (was_opened_in_another_role(visit)) return in_another_role(visit, cx);
    if (visit.viewer.may(permission.action)) return std::nullopt;
    return refused(403, visit, cx);
}

// Save was pressed twice: to where the first press led, before a handler wonders why its work is done already.
std::optional<Response> done_before(const Visit& visit, Context& cx) {
    const auto key = visit.request.form.raw(submission_field);
    if (visit.request.method != Method::post || key.empty()) return std::nullopt;
    if (visit.request.form.has(held_field)) return std::nullopt; // to be let go of in cx.save
    const auto print = fingerprint_of(visit.request);
    const auto earlier = find_earlier(
        cx.db, {.key = key, .user = visit.viewer.user.text(), .route = visit.route->path, .fingerprint = print});
    if (!earlier || !earlier->same) return std::nullopt;
    return see_other(earlier->address);
}

bool is_signed_in(const access::SessionState& session) {
    return session.stage == access::Stage::open || session.stage == access::Stage::choose_posting;
}

} // namespace

void recognise(Visit& visit, db::Reader& reader) {
    const auto token = visit.request.cookie(cookie_name(visit.site, ""));
    if (!token.empty()) visit.session = access::find_session(reader, token, visit.now, visit.request.id);
    if (visit.session && is_signed_in(*visit.session)) visit.viewer = visit.session->viewer;
    visit.viewer.request = visit.request.id;
    visit.visitor = visit.request.cookie(cookie_name(visit.site, "visitor"));
    visit.notice = notice_in(visit);
}

std::optional<Response> stopped_at_gate(Visit& visit, Context& cx) {
    if (visit.site.secure() && !visit.request.secure)
        return not_taken_page(NotTaken::not_secure, visit.request.id, &cx);
    if (auto stop = lost(visit, cx)) return stop;
    if (auto stop = forged(visit, cx)) return stop;
    if (auto stop = not_permitted(visit, cx)) return stop;
    return done_before(visit, cx);
}

void check_again(const Visit& visit, db::Writer& writer) {
    const auto& permission = visit.route->permission;
    if (permission.kind == Permission::Kind::anyone) return;
    const auto now = access::find_session(writer, visit.session->id, writer.now(), visit.request.id);
    if (!now || !is_signed_in(*now) || now->viewer.posting != visit.viewer.posting) throw SessionGone();
    if (permission.kind == Permission::Kind::action && !now->viewer.may(permission.action)) throw Stop{403};
}

bool is_work(const Visit& visit) {
    const auto& form = visit.request.form;
    return can_be_sent_again(visit) && std::ranges::any_of(form.fields(), [&](const auto& field) {
               return is_written(form, field.first) && !field.second.empty();
           });
}

bool can_be_sent_again(const Visit& visit) {
    if (visit.request.method != Method::post) return false;
    // Where even who sent it could not be asked for, the route was not met yet.
    const auto* route =
        visit.route ? visit.route : visit.site.router.match(visit.request.method, visit.request.path).route;
    if (!route || route->permission.kind != Permission::Kind::action) return false;
    return std::ranges::any_of(visit.request.form.fields(), [](const auto& field) {
        return !is_hidden_field(field.first) && !field.second.empty();
    });
}

std::string_view next_step(const Visit& visit) {
    if (!visit.session) return "/sign-in";
    switch (visit.session->stage) {
    case access::Stage::set_up_second_factor:
        return "/sign-in/set-up";
    case access::Stage::give_second_factor:
        return "/sign-in/code";
    case access::Stage::change_password:
        return "/sign-in/password";
    case access::Stage::choose_posting:
        return "/sign-in/posting";
    case access::Stage::locked:
        return "/locked";
    case access::Stage::open:
        return "";
    }
    return "/sign-in";
}

Response sign_in_again(Visit& visit, Context& cx) {
    // What a script sends is kept by the script.
    if (visit.request.method != Method::get && visit.request.method != Method::post)
        return {.status = 401, .body = "Sign in again. What you wrote is kept.\n", .type = "text/plain; charset=utf-8"};
    const auto held = held_for_its_author(visit, cx.db);
    const auto step = next_step(visit);
    if (held.no_room) return not_held(cx, step.empty() ? "/held" : step);
    if (step.empty()) return see_other(held.address.empty() ? visit.site.home : held.address);
    return see_other(with_way_on(step, held.address.empty() ? address_of(visit) : held.address));
}

} // namespace kith::http
