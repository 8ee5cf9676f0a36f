#include "agencies/user_forms.h"

#include "agencies/administration.h"
#include "agencies/agency_words.h"
#include "html/components/choices.h"
#include "html/components/date_input.h"
#include "profiles/profile.h"

namespace kith::agencies {

namespace {

using access::Role;
using html::Html;

constexpr std::array every_role = {Role::partner,        Role::early_help_worker,    Role::team_manager,
                                   Role::triage,         Role::agency_administrator, Role::system_administrator,
                                   Role::privacy_officer};

bool is_for(Role role, bool host) {
    if (role == Role::agency_administrator) return true;
    return host == (role != Role::partner);
}

Html role_radios(const std::vector<Role>& roles, const http::Answers& answers, const Problems& problems) {
    std::vector<html::Choice> choices;
    for (const auto role : roles)
        choices.push_back({.value = std::string(code(role)), .text = word(role), .hint = explanation(role)});
    return html::radios(
        {.name = "role", .legend = "Role", .choices = choices, .chosen = answers.text("role"), .problems = problems});
}

} // namespace

void set_day(http::Answers& answers, const std::string& name, Day day) {
    answers.set(name + "-day", std::to_string(day.day_of_month()));
    answers.set(name + "-month", std::to_string(day.month()));
    answers.set(name + "-year", std::to_string(day.year()));
}

std::optional<Day> required_day(const http::Answers& answers, const std::string& name, const char* when_missing,
                                Problems& problems) {
    const auto before = problems.size();
    const auto day = read_day(answers, name, problems);
    if (!day && problems.size() == before) problems.push_back({name, "missing", when_missing});
    return day;
}

std::vector<Role> roles_to_give(const access::Viewer& viewer, const Agency& agency) {
    std::vector<Role> roles;
    for (const auto role : every_role)
        if (is_for(role, agency.details.host) &&
            access::may_grant(viewer, {.user = {}, .agency = agency.id, .role = role, .from = {}, .to = {}}))
            roles.push_back(role);
    return roles;
}

std::string_view explanation(Role role) {
    switch (role) {
    case Role::partner:
        return "Asks for support, sees its own requests and the families it is involved with, and keeps the records of "
               "those it leads";
    case Role::early_help_worker:
        return "Works with families";
    case Role::team_manager:
        return "Oversees the work with families";
    case Role::triage:
        return "Decides what happens with each request";
    case Role::agency_administrator:
        return "Adds and ends users of this agency; sees no families";
    case Role::system_administrator:
        return "Manages every agency and user; sees no families";
    case Role::privacy_officer:
        return "Reads who has seen what";
    }
    return "";
}

Html posting_fields(const std::vector<Role>& roles, const profiles::Profile& profile, const http::Answers& answers,
                    const Problems& problems) {
    return {role_radios(roles, answers, problems),
            locality_boxes(profile, "Where?", "Tick nothing for the whole council", answers, problems),
            html::date_input(
                {.name = "from", .legend = "First day", .typed = typed_day(answers, "from"), .problems = problems}),
            html::date_input({.name = "to",
                              .legend = "Last day",
                              .hint = "At most 12 months on. It can be renewed before",
                              .typed = typed_day(answers, "to"),
                              .problems = problems})};
}

void set_usual_days(http::Answers& answers, Day from) {
    set_day(answers, "from", from);
    set_day(answers, "to", from + (longest_posting_in_days - 1));
}

Result<access::NewPosting> read_posting(const http::Answers& answers, const profiles::Profile& profile, Day today) {
    Problems problems;
    const auto role = access::to_role(answers.text("role"));
    if (!role) problems.push_back({"role", "missing", "Choose a role"});
    const auto localities = answers.all("localities");
    for (const auto& locality : localities)
        if (!profile.find_locality(locality))
            problems.push_back({"localities", "unknown", "Choose from the list where it is"});
    const auto from = required_day(answers, "from", "Enter the first day", problems);
    const auto to = required_day(answers, "to", "Enter the last day", problems);
    if (from && *from < today) problems.push_back({"from", "past", "The first day must be today or later"});
    if (!problems.empty()) return problems;
    return access::NewPosting{.user = {},
                              .agency = {},
                              .role = *role,
                              .localities = localities,
                              .from = england_time(*from, 0),
                              .to = england_time(*to + 1, 0)};
}

} // namespace kith::agencies
