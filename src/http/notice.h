#pragma once
// A sentence shown once, on the page after a change: "Decision recorded". It waits in a short-lived cookie, sealed so
// that no other site can put words into it.

#include "http/visit.h"

namespace kith::http {

// From the cookie; "" when there is none, or it was altered, or it is for somebody else.
std::string notice_in(const Visit& visit);

// With its link, if it has one: notice_with_link.
html::Html drawn_notice(std::string_view notice);

// The cookies that this answer sets: a notice to show, one shown, a visitor.
void set_cookies(Visit& visit, Response& response);

} // namespace kith::http
