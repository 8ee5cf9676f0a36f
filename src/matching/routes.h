#pragma once
// Pages on which people say whether two records are of one person.

#include "html/html.h"

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::people {
struct SeenPerson;
}

namespace kith::matching {

void queue_routes(http::Router& router); // /matching
void pair_routes(http::Router& router);  // /matching/{one}/{other}, its undo

// Beside a person: the other records that are said to be theirs, with the way to undo it.
html::Html beside_person(http::Context& cx, const people::SeenPerson& person);

} // namespace kith::matching
