// /admin/agencies: the organisations of the partnership.

#include "agencies/administration.h"
#include "agencies/agency_words.h"
#include "agencies/routes.h"
#include "agencies/school_store.h"
#include "agencies/team_store.h"
#include "base/text.h"
#include "html/components/button.h"
#include "html/components/choices.h"
#include "html/components/input.h"
#include "html/components/navigation.h"
#include "html/components/search.h"
#include "html/components/select.h"
#include "html/components/table.h"
#include "html/components/tag.h"
#include "http/router.h"
#include "profiles/profile_store.h"

namespace kith::agencies {

namespace {

using access::Action;
using html::Html;

// The list

Html list_filter(const http::Context& cx, const profiles::Profile& profile) {
    const auto words = cx.answers.text("q"), kind = cx.answers.text("kind");
    return html::filter(
        {.action = "/admin/agencies", .heading = "Find an agency", .clear = "/admin/agencies"},
        Html{html::input({.name = "q", .label = "Part of its name or ward", .value = words, .spellcheck = false}),
             html::select({.name = "kind",
                           .label = "Kind",
                           .choices = kind_choices(profile, cx.today),
                           .chosen = kind,
                           .prompt = "Any"}),
             html::checkbox(
                 {.name = "ended", .text = "Also those that have ended", .chosen = cx.answers.has("ended")})});
}

Html telephone_of(const std::string& number) {
    return number.empty() ? html::secondary("Not set") : html::telephone_link(number);
}

Html agency_table(http::Context& cx, const profiles::Profile& profile, const Matches& matches) {
    std::vector<html::Row> rows;
    for (const auto& agency : matches.agencies) {
        const auto school = find_school(cx.db, agency.id);
        const auto where = school ? html::line_break() + html::secondary(school->where()) : Html();
        rows.push_back({html::link(path_to(agency), agency.name()) + where, kind_words(profile, agency.details.kind),
                        telephone_of(agency.details.telephone), state_of(agency, cx.today)});
    }
    return html::table({.caption = counted(matches.total, "agency", "agencies"),
                        .columns = {"Agency", "Kind", "Telephone", "State"},
                        .rows = rows,
                        .first_cell_heads = true,
                        .when_empty = "No agency fits. Change what you look for, or add an agency."});
}

http::Response list_agencies(http::Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto page = http::page_asked(cx.answers);
    const auto matches = matching_agencies(cx.db, {.words = cx.answers.text("q"),
                                                   .kind = cx.answers.text("kind"),
                                                   .also_ended = cx.answers.has("ended"),
                                                   .from = (page - 1) * rows_on_a_page,
                                                   .limit = rows_on_a_page});
    http::Answers same;
    for (const auto* name : {"q", "kind", "ended"})
        if (!cx.answers.text(name).empty()) same.set(name, cx.answers.text(name));
    Html content = html::button({.text = "Add an agency", .address = "/admin/agencies/new"});
    content += list_filter(cx, *profile) + agency_table(cx, *profile, matches);
    const auto query = same.encoded();
    content += html::pagination({.page = static_cast<int>(page),
                                 .pages = static_cast<int>((matches.total + rows_on_a_page - 1) / rows_on_a_page),
                                 .address = "/admin/agencies" + (query.empty() ? "" : "?" + query)});
    return cx.page({.title = "Agencies and teams", .back = "/admin", .wide = true}, content);
}

// One agency

Html team_table(const profiles::Profile& profile, const std::vector<Team>& teams) {
    std::vector<html::Row> rows;
    for (const auto& team : teams) {
        const Html name = team.ended_at ? Html(team.name()) + " " + html::tag({.text = "Ended"})
                                        : html::link("/admin/teams/" + team.reference.text(), team.name());
        rows.push_back({name, telephone_of(team.details.telephone), where_words(profile, team.details.localities)});
    }
    return html::table({.caption = "Teams",
                        .columns = {"Team", "Telephone", "Where"},
                        .rows = rows,
                        .first_cell_heads = true,
                        .when_empty = "No teams yet. Add a team, and work can be given to it."});
}

Html actions_on(const http::Context& cx, const Agency& agency) {
    std::vector<Html> buttons = {
        html::button({.text = "Add a user", .address = path_to(agency) + "/users/new"}),
        html::button(
            {.text = "Change details", .address = path_to(agency) + "/details", .look = html::ButtonLook::secondary}),
        html::button(
            {.text = "Add a team", .address = path_to(agency) + "/teams/new", .look = html::ButtonLook::secondary}),
        html::button({.text = "Users",
                      .address = "/admin/users?agency=" + agency.reference.text(),
                      .look = html::ButtonLook::secondary})};
    if (cx.viewer.may(Action::manage_agencies) && !agency.details.host)
        buttons.push_back(html::button(
            {.text = "End this agency", .address = path_to(agency) + "/ending", .look = html::ButtonLook::secondary}));
    return html::button_group(buttons);
}

http::Response show_agency(http::Context& cx) {
    const auto agency = managed_agency(cx);
    const auto profile = profiles::current(cx.db);
    Html content = facts_of(cx, agency, *profile);
    if (!agency.has_ended()) content += actions_on(cx, agency);
    content += team_table(*profile, teams_of(cx.db, agency.id));
    const bool lists = cx.viewer.may(Action::manage_agencies);
    return cx.page({.title = agency.name(), .back = lists ? "/admin/agencies" : "/admin", .wide = true}, content);
}

} // namespace

void agency_routes(http::Router& router) {
    router.get("/admin/agencies", Action::manage_agencies, http::no_personal_data, list_agencies);
    router.get("/admin/agencies/{agency}", Action::manage_users, http::no_personal_data, show_agency);
    agency_details_routes(router);
}

} // namespace kith::agencies
