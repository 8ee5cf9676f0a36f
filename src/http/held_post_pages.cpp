// What somebody sent when signed out or in another role: shown again, to be saved or thrown away.

#include "http/held_post_pages.h"

#include "access/users.h"
#include "history/record.h"
#include "html/components.h"
#include "http/held_post_store.h"
#include "http/local_address.h"
#include "http/role_words.h"
#include "http/routes.h"
#include "http/visit.h"
#include "http/written.h"

namespace kith::http {

namespace {

// Everything as it was sent, with the token of the page it is on now. Its own submission key stays: saved is saved.
html::Html fields_of(const Context& cx, const HeldPost& held) {
    auto fields =
        html::hidden_field(token_field, form_token(cx.visit())) + html::hidden_field(held_field, held.reference.text());
    for (const auto& [name, value] : held.form.fields())
        if (name != opened_in_field) fields += html::hidden_field(name, value);
    return fields;
}

HeldPost held_post(const Context& cx) {
    return found(find_held_post(cx.db, cx.visit().site.cipher, cx.viewer.user, cx.reference("post"), cx.now));
}

// The page that shows what the form was about: a form is sent to an address that is often no page itself.
html::Html written_on(const Context& cx, const HeldPost& held, std::string_view before) {
    std::string_view address = held.path;
    while (!cx.visit().site.router.match(Method::get, address).route) {
        const auto slash = address.rfind('/');
        if (slash == std::string_view::npos || slash == 0) return {};
        address = address.substr(0, slash);
    }
    return {std::string(before), html::link(address, std::string(address))};
}

html::Html kept_until(const HeldPost& held) {
    return {"Kept until ", html::time(held.held_at + held_for), "."};
}

html::Html save_form(const Context& cx, const HeldPost& held) {
    return html::form({.action = held.path, .submit = "Save it now", .fields = fields_of(cx, held)}, {});
}

// Saved in the role that the form was opened in alone: in another it would be another agency's. Who has lost that role
// is told what it would become.
html::Html saving(const Context& cx, const HeldPost& held) {
    const auto opened_in = held.form.raw(opened_in_field);
    if (opened_in.empty() || opened_in == cx.viewer.posting.text()) return save_form(cx, held);
    for (const auto& choice : access::postings_to_choose(cx.db, cx.viewer.user, cx.now))
        if (opened_in == choice.posting.id.text())
            return html::inset_text({"You opened this form as ", html::strong(role_words(choice)), ". To save it, ",
                                     html::link(with_way_on("/sign-in/posting", "/held/" + held.reference.text()),
                                                "choose that role again"),
                                     ": then you are led back here."});
    return html::inset_text("You opened this form in a role that you do not have any more. If you save it now, it is "
                            "saved in the role that you have now.") +
           save_form(cx, held);
}

Response list_held_posts(Context& cx) {
    std::vector<html::Html> waiting;
    for (const auto& reference : held_posts_of(cx.db, cx.viewer.user, cx.now))
        if (const auto held = find_held_post(cx.db, cx.visit().site.cipher, cx.viewer.user, reference, cx.now))
            waiting.push_back({html::link("/held/" + reference.text(), beginning_of(held->form)),
                               written_on(cx, *held, ", written on "), ", sent ", html::time(held->held_at), ". ",
                               kept_until(*held)});
    const auto words =
        waiting.empty() ? html::paragraph("Nothing waits. What you send after you were signed out, or have switched to "
                                          "another role, is kept here for a day.")
                        : html::paragraph("You sent these after you were signed out, or had switched to another role. "
                                          "Open each to save or delete it.") +
                              html::list(waiting);
    return cx.page({.title = "Not saved yet", .back = cx.visit().site.home}, words);
}

Response show_held_post(Context& cx) {
    const auto held = held_post(cx);
    const auto others = held_posts_of(cx.db, cx.viewer.user, cx.now).size() - 1;
    const html::Html content = {
        html::paragraph(
            {"You were signed out before this was saved, or had switched to another role. Nothing you wrote "
             "is lost. Save it, or delete it. Only you can see it. ",
             kept_until(held), written_on(cx, held, " It was written on ")}),
        others == 0 ? html::Html() : html::paragraph(html::link("/held", "Everything that waits for you")),
        what_was_written(held.form), saving(cx, held),
        html::one_button_form({.action = "/held/" + held.reference.text() + "/deletion",
                               .text = "Delete it",
                               .fields = cx.form_fields()})};
    return cx.page({.title = "Not saved yet"}, content);
}

Response delete_held_post(Context& cx) {
    const auto held = held_post(cx);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        drop_held_post(writer, cx.viewer.user.text(), held.reference);
        history::record(writer, cx.viewer.actor(), {.action = "held-post.deleted"});
        const bool more = !held_posts_of(writer, cx.viewer.user, writer.now()).empty();
        return more ? std::string("/held") : cx.visit().site.home;
    });
    if (!saved) return cx.page({.title = "Not saved yet", .problems = saved.error()}, what_was_written(held.form));
    return see_other(*saved, "What you wrote was deleted");
}

} // namespace

Response not_held(Context& cx, std::string_view next_step) {
    const html::Html content = {
        html::paragraph(
            "You were signed out before this was saved, or had switched to another role, and too much waits "
            "for you already to keep it too. It is not saved. Copy what you wrote from this page before you "
            "leave it."),
        html::paragraph(
            {"Then ", html::link(with_way_on(next_step, "/held"), "go on"), " and save or delete what waits."}),
        what_was_written(cx.answers)};
    auto response = cx.page({.title = "This could not be kept"}, content);
    response.status = 507;
    return response;
}

void held_post_routes(Router& router) {
    router.get("/held", Permission::signed_in, {"held-posts.listed"}, list_held_posts);
    router.get("/held/{post}", Permission::signed_in, {"held-post.viewed"}, show_held_post);
    router.post("/held/{post}/deletion", Permission::signed_in, delete_held_post);
}

} // namespace kith::http
