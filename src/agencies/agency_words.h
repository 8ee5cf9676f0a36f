#pragma once
// How the settings pages speak of an agency.

#include "agencies/agency_store.h"
#include "html/components/choices.h"
#include "http/context.h"

namespace kith::profiles {
struct Profile;
}

namespace kith::agencies {

std::string path_to(const Agency& agency);

// "GP practice": from the profile's list of kinds.
std::string kind_words(const profiles::Profile& profile, const std::string& kind);
std::vector<html::Choice> kind_choices(const profiles::Profile& profile, Day today);

// Which of the council's localities, where it has any: none ticked is all of it.
html::Html locality_boxes(const profiles::Profile& profile, const char* legend, const char* hint,
                          const http::Answers& answers, const Problems& problems);

// A tag: ended, or whether an information-sharing agreement is in force.
html::Html state_of(const Agency& agency, Day today);

// All that is known of it, and of the school it is.
html::Html facts_of(http::Context& cx, const Agency& agency, const profiles::Profile& profile);

// The agency of the route, while it has not ended; else Stop{404}.
Agency open_agency(const http::Context& cx);

} // namespace kith::agencies
