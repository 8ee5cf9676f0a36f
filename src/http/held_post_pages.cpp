// What somebody sent when signed out: shown again, to be saved or thrown away.

#include "html/components.h"
#include "http/held_post_store.h"
#include "http/routes.h"
#include "http/visit.h"

namespace kith::http {

namespace {

// "what_is_going_well" is "What is going well": the form itself is elsewhere, this only lets its author know it again.
std::string words_of(std::string_view field) {
    std::string words(field);
    for (char& c : words)
        if (c == '_' || c == '-') c = ' ';
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

html::Html what_was_written(const Answers& form) {
    html::SummaryList list;
    for (const auto& [name, value] : form.fields())
        if (!is_hidden_field(name) && !value.empty())
            list.rows.push_back({.key = words_of(name), .value = html::typed_text(value)});
    return html::summary_list(list);
}

// Everything as it was sent, with the token of the page it is on now. Its own submission key stays: saved is saved.
html::Html fields_of(const Context& cx, const HeldPost& held) {
    auto fields =
        html::hidden_field(token_field, form_token(cx.visit())) + html::hidden_field(held_field, held.reference.text());
    for (const auto& [name, value] : held.form.fields())
        fields += html::hidden_field(name, value);
    return fields;
}

HeldPost held_post(const Context& cx) {
    return found(find_held_post(cx.db, cx.visit().site.cipher, cx.viewer.user, cx.reference("post"), cx.now));
}

Response show_held_post(Context& cx) {
    const auto held = held_post(cx);
    const html::Html content = {
        html::paragraph(
            "You were signed out before this was saved. Nothing you wrote is lost. Save it now, or delete it; "
            "it is kept for one day and only you can see it."),
        what_was_written(held.form),
        html::form({.action = held.path, .submit = "Save it now", .fields = fields_of(cx, held)}, {}),
        html::one_button_form({.action = "/held/" + held.reference.text() + "/deletion",
                               .text = "Delete it",
                               .fields = cx.form_fields()})};
    return cx.page({.title = "Not saved yet"}, content);
}

Response delete_held_post(Context& cx) {
    const auto held = held_post(cx);
    cx.visit().site.database.write(
        [&](db::Writer& writer) { drop_held_post(writer, cx.viewer.user.text(), held.reference); });
    return see_other(cx.visit().site.home, "What you wrote was deleted");
}

} // namespace

void held_post_routes(Router& router) {
    router.get("/held/{post}", Permission::signed_in, {"held-post.viewed"}, show_held_post);
    router.post("/held/{post}/deletion", Permission::signed_in, delete_held_post);
}

} // namespace kith::http
