// Signing in, a step a page: password, one-time code, own password, posting; and going on after a lock.

#include "access/known_browser.h"
#include "access/password.h"
#include "access/second_factor.h"
#include "access/sign_in.h"
#include "access/users.h"
#include "base/text.h"
#include "html/components.h"
#include "http/gate.h"
#include "http/held_post_store.h"
#include "http/local_address.h"
#include "http/role_words.h"
#include "http/routes.h"

namespace kith::http {

namespace {

using access::Stage;

// Where to go on after signing in, carried from step to step.
std::string way_on(const Context& cx) {
    return local_address(cx.answers.text("to"));
}

html::Html step_fields(const Context& cx) {
    return cx.form_fields() + html::hidden_field("to", way_on(cx));
}

bool is_at(const Context& cx, Stage stage) {
    const auto& session = cx.visit().session;
    return session && session->stage == stage;
}

// To the step that the session is at; when there is none left, to what waits there.
Response go_on(const Context& cx) {
    const auto& visit = cx.visit();
    const auto step = next_step(visit);
    if (!step.empty()) return see_other(with_way_on(step, way_on(cx)));
    if (!way_on(cx).empty()) return see_other(way_on(cx));
    const auto held = held_posts_of(cx.db, visit.session->viewer.user, cx.now);
    if (held.empty()) return see_other(visit.site.home);
    return see_other(held.size() == 1 ? "/held/" + held.front().text() : "/held");
}

std::string browser_of(const Context& cx) {
    return std::string(cx.request.cookie(cookie_name(cx.visit().site, browser_cookie)));
}

// With the new token in the cookie; "/sign-in" itself finds the step that comes next.
Response proved(const Context& cx, const access::SignedIn& signed_in) {
    auto response = see_other(with_way_on("/sign-in", way_on(cx)));
    const auto& site = cx.visit().site;
    response.headers.emplace_back("set-cookie", set_cookie(site, "", signed_in.token));
    if (!signed_in.browser.empty())
        response.headers.emplace_back("set-cookie", set_cookie(site, browser_cookie, signed_in.browser,
                                                               int{access::browser_known_for / seconds_ms}));
    return response;
}

bool must_wait(const Problems& problems) {
    return std::ranges::any_of(problems, [](const Problem& problem) {
        return problem.code == "sign-in.wait" || problem.code == "sign-in.busy";
    });
}

// The page of a step that was not passed.
Response again(Response page, const Problems& problems) {
    if (must_wait(problems)) page.status = 429;
    return page;
}

// Known words in the address of this page; whatever else stands there is not repeated.
constexpr const char* typed_field = "typed"; // "kept": the script led here from a page whose words are kept
constexpr const char* signed_out_field = "signed-out";

// Ended by the clock or by somebody else: who signs out takes the cookie along.
bool session_has_ended(const Context& cx) {
    const auto& visit = cx.visit();
    return !visit.session && !cx.request.cookie(cookie_name(visit.site, "")).empty();
}

// The cookie says nothing of it: signing out in another window takes it along.
bool says_that_words_are_kept(const Context& cx) {
    return cx.answers.text(typed_field) == "kept" && !cx.visit().session;
}

bool leads_to_held_words(const Context& cx) {
    constexpr std::string_view held = "/held/";
    const auto to = way_on(cx);
    const auto reference = to.starts_with(held) ? Reference::parse(to.substr(held.size())) : std::nullopt;
    return reference && is_held(cx.db, *reference, cx.now);
}

html::Html why_one_is_here(const Context& cx) {
    if (leads_to_held_words(cx) || says_that_words_are_kept(cx))
        return html::inset_text("You were signed out. What you had typed is kept and comes back after you sign in.");
    if (session_has_ended(cx)) return html::inset_text("You were signed out.");
    if (cx.answers.text(signed_out_field) == "yes") return html::inset_text("You are signed out.");
    return {};
}

Response sign_in_page(Context& cx, const Problems& problems = {}) {
    auto fields = step_fields(cx);
    if (says_that_words_are_kept(cx)) fields += html::hidden_field(typed_field, "kept");
    const auto form =
        html::form({.action = "/sign-in", .submit = "Sign in", .fields = std::move(fields)},
                   {html::input({.name = "email",
                                 .label = "Email address",
                                 .value = cx.answers.text("email"),
                                 .problems = problems,
                                 .kind = html::InputKind::email,
                                 .autocomplete = "username",
                                 .spellcheck = false}),
                    html::password_input({.name = "password", .label = "Password", .problems = problems})});
    return again(cx.page({.title = "Sign in", .problems = problems}, why_one_is_here(cx) + form), problems);
}

Response ask_to_sign_in(Context& cx) {
    if (cx.visit().session) return go_on(cx);
    return sign_in_page(cx);
}

// What was left empty is no try at a password, and counts against nobody.
Problems left_empty(const Answers& answers) {
    Problems problems;
    if (trimmed(answers.text("email")).empty())
        problems.push_back({"email", "sign-in.email-missing", "Enter your email address"});
    if (answers.raw("password").empty())
        problems.push_back({"password", "sign-in.password-missing", "Enter your password"});
    return problems;
}

Response sign_in(Context& cx) {
    if (const auto problems = left_empty(cx.answers); !problems.empty()) return sign_in_page(cx, problems);
    const auto signed_in = access::sign_in(cx.visit().site.database, cx.visit().site.cipher,
                                           {.email = cx.answers.text("email"),
                                            .password = std::string(cx.answers.raw("password")),
                                            .client = cx.request.client,
                                            .request = cx.request.id,
                                            .browser = browser_of(cx)});
    if (!signed_in) return sign_in_page(cx, signed_in.error());
    return proved(cx, *signed_in);
}

html::Html code_input(const Problems& problems) {
    return html::input({.name = "code",
                        .label = "Code from your authenticator app",
                        .hint = "Six digits. A new code comes every 30 seconds.",
                        .problems = problems,
                        .kind = html::InputKind::one_time_code,
                        .width = 10,
                        .autocomplete = "one-time-code",
                        .spellcheck = false});
}

Response code_page(Context& cx, const Problems& problems = {}) {
    const auto form =
        html::form({.action = "/sign-in/code", .submit = "Continue", .fields = step_fields(cx)}, code_input(problems));
    return again(cx.page({.title = "Enter your code", .problems = problems}, form), problems);
}

Response ask_for_code(Context& cx) {
    if (!is_at(cx, Stage::give_second_factor)) return go_on(cx);
    return code_page(cx);
}

Response give_code(Context& cx) {
    if (!is_at(cx, Stage::give_second_factor)) return go_on(cx);
    const auto& visit = cx.visit();
    const auto signed_in = access::give_code(visit.site.database, visit.site.cipher, *visit.session,
                                             cx.answers.text("code"), browser_of(cx));
    if (!signed_in) return code_page(cx, signed_in.error());
    return proved(cx, *signed_in);
}

// Of what this session was offered when the password was right; nothing once it is set up.
std::optional<access::Enrolment> enrolment_of(const Context& cx) {
    const auto& visit = cx.visit();
    const auto seed = access::offered_seed(cx.db, visit.site.cipher, visit.session->id);
    if (!seed) return std::nullopt;
    const auto account = access::find_user(cx.db, visit.session->viewer.user);
    return access::enrolment(visit.site.frame(cx).service_name, account ? account->email : "", *seed);
}

Response set_up_page(Context& cx, const Problems& problems = {}) {
    const auto offered = enrolment_of(cx);
    if (!offered) return go_on(cx);
    const auto& enrolment = *offered;
    const html::Html content = {
        html::paragraph("You need a code from an authenticator app each time you sign in, so that your password alone "
                        "is worth nothing to anybody else. You do this once."),
        html::numbered_list(
            {"Install an authenticator app on your phone, or open the one you have. Any will do.",
             {"On this phone, ", html::link(enrolment.address, "open the app from here"),
              ". On another, add an account in the app and type this key: ", html::strong(enrolment.seed)},
             "Enter the code that the app shows."}),
        html::form({.action = "/sign-in/set-up", .submit = "Continue", .fields = step_fields(cx)},
                   code_input(problems))};
    return again(cx.page({.title = "Set up your second step", .problems = problems}, content), problems);
}

Response ask_to_set_up(Context& cx) {
    if (!is_at(cx, Stage::set_up_second_factor)) return go_on(cx);
    return set_up_page(cx);
}

Response set_up(Context& cx) {
    if (!is_at(cx, Stage::set_up_second_factor)) return go_on(cx);
    const auto& visit = cx.visit();
    const auto signed_in = access::confirm_code(visit.site.database, visit.site.cipher, *visit.session,
                                                cx.answers.text("code"), browser_of(cx));
    if (!signed_in) return set_up_page(cx, signed_in.error());
    return proved(cx, *signed_in);
}

// Somebody else set the password, and it is changed before anything else; or its owner wants another one.
bool must_change_password(const Context& cx) {
    return is_at(cx, Stage::change_password);
}

Response password_page(Context& cx, const Problems& problems = {}) {
    const bool must = must_change_password(cx);
    const html::Html content = {
        html::paragraph(must ? "Somebody else set your password. Choose one that only you know."
                             : "You are signed out wherever else you are signed in now. Here you go on."),
        html::form({.action = "/sign-in/password", .submit = "Change password", .fields = step_fields(cx)},
                   {html::password_input({.name = "old",
                                          .label = must ? "The password you were given" : "The password you have now",
                                          .problems = problems}),
                    html::password_input({.name = "password",
                                          .label = "Your new password",
                                          .hint = "At least 12 characters. Three words that do not belong together "
                                                  "are easy to remember and hard to guess.",
                                          .problems = problems,
                                          .is_new = true}),
                    html::password_input(
                        {.name = "again", .label = "Your new password again", .problems = problems, .is_new = true})})};
    return again(cx.page({.title = must ? "Choose your password" : "Change your password",
                          .problems = problems,
                          .back = must ? "" : "/sign-in/posting"},
                         content),
                 problems);
}

Response ask_for_password(Context& cx) {
    if (!must_change_password(cx) && !cx.viewer.signed_in()) return go_on(cx);
    return password_page(cx);
}

// Left empty, or typed apart: no try at the old one, and counts against nobody.
Problems mistyped(const Answers& answers, bool was_given) {
    Problems problems;
    if (answers.raw("old").empty())
        problems.push_back({"old", "sign-in.password-missing",
                            was_given ? "Enter the password you were given" : "Enter the password you have now"});
    if (answers.raw("password").empty()) problems.push_back({"password", "missing", "Enter your new password"});
    if (answers.raw("again") != answers.raw("password"))
        problems.push_back({"again", "apart", "The new password is not the same both times"});
    else if (answers.raw("again").empty())
        problems.push_back({"again", "missing", "Enter your new password again"});
    return problems;
}

Response change_password(Context& cx) {
    const bool must = must_change_password(cx);
    if (!must && !cx.viewer.signed_in()) return go_on(cx);
    if (const auto problems = mistyped(cx.answers, must); !problems.empty()) return password_page(cx, problems);
    const auto frame = cx.visit().site.frame(cx);
    const auto changed = access::change_password(cx.visit().site.database, *cx.visit().session, cx.answers.raw("old"),
                                                 cx.answers.raw("password"), {frame.council_name, frame.service_name});
    if (!changed) return password_page(cx, changed.error());
    if (!must) return see_other(cx.visit().site.home, "Your password is changed");
    return see_other(with_way_on("/sign-in", way_on(cx)));
}

Response posting_page(Context& cx, const Problems& problems = {}) {
    const auto choices = access::postings_to_choose(cx.db, cx.visit().session->viewer.user, cx.now);
    const auto own_password = html::paragraph(html::link("/sign-in/password", "Change your password"));
    if (choices.empty())
        return cx.page({.title = "You have no role here at the moment"},
                       html::paragraph("Your account is in order, but nobody has given it a role that holds today. Ask "
                                       "your agency's administrator.") +
                           own_password);
    std::vector<html::Choice> shown;
    for (const auto& choice : choices)
        shown.push_back({.value = choice.posting.reference.text(), .text = role_words(choice)});
    const auto form =
        html::form({.action = "/sign-in/posting", .submit = "Continue", .fields = step_fields(cx)},
                   html::radios({.name = "posting",
                                 .legend = "What are you working as?",
                                 .hint = "You see and do what this role may. You can change it at any time.",
                                 .choices = shown,
                                 .problems = problems,
                                 .legend_size = html::Size::l,
                                 .legend_is_heading = true}));
    return cx.page({.title = "What are you working as?", .heading = false, .problems = problems}, form + own_password);
}

Response ask_for_posting(Context& cx) {
    if (!cx.viewer.signed_in()) return go_on(cx);
    return posting_page(cx);
}

Response choose_posting(Context& cx) {
    if (!cx.viewer.signed_in()) return go_on(cx);
    const auto& visit = cx.visit();
    const auto reference = Reference::parse(cx.answers.text("posting"));
    const auto posting = reference ? access::find_posting(cx.db, *reference) : std::nullopt;
    if (!posting) return posting_page(cx, {{"posting", "missing", "Choose what you are working as"}});
    const auto chosen = visit.site.database.writing(
        [&](db::Writer& writer) { return access::choose_posting(writer, *visit.session, posting->id); });
    if (!chosen) return posting_page(cx, {{"posting", chosen.error().front().code, chosen.error().front().text}});
    return see_other(with_way_on("/sign-in", way_on(cx)));
}

Response locked_page(Context& cx, const Problems& problems = {}) {
    const html::Html content = {
        html::paragraph({"You are signed in as ", html::strong(cx.visit().session->viewer.name), "."}),
        html::paragraph("Nothing was used for 15 minutes, so this was locked in case you left your desk. What you were "
                        "writing is kept."),
        html::form({.action = "/locked", .submit = "Carry on", .fields = step_fields(cx)}, code_input(problems)),
        html::one_button_form({.action = "/sign-out",
                               .text = "Sign out: I am somebody else",
                               .fields = cx.form_fields(),
                               .as_link = true})};
    return again(cx.page({.title = "Locked", .problems = problems}, content), problems);
}

Response ask_for_proof(Context& cx) {
    if (!is_at(cx, Stage::locked)) return go_on(cx);
    return locked_page(cx);
}

Response unlock(Context& cx) {
    if (!is_at(cx, Stage::locked)) return go_on(cx);
    const auto& visit = cx.visit();
    const auto signed_in =
        access::unlock(visit.site.database, visit.site.cipher, *visit.session, cx.answers.text("code"));
    if (!signed_in) return locked_page(cx, signed_in.error());
    return proved(cx, *signed_in);
}

// Also at a session that is locked or half begun. Nothing of what was seen stays in the browser.
Response sign_out(Context& cx) {
    const auto& visit = cx.visit();
    if (visit.session)
        visit.site.database.write([&](db::Writer& writer) { access::end_session(writer, *visit.session); });
    auto response = see_other(fmt::format("/sign-in?{}=yes", signed_out_field));
    response.headers.emplace_back("set-cookie", set_cookie(visit.site, "", "", 0));
    response.headers.emplace_back("clear-site-data", R"("cache", "storage")");
    return response;
}

} // namespace

bool is_costly(const Request& request) {
    if (request.method != Method::post) return false;
    // Their own password, or an administrator's new one for somebody.
    const std::string_view path = request.path;
    return path == "/sign-in" || path.ends_with("/password") || path.ends_with("/users");
}

void sign_in_routes(Router& router) {
    const auto anyone = Permission::anyone;
    router.get("/sign-in", anyone, no_personal_data, ask_to_sign_in);
    router.post("/sign-in", anyone, sign_in);
    router.get("/sign-in/code", anyone, no_personal_data, ask_for_code);
    router.post("/sign-in/code", anyone, give_code);
    router.get("/sign-in/set-up", anyone, no_personal_data, ask_to_set_up);
    router.post("/sign-in/set-up", anyone, set_up);
    router.get("/sign-in/password", anyone, no_personal_data, ask_for_password);
    router.post("/sign-in/password", anyone, change_password);
    router.get("/sign-in/posting", anyone, no_personal_data, ask_for_posting);
    router.post("/sign-in/posting", anyone, choose_posting);
    router.get("/locked", anyone, no_personal_data, ask_for_proof);
    router.post("/locked", anyone, unlock);
    router.post("/sign-out", anyone, sign_out);
}

} // namespace kith::http
