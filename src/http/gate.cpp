#include "http/gate.h"

#include "http/error_pages.h"
#include "http/notice.h"
#include "http/origin.h"

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
    return visit.session.empty() ? !visit.visitor.empty() && owner.user.empty() && owner.session == visit.visitor
                                 : owner.session == visit.session;
}

std::optional<Response> forged(Visit& visit, Context& cx) {
    if (visit.request.method == Method::get) return std::nullopt;
    if (is_from_another_site(visit)) return error_page(403, visit.request.id, &cx);
    const auto owner = owner_of_form(visit);
    if (!owner || !is_of_this_visit(visit, *owner)) return error_page(403, visit.request.id, &cx);
    return std::nullopt;
}

std::optional<Response> not_permitted(Visit& visit, Context& cx) {
    const auto& permission = visit.route->permission;
    if (permission.kind == Permission::Kind::anyone) return std::nullopt;
    if (!visit.viewer.signed_in()) return sign_in_again(visit);
    if (permission.kind == Permission::Kind::signed_in) return std::nullopt;
    if (visit.viewer.posting.empty()) return see_other("/sign-in/posting");
    if (visit.viewer.may(permission.action)) return std::nullopt;
    return error_page(403, visit.request.id, &cx);
}

} // namespace

void recognise(Visit& visit, db::Reader&) {
    visit.viewer.request = visit.request.id;
    visit.visitor = visit.request.cookie(cookie_name(visit.site, "visitor"));
    visit.notice = notice_in(visit);
}

std::optional<Response> stopped_at_gate(Visit& visit, Context& cx) {
    if (visit.site.secure() && !visit.request.secure) return error_page(403, visit.request.id, &cx);
    if (auto stop = lost(visit, cx)) return stop;
    if (auto stop = forged(visit, cx)) return stop;
    return not_permitted(visit, cx);
}

void check_again(const Visit& visit, db::Reader&) {
    const auto& permission = visit.route->permission;
    if (permission.kind == Permission::Kind::action && !visit.viewer.may(permission.action)) throw Stop{403};
}

Response sign_in_again(Visit&) {
    return see_other("/sign-in");
}

} // namespace kith::http
