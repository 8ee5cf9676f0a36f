#pragma once

// The pages of families.

#include "base/id.h"
#include "html/html.h"

#include <functional>
#include <vector>

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::db {
class Writer;
}

namespace kith::people {
struct Person;
struct SeenPerson;
} // namespace kith::people

namespace kith::families {

struct FamilyLine;
struct SeenFamily;

// What capabilities above know of a family, for places above and beside what is known here: how to reach it safely,
// for those who see the content; help, and what was asked for. At index level too: it must show no more than the viewer
// may see.
struct AroundFamily {
    html::Html above = {};
    html::Html beside = {};
};

using LookAround = std::function<AroundFamily(http::Context&, const SeenFamily&)>;

void family_routes(http::Router& router, LookAround around = {}); // /families/{family}, its name
void member_routes(http::Router& router);
void household_routes(http::Router& router);
void relationship_routes(http::Router& router);
void responsibility_routes(http::Router& router);

// The locality of every family that the person belongs to follows the homes of its members.
void follow_home_of(db::Writer& writer, Id<people::Person> person);

// The person's families (families_of()), for beside the page of the person.
html::Html beside_person(http::Context& cx, const people::SeenPerson& person, const std::vector<FamilyLine>& families);

} // namespace kith::families
