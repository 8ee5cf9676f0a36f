#pragma once
// What the settings pages of agencies, teams and users share: who may manage what, days in forms, changes that cross.

#include "access/users.h"
#include "agencies/agency_store.h"
#include "html/components/date_input.h"
#include "http/context.h"
#include "http/form_version.h"

namespace kith::profiles {
struct Profile;
}

namespace kith::agencies {

inline constexpr std::size_t rows_on_a_page = 50;

using http::seen_version;
using http::version_to_send;

// Whether the viewer looks after this agency: a system administrator after all, others after their own.
bool manages(const access::Viewer& viewer, Id<Agency> agency);

// The agency of the route's {agency}; Stop{404} when the viewer does not look after it.
Agency managed_agency(const http::Context& cx);

// The three fields of a day as they were typed.
html::TypedDay typed_day(const http::Answers& answers, const std::string& name);

// The day in the fields; nothing when all three are empty. What is no day becomes a problem of the field.
std::optional<Day> read_day(const http::Answers& answers, const std::string& name, Problems& problems);

bool has_code(const Problems& problems, std::string_view code);

// "West and Centre" of localities by code; none is the whole council.
std::string where_words(const profiles::Profile& profile, const std::vector<std::string>& localities);

// "Northbridge Families", or nothing when there is no such agency any more.
std::string name_of(db::Reader& reader, Id<Agency> agency);

} // namespace kith::agencies
