#pragma once

// The pages of families.

#include "html/html.h"

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::people {
struct SeenPerson;
}

namespace kith::families {

void family_routes(http::Router& router);       // /families/{family}, its name and members
void relationship_routes(http::Router& router); // /families/{family}/relationships, /responsibility

// The person's families, for beside the page of the person.
html::Html beside_person(http::Context& cx, const people::SeenPerson& person);

} // namespace kith::families
