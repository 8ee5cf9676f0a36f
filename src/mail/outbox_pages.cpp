// Letters that did not go out: for whoever runs Kith, who can put the cause right and try again.

#include "db/database.h"
#include "html/components.h"
#include "http/router.h"
#include "mail/outbox.h"
#include "mail/routes.h"

namespace kith::mail {

using html::Html;
using http::Context;
using http::Response;

namespace {

constexpr int letters_shown = 100;

Html state_of(Context& cx, const Letter& letter) {
    if (letter.delivery != Delivery::failed) return Html("Tried again ") + html::time(letter.next_try_at);
    return html::tag({.text = "Given up", .colour = html::TagColour::red}) +
           html::one_button_form({.action = "/admin/mail",
                                  .text = "Try again",
                                  .hidden = Html(": the email to ") + Html(letter.to),
                                  .fields = cx.form_fields() + html::hidden_field("letter", letter.reference->text())});
}

Html what_happens(bool is_sent) {
    constexpr const char* says = "An email says only that there is a message about a request. ";
    constexpr const char* sent = "Emails wait while the relay is away, and are given up after about three days.";
    constexpr const char* waits =
        "No mail relay is set here, so no email is sent and none is given up: they wait until "
        "mail_relay is set in kith.toml.";
    return html::paragraph(Html(says) + Html(is_sent ? sent : waits));
}

Html those_not_tried(const Unsent& unsent, bool is_sent) {
    if (unsent.letters == 0) return {};
    return html::inset_text(
        Html{Html(unsent.letters == 1 ? "1 email waits" : std::to_string(unsent.letters) + " emails wait"),
             is_sent ? " to be sent, the oldest since " : " for a mail relay, the oldest since ",
             html::time(*unsent.oldest), "."});
}

Response outbox_page(Context& cx, Problems problems) {
    const auto unsent = unsent_letters(cx.db);
    std::vector<html::Row> rows;
    for (const auto& letter : troubled_letters(cx.db, letters_shown))
        rows.push_back({letter.to, html::time(letter.made_at), std::to_string(letter.tries), letter.last_error,
                        state_of(cx, letter)});
    return cx.page(
        {.title = "Emails that did not go out", .problems = std::move(problems), .back = "/admin", .wide = true},
        what_happens(cx.sends_emails()) + those_not_tried(unsent, cx.sends_emails()) +
            html::table({.caption = "Emails that failed or are being tried again, the latest first",
                         .columns = {"To", "Written", {"Tries", true}, "What the relay said", "State"},
                         .rows = std::move(rows),
                         .caption_hidden = true,
                         .when_empty = unsent.letters == 0 ? "Every email went out." : "No email has failed."}));
}

Response show_outbox(Context& cx) {
    return outbox_page(cx, {});
}

Response try_letter_again(Context& cx) {
    const auto letter = Reference::parse(cx.answers.text("letter"));
    if (!letter) throw http::Stop{404};
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        if (!try_again(writer, *letter)) return Problem{"", "changed_meanwhile", "This email is under way already"};
        history::record(writer, cx.viewer.actor(),
                        {.action = "mail.tried_again", .subjects = {{"letter", letter->text()}}});
        return std::string("/admin/mail");
    });
    if (!saved) return outbox_page(cx, saved.error());
    return http::see_other(*saved, "The email is sent again within a minute");
}

} // namespace

void outbox_routes(http::Router& router) {
    router.get("/admin/mail", access::Action::configure, http::no_personal_data, show_outbox);
    router.post("/admin/mail", access::Action::configure, try_letter_again);
}

} // namespace kith::mail
