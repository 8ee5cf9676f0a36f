// /admin/teams: the parts of an agency that work is given to.

#include "agencies/administration.h"
#include "agencies/agency_words.h"
#include "agencies/routes.h"
#include "agencies/team_store.h"
#include "html/components/button.h"
#include "html/components/choices.h"
#include "html/components/form.h"
#include "html/components/input.h"
#include "html/components/messages.h"
#include "http/router.h"
#include "profiles/profile_store.h"

namespace kith::agencies {

namespace {

using access::Action;
using html::Html;

std::string team_path(const Team& team) {
    return "/admin/teams/" + team.reference.text();
}

http::Answers answers_of(const TeamDetails& details) {
    std::vector<std::pair<std::string, std::string>> fields = {{"name", details.name},
                                                               {"telephone", details.telephone}};
    for (const auto& locality : details.localities)
        fields.emplace_back("localities", locality);
    return http::Answers(std::move(fields));
}

Result<TeamDetails> read_details(const http::Answers& answers, const profiles::Profile& profile) {
    const TeamDetails details{
        .name = answers.text("name"), .telephone = answers.text("telephone"), .localities = answers.all("localities")};
    auto problems = problems_with(details);
    for (const auto& locality : details.localities)
        if (!profile.find_locality(locality))
            problems.push_back({"localities", "unknown", "Choose from the list where the team works"});
    if (!problems.empty()) return problems;
    return details;
}

Html team_fields(const http::Context& cx, const http::Answers& answers, const Problems& problems) {
    const auto profile = profiles::current(cx.db);
    return {html::input({.name = "name",
                         .label = "Name",
                         .value = answers.text("name"),
                         .problems = problems,
                         .spellcheck = false}),
            html::input({.name = "telephone",
                         .label = "Telephone",
                         .value = answers.text("telephone"),
                         .problems = problems,
                         .kind = html::InputKind::telephone,
                         .width = 20}),
            locality_boxes(*profile, "Where does it work?", "Tick nothing when it works for the whole council", answers,
                           problems)};
}

// Adding

http::Response new_team_page(http::Context& cx, const Agency& agency, const Problems& problems = {}) {
    const Html content =
        html::form({.action = path_to(agency) + "/teams", .submit = "Add the team", .fields = cx.form_fields()},
                   team_fields(cx, cx.answers, problems));
    return cx.page({.title = "Add a team", .caption = agency.name(), .problems = problems, .back = path_to(agency)},
                   content);
}

http::Response ask_new_team(http::Context& cx) {
    return new_team_page(cx, open_agency(cx));
}

http::Response add_new_team(http::Context& cx) {
    const auto agency = open_agency(cx);
    const auto details = read_details(cx.answers, *profiles::current(cx.db));
    if (!details) return new_team_page(cx, agency, details.error());
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return add_team(writer, cx.viewer.actor(), agency.id, *details).and_then([&](const Team&) {
            return Result<std::string>(path_to(agency));
        });
    });
    if (!saved) return new_team_page(cx, agency, saved.error());
    return http::see_other(*saved, details->name + " was added");
}

// Changing and ending

struct Opened {
    Team team;
    Agency agency;
};

Opened open_team(const http::Context& cx) {
    auto team = http::found(find_team(cx.db, cx.reference("team")));
    auto agency = http::found(find_agency(cx.db, team.agency));
    if (!manages(cx.viewer, agency.id) || team.ended_at || agency.has_ended()) throw http::Stop{404};
    return {std::move(team), std::move(agency)};
}

Html what_it_says_now(const Team& team) {
    return html::inset_text(html::paragraph("It says now: " + team.name() +
                                            (team.details.telephone.empty() ? "" : ", " + team.details.telephone)));
}

http::Response team_page(http::Context& cx, const Opened& opened, const http::Answers& answers,
                         const Problems& problems = {}) {
    Html content;
    if (has_code(problems, "changed_meanwhile")) content += what_it_says_now(opened.team);
    const auto version = version_to_send(answers, problems, opened.team.version);
    content += html::form({.action = team_path(opened.team),
                           .submit = "Save",
                           .fields = cx.form_fields(),
                           .beside = html::link(team_path(opened.team) + "/ending", "End this team")},
                          html::hidden_field("version", std::to_string(version)) + team_fields(cx, answers, problems));
    return cx.page({.title = opened.team.name(),
                    .caption = opened.agency.name(),
                    .problems = problems,
                    .back = path_to(opened.agency)},
                   content);
}

http::Response ask_team(http::Context& cx) {
    const auto opened = open_team(cx);
    return team_page(cx, opened, answers_of(opened.team.details));
}

http::Response save_team(http::Context& cx) {
    const auto opened = open_team(cx);
    const auto details = read_details(cx.answers, *profiles::current(cx.db));
    if (!details) return team_page(cx, opened, cx.answers, details.error());
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return change_team(writer, cx.viewer.actor(), opened.team.id, seen_version(cx.answers), *details)
            .and_then([&](const Team&) { return Result<std::string>(path_to(opened.agency)); });
    });
    if (!saved) return team_page(cx, opened, cx.answers, saved.error());
    return http::see_other(*saved, "Saved");
}

http::Response ending_page(http::Context& cx, const Opened& opened, const Problems& problems = {}) {
    const auto version = version_to_send(cx.answers, problems, opened.team.version);
    const Html content = {
        html::paragraph("No new work can be given to a team that has ended. What it did stays on record."),
        html::form({.action = team_path(opened.team) + "/ending",
                    .submit = "End this team",
                    .fields = cx.form_fields() + html::hidden_field("version", std::to_string(version)),
                    .beside = html::link(team_path(opened.team), "Keep it"),
                    .warning = true},
                   {})};
    return cx.page({.title = "End " + opened.team.name() + "?",
                    .caption = opened.agency.name(),
                    .problems = problems,
                    .back = team_path(opened.team)},
                   content);
}

http::Response ask_team_ending(http::Context& cx) {
    return ending_page(cx, open_team(cx));
}

http::Response save_team_ending(http::Context& cx) {
    const auto opened = open_team(cx);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return end_team(writer, cx.viewer.actor(), opened.team.id, seen_version(cx.answers)).and_then([&](const Team&) {
            return Result<std::string>(path_to(opened.agency));
        });
    });
    if (!saved) return ending_page(cx, opened, saved.error());
    return http::see_other(*saved, opened.team.name() + " has ended");
}

} // namespace

void team_routes(http::Router& router) {
    using http::no_personal_data;
    router.get("/admin/agencies/{agency}/teams/new", Action::manage_users, no_personal_data, ask_new_team);
    router.post("/admin/agencies/{agency}/teams", Action::manage_users, add_new_team);
    router.get("/admin/teams/{team}", Action::manage_users, no_personal_data, ask_team);
    router.post("/admin/teams/{team}", Action::manage_users, save_team);
    router.get("/admin/teams/{team}/ending", Action::manage_users, no_personal_data, ask_team_ending);
    router.post("/admin/teams/{team}/ending", Action::manage_users, save_team_ending);
}

} // namespace kith::agencies
