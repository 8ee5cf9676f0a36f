#pragma once
// What somebody may be made in an agency, as fields of a form and back.

#include "access/users.h"
#include "agencies/agency.h"
#include "html/html.h"
#include "http/context.h"

namespace kith::profiles {
struct Profile;
}

namespace kith::agencies {

// The roles that the viewer may give somebody in this agency. Nobody gives what they may not (P9); access refuses it
// again when it is saved.
std::vector<access::Role> roles_to_give(const access::Viewer& viewer, const Agency& agency);

// What a role lets a person do, in a sentence.
std::string_view explanation(access::Role role);

// Role, where, from and to.
html::Html posting_fields(const std::vector<access::Role>& roles, const profiles::Profile& profile,
                          const http::Answers& answers, const Problems& problems);

inline constexpr int longest_posting_in_days = 365;

void set_day(http::Answers& answers, const std::string& name, Day day);

// The day asked for; a problem when it was left out.
std::optional<Day> required_day(const http::Answers& answers, const std::string& name, const char* when_missing,
                                Problems& problems);

// Today, for as long as a posting may last.
void set_usual_days(http::Answers& answers, Day from);

// Without user and agency. Refuses days that are none or past, and a role or place that does not exist.
Result<access::NewPosting> read_posting(const http::Answers& answers, const profiles::Profile& profile, Day today);

} // namespace kith::agencies
