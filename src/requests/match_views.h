#pragma once
// What is known already, beside a request: possible matches to confirm or refuse, and what was said.

#include "html/components.h"
#include "http/request.h"
#include "profiles/profile.h"
#include "requests/match_store.h"

namespace kith::requests {

// `fields` makes the hidden fields of one form; `decided`: nothing can be said any more.
html::Html what_is_known(const Request& request, const std::vector<MatchesFor>& matches,
                         const std::function<html::Html()>& fields, bool decided);

// Fields in which to answer those possible matches that nobody has answered.
html::Html questions_about_matches(const Request& request, const std::vector<MatchesFor>& matches,
                                   const http::Answers& answers, const Problems& problems);

// That a parent whom a request names may be recorded already: as far as whoever decides may know.
html::Html parents_who_may_be_known(const Request& request, const std::vector<SaidToBeParent>& parents,
                                    const std::vector<MatchesFor>& matches);

} // namespace kith::requests
