#include "http/given_back.h"

#include "html/address.h"
#include "html/components.h"
#include "http/error_pages.h"
#include "http/gate.h"
#include "http/origin.h"
#include "http/written.h"

namespace kith::http {

namespace {

constexpr std::string_view no_answer =
    "Something is wrong where Kith keeps what is written, so we cannot say that this was saved. Everything you wrote "
    "is still here. Wait a minute and send it again. However often you send it, it is saved once.";

constexpr std::string_view too_busy =
    "More is asked of Kith just now than it can do, so this was not saved. Everything you wrote is still here. Wait a "
    "minute and send it again. However often you send it, it is saved once.";

constexpr std::string_view our_mistake =
    "Something went wrong. It is our mistake, not yours. Everything you wrote is still here. Send it again: however "
    "often you send it, it is saved once. If it goes wrong again, copy what you wrote and tell us.";

// A page is many times as long as what was typed, and nobody has time for long ones.
constexpr std::size_t most_letters_when_busy = 256 * 1024;

std::size_t letters_in(const Answers& form) {
    std::size_t letters = 0;
    for (const auto& [name, value] : form.fields())
        letters += name.size() + value.size();
    return letters;
}

bool is_of_this_site(const Visit& visit) {
    return !is_from_another_site(visit) && form_owner(visit, visit.request.form.raw(token_field)).has_value() &&
           html::is_address(visit.request.path);
}

std::optional<Response> given_back(const Visit& visit, int status, std::string_view why) {
    if (!can_be_sent_again(visit) || !is_of_this_site(visit)) return std::nullopt;
    html::Html fields;
    for (const auto& [name, value] : visit.request.form.fields())
        fields += html::hidden_field(name, value);
    const html::Html content = {
        html::paragraph(why),
        html::form({.action = visit.request.path, .submit = "Send it again", .fields = std::move(fields)}, {}),
        what_was_written(visit.request.form)};
    return error_page(status, "This may not be saved yet", content, visit.request.id);
}

html::Html what_was_not_saved(const Visit& visit) {
    if (!is_work(visit) || !is_of_this_site(visit)) return {};
    return {html::heading("What you wrote", 2),
            html::paragraph("It was not saved, and it is kept nowhere but here. Copy it before you leave this page."),
            what_was_written(visit.request.form)};
}

} // namespace

Response refused(int status, Visit& visit, Context& cx) {
    return error_page(status, visit.request.id, &cx, what_was_not_saved(visit));
}

std::optional<Response> given_back(const Visit& visit, int status) {
    return given_back(visit, status, status == 503 ? no_answer : our_mistake);
}

std::optional<Response> given_back_when_busy(const Visit& visit) {
    const auto owner = form_owner(visit, visit.request.form.raw(token_field));
    if (!owner || owner->user.empty() || owner->at < visit.now - days_ms) return std::nullopt;
    if (letters_in(visit.request.form) > most_letters_when_busy) return std::nullopt;
    return given_back(visit, 503, too_busy);
}

} // namespace kith::http
