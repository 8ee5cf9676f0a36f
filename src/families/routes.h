#pragma once

// The pages of families.

#include "html/html.h"

#include <functional>

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::people {
struct SeenPerson;
}

namespace kith::families {

struct SeenFamily;

// What capabilities above know of a family, for a place beside what is known here. At content level only.
using BesideFamily = std::function<html::Html(http::Context&, const SeenFamily&)>;

void family_routes(http::Router& router, BesideFamily beside = {}); // /families/{family}, its name and members
void relationship_routes(http::Router& router);                     // /families/{family}/relationships, /responsibility

// The person's families, for beside the page of the person.
html::Html beside_person(http::Context& cx, const people::SeenPerson& person);

} // namespace kith::families
