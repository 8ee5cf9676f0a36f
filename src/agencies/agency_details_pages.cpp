// Adding an agency, changing what is known of it, and ending it.

#include "access/users.h"
#include "agencies/administration.h"
#include "agencies/agency_words.h"
#include "agencies/routes.h"
#include "base/text.h"
#include "html/components/form.h"
#include "html/components/input.h"
#include "html/components/messages.h"
#include "html/components/select.h"
#include "http/router.h"
#include "profiles/profile_store.h"

namespace kith::agencies {

namespace {

using access::Action;
using html::Html;

// Adding and changing

http::Answers answers_of(const AgencyDetails& details) {
    http::Answers answers;
    answers.set("name", details.name);
    answers.set("kind", details.kind);
    answers.set("telephone", details.telephone);
    if (details.host) answers.set("host", "yes");
    if (details.confidential) answers.set("confidential", "yes");
    const auto set_day = [&](const std::string& name, const std::optional<Day>& day) {
        if (!day) return;
        answers.set(name + "-day", std::to_string(day->day_of_month()));
        answers.set(name + "-month", std::to_string(day->month()));
        answers.set(name + "-year", std::to_string(day->year()));
    };
    set_day("agreement_from", details.agreement_from);
    set_day("agreement_to", details.agreement_to);
    return answers;
}

Result<AgencyDetails> read_details(const http::Answers& answers, const profiles::Profile& profile, Day today) {
    Problems problems;
    AgencyDetails details{.name = answers.text("name"),
                          .kind = answers.text("kind"),
                          .host = answers.ticked("host", "yes"),
                          .confidential = answers.ticked("confidential", "yes"),
                          .telephone = answers.text("telephone"),
                          .agreement_from = read_day(answers, "agreement_from", problems),
                          .agreement_to = read_day(answers, "agreement_to", problems)};
    const auto kinds = profile.choices("agency_kinds", today);
    const bool known =
        std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.code == details.kind; });
    if (!known) details.kind.clear();
    if (problems.empty()) problems = problems_with(details);
    if (!problems.empty()) return problems;
    return details;
}

Html agency_fields(const http::Context& cx, const http::Answers& answers, const Problems& problems) {
    const auto profile = profiles::current(cx.db);
    return {html::input({.name = "name",
                         .label = "Name",
                         .value = answers.text("name"),
                         .problems = problems,
                         .spellcheck = false}),
            html::select({.name = "kind",
                          .label = "Kind",
                          .choices = kind_choices(*profile, cx.today),
                          .chosen = answers.text("kind"),
                          .prompt = "Choose a kind",
                          .problems = problems}),
            html::input({.name = "telephone",
                         .label = "Telephone",
                         .hint = "Where practitioners of other agencies reach it",
                         .value = answers.text("telephone"),
                         .problems = problems,
                         .kind = html::InputKind::telephone,
                         .width = 20}),
            html::date_input({.name = "agreement_from",
                              .legend = "First day of the information-sharing agreement",
                              .hint = "Its people can do nothing before. For example, 1 4 2026",
                              .typed = typed_day(answers, "agreement_from"),
                              .problems = problems}),
            html::date_input({.name = "agreement_to",
                              .legend = "Last day of the agreement",
                              .hint = "Leave empty while it is open",
                              .typed = typed_day(answers, "agreement_to"),
                              .problems = problems}),
            html::checkbox({.name = "confidential",
                            .text = "Confidential",
                            .hint = "That it works with a family is itself private: a refuge, sexual health, adoption",
                            .chosen = answers.ticked("confidential", "yes"),
                            .problems = problems}),
            html::checkbox({.name = "host",
                            .text = "The council's own agency",
                            .hint = "Only one agency can be the council's own",
                            .chosen = answers.ticked("host", "yes"),
                            .problems = problems})};
}

http::Response new_agency_page(http::Context& cx, const Problems& problems = {}) {
    const Html content =
        html::form({.action = "/admin/agencies", .submit = "Add the agency", .fields = cx.form_fields()},
                   agency_fields(cx, cx.answers, problems));
    return cx.page({.title = "Add an agency", .problems = problems, .back = "/admin/agencies"}, content);
}

http::Response ask_new_agency(http::Context& cx) {
    return new_agency_page(cx);
}

http::Response add_new_agency(http::Context& cx) {
    const auto details = read_details(cx.answers, *profiles::current(cx.db), cx.today);
    if (!details) return new_agency_page(cx, details.error());
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return add_agency(writer, cx.viewer.actor(), *details).and_then([](Agency agency) {
            return Result<std::string>(path_to(agency));
        });
    });
    if (!saved) return new_agency_page(cx, saved.error());
    return http::see_other(*saved, details->name + " was added");
}

// What an agency administrator may change of the own agency is how to reach it.
Html own_fields(const http::Answers& answers, const Problems& problems) {
    return html::input({.name = "telephone",
                        .label = "Telephone",
                        .hint = "Where practitioners of other agencies reach you. A system administrator changes the "
                                "rest",
                        .value = answers.text("telephone"),
                        .problems = problems,
                        .kind = html::InputKind::telephone,
                        .width = 20});
}

Html what_it_says_now(http::Context& cx, const Agency& agency) {
    return html::inset_text(html::paragraph("It says now:") + facts_of(cx, agency, *profiles::current(cx.db)));
}

http::Response details_page(http::Context& cx, const Agency& agency, const http::Answers& answers,
                            const Problems& problems = {}) {
    const bool all = cx.viewer.may(Action::manage_agencies);
    Html content;
    if (has_code(problems, "changed_meanwhile")) content += what_it_says_now(cx, agency);
    const auto version = version_to_send(answers, problems, agency.version);
    content += html::form({.action = path_to(agency) + "/details", .submit = "Save", .fields = cx.form_fields()},
                          html::hidden_field("version", std::to_string(version)) +
                              (all ? agency_fields(cx, answers, problems) : own_fields(answers, problems)));
    return cx.page({.title = "Change " + agency.name(), .problems = problems, .back = path_to(agency)}, content);
}

http::Response ask_details(http::Context& cx) {
    const auto agency = open_agency(cx);
    return details_page(cx, agency, answers_of(agency.details));
}

Result<AgencyDetails> read_change(const http::Context& cx, const Agency& agency) {
    if (cx.viewer.may(Action::manage_agencies)) return read_details(cx.answers, *profiles::current(cx.db), cx.today);
    auto details = agency.details;
    details.telephone = cx.answers.text("telephone");
    if (const auto problems = problems_with(details); !problems.empty()) return problems;
    return details;
}

http::Response save_details(http::Context& cx) {
    const auto agency = open_agency(cx);
    const auto details = read_change(cx, agency);
    if (!details) return details_page(cx, agency, cx.answers, details.error());
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return change_agency(writer, cx.viewer.actor(), agency.id, seen_version(cx.answers), *details)
            .and_then([](Agency changed) { return Result<std::string>(path_to(changed)); });
    });
    if (!saved) return details_page(cx, agency, cx.answers, saved.error());
    return http::see_other(*saved, "Saved");
}

// Ending

http::Response ending_page(http::Context& cx, const Agency& agency, const Problems& problems = {}) {
    const auto users = access::users_of(cx.db, agency.id);
    const auto version = version_to_send(cx.answers, problems, agency.version);
    const Html content = {
        html::warning_text("From the moment it ends, its people are signed out and can do nothing more for it. There "
                           "is no way back: a new agency would have to be added."),
        html::paragraph(users.empty() ? std::string("Nobody works for it in Kith.")
                                      : counted(users.size(), "person works", "people work") + " for it in Kith."),
        html::form({.action = path_to(agency) + "/ending",
                    .submit = "End this agency",
                    .fields = cx.form_fields() + html::hidden_field("version", std::to_string(version)),
                    .beside = html::link(path_to(agency), "Keep it"),
                    .warning = true},
                   {})};
    return cx.page({.title = "End " + agency.name() + "?", .problems = problems, .back = path_to(agency)}, content);
}

http::Response ask_agency_ending(http::Context& cx) {
    return ending_page(cx, open_agency(cx));
}

http::Response save_agency_ending(http::Context& cx) {
    const auto agency = open_agency(cx);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return end_agency(writer, cx.viewer.actor(), agency.id, seen_version(cx.answers)).and_then([](Agency ended) {
            return Result<std::string>(path_to(ended));
        });
    });
    if (!saved) return ending_page(cx, agency, saved.error());
    return http::see_other(*saved, agency.name() + " has ended");
}

} // namespace

void agency_details_routes(http::Router& router) {
    using http::no_personal_data;
    router.get("/admin/agencies/new", Action::manage_agencies, no_personal_data, ask_new_agency);
    router.post("/admin/agencies", Action::manage_agencies, add_new_agency);
    router.get("/admin/agencies/{agency}/details", Action::manage_users, no_personal_data, ask_details);
    router.post("/admin/agencies/{agency}/details", Action::manage_users, save_details);
    router.get("/admin/agencies/{agency}/ending", Action::manage_agencies, no_personal_data, ask_agency_ending);
    router.post("/admin/agencies/{agency}/ending", Action::manage_agencies, save_agency_ending);
}

} // namespace kith::agencies
