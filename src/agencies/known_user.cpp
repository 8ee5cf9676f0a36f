#include "agencies/known_user.h"

#include "access/renewal.h"
#include "html/components/button.h"
#include "html/components/form.h"
#include "html/components/messages.h"

namespace kith::agencies {

using access::Action;
using access::Posting;
using access::User;
using html::Html;

std::string path_to(const User& user) {
    return "/admin/users/" + user.reference.text();
}

bool manages_all(const access::Viewer& viewer) {
    return viewer.may(Action::manage_agencies);
}

bool may_end(const access::Viewer& viewer, const Posting& posting) {
    return access::may_grant(
        viewer,
        {.user = posting.user, .agency = posting.agency, .role = posting.role, .from = posting.from, .to = posting.to});
}

std::optional<Known> find_known(db::Reader& reader, const access::Viewer& viewer, Instant now, const User& user) {
    Known known{.user = user, .postings = access::postings_of(reader, user.id)};
    known.is_viewer = user.id == viewer.user;
    known.may_change_account = !known.is_viewer && !user.ended_at &&
                               std::all_of(known.postings.begin(), known.postings.end(), [&](const Posting& posting) {
                                   return posting.to + access::renewable_for <= now || may_end(viewer, posting);
                               });
    if (manages_all(viewer)) return known;
    std::erase_if(known.postings, [&](const Posting& posting) { return posting.agency != viewer.agency; });
    if (known.postings.empty()) return std::nullopt;
    return known;
}

Known known_user(http::Context& cx) {
    const auto user = http::found(access::find_user(cx.db, cx.reference("user")));
    auto known = http::found(find_known(cx.db, cx.viewer, cx.now, user));
    cx.saw("user", user.id.text());
    return known;
}

Known changeable_user(http::Context& cx) {
    auto known = known_user(cx);
    if (!known.may_change_account) throw http::Stop{404};
    return known;
}

void require_changeable(db::Reader& reader, const http::Context& cx, Id<User> user) {
    const auto now = http::found(access::find_user(reader, user));
    const auto known = find_known(reader, cx.viewer, cx.now, now);
    if (!known || !known->may_change_account) throw http::Stop{404};
}

http::Response password_page(http::Context& cx, const std::string& name, const std::string& password,
                             const std::string& next) {
    const Html content = {
        html::panel({.heading = password, .content = "First password for " + name}),
        html::paragraph("Tell it to them in person or by telephone, not by email. It is shown only now."),
        html::paragraph("When they first sign in they set up a one-time code on their telephone and choose a password "
                        "of their own."),
        html::button({.text = "Done", .address = next})};
    return cx.page({.title = name + " can sign in", .heading = false}, content);
}

http::Response step_page(http::Context& cx, const Step& step, const Problems& problems) {
    const Html content = {html::paragraph(step.explanation),
                          step.carried.empty() ? Html() : html::inset_text(step.carried),
                          html::form({.action = step.action,
                                      .submit = step.button,
                                      .fields = cx.form_fields(),
                                      .beside = html::link(step.back, "Go back"),
                                      .warning = true},
                                     {})};
    return cx.page({.title = step.title, .problems = problems, .back = step.back}, content);
}

} // namespace kith::agencies
