#pragma once
// Whether a change was asked for by a page of this site.

#include "http/visit.h"

namespace kith::http {

// True when the browser says that another site sent it: Sec-Fetch-Site, or an Origin that is not ours. "null" and
// nothing at all say neither way ("Referrer-Policy: no-referrer" makes browsers send "null" with our own forms): then
// the form's sealed token alone decides.
bool is_from_another_site(const Visit& visit);

} // namespace kith::http
