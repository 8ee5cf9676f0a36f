// A child in danger now: one page, and a reason is enough to send it.

#include "html/components.h"
#include "http/router.h"
#include "profiles/profile_store.h"
#include "requests/draft_store.h"
#include "requests/request_store.h"
#include "requests/routes.h"

namespace kith::requests {

using access::Action;
using html::Html;
using http::Context;
using http::Response;
namespace key = profiles::key;

namespace {

// Another one as soon as a request is sent: what this browser kept of that one is not read into the next.
std::string danger_key(const Context& cx) {
    return cx.browser_key(fmt::format("danger|{}", last_request_in_danger(cx.db, cx.viewer).text()));
}

Response danger_page(Context& cx, const Problems& problems = {}) {
    const auto profile = profiles::current(cx.db);
    const auto field = [&](std::string_view name, const char* label, int width) {
        return html::input({.name = std::string(name),
                            .label = label,
                            .value = cx.answers.text(name),
                            .width = width,
                            .autocomplete = "off",
                            .spellcheck = false});
    };
    const Html content =
        html::urgent_line(profile->urgent_line()) +
        html::paragraph(fmt::format("Ring first. What you write here reaches {} at once, before everything else. One "
                                    "sentence is enough: no name, no {} and no other answer is needed.",
                                    profile->word("front_door"), profile->word("agreement"))) +
        html::form({.action = "/requests/danger",
                    .submit = "Send now",
                    .fields = cx.form_fields(),
                    .draft_key = danger_key(cx)},
                   html::text_area({.name = std::string(key::danger_reason),
                                    .label = "What is happening?",
                                    .text = std::string(cx.answers.raw(key::danger_reason)),
                                    .problems = problems}) +
                       html::fieldset({.legend = "If you know it"},
                                      field(key::child_given_names, "Child's first names", 30) +
                                          field(key::child_family_name, "Child's last name", 30) +
                                          field(key::child_address, "Where the child is or lives", 0) +
                                          field(key::child_postcode, "Postcode", 10)));
    return cx.page({.title = "A child is in danger now", .problems = problems, .back = "/home"}, content);
}

Response show_danger(Context& cx) {
    return danger_page(cx);
}

Response send_danger(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto& asked = profile->request_form(cx.today);
    auto answers = answers_of_page(asked, 1, cx.answers);
    answers.set(std::string(key::danger), "yes");
    const AnsweredForm form(asked, answers);
    if (answers.text(key::danger_reason).empty())
        return danger_page(cx, {{std::string(key::danger_reason), "missing", "Say in a sentence what is happening"}});

    const auto made = composed(*profile, form, {}, cx.today);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        // Never a draft of theirs: it may be open, with words in it that were not saved yet.
        const Draft draft{.reference = unused_reference(writer), .form_version = asked.version};
        const auto request = send_request(writer, cx.viewer, *profile, draft, made);
        return "/requests/" + request.reference.text() + "/sent";
    });
    if (!saved) return danger_page(cx, saved.error());
    return http::see_other(*saved);
}

} // namespace

void danger_routes(http::Router& router) {
    router.get("/requests/danger", Action::ask_for_support, http::no_personal_data, show_danger);
    router.post("/requests/danger", Action::ask_for_support, send_danger);
}

} // namespace kith::requests
