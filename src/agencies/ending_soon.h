#pragma once
// Postings that end soon, for whoever can renew them.

#include "access/users.h"
#include "html/html.h"
#include "http/context.h"

namespace kith::agencies {

// A card for Home: whose role ends within 30 days, or has run out while they worked with a family, each leading to its
// renewal. The first `most` of them, with the rest at /home/roles. Empty for who may renew nobody's. Notes every user
// shown.
html::Html postings_that_end_soon(http::Context& cx, std::size_t most = 1000);

std::string path_to(const access::Posting& posting);

// The last day on which it holds.
Day last_day_of(const access::Posting& posting);

std::string families_words(std::int64_t cases); // "No family", "1 family", "3 families"

} // namespace kith::agencies
