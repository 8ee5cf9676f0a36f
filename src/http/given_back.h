#pragma once
// What somebody sent and Kith could not save or would not: given back at once, on the page that says so.

#include "http/context.h"
#include "http/visit.h"

namespace kith::http {

// A page with every word that was sent, and a button that sends it again with the same submission key, so that it is
// saved once whether or not this try came through. It asks no database. Nothing where there is no work to lose, or
// where it was not sent by a form of this site: the error page then says all.
std::optional<Response> given_back(const Visit& visit, int status);

// The same where nobody had the time to try; for whoever had signed in, opened the form today and wrote no more than
// 256 KiB, so that strangers cannot have long pages made.
std::optional<Response> given_back_when_busy(const Visit& visit);

// The page for 403 and 404, with every word that was sent: a right may end, or a record be hidden, while somebody
// writes about it. It shows only what they sent, so it is the same whether a thing is hidden or absent.
Response refused(int status, Visit& visit, Context& cx);

} // namespace kith::http
