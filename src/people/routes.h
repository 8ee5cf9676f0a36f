#pragma once
// The pages of people.

#include "base/id.h"
#include "html/html.h"

#include <functional>

namespace kith::db {
class Writer;
}

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::people {

struct SeenPerson;

// What capabilities above know of a person, for places above and beside what is known here: how to reach them safely,
// for those who see the content; families, and help they are getting. At index level too: it must show no more than the
// viewer may see.
struct AroundPerson {
    html::Html above = {};
    html::Html beside = {};
};

using LookAround = std::function<AroundPerson(http::Context&, const SeenPerson&)>;

void person_routes(http::Router& router, LookAround around = {}); // /people/{person}
void new_person_routes(http::Router& router);                     // /people/new, /people

// What capabilities above have to follow when a person's addresses change, in the same transaction.
using Moved = std::function<void(db::Writer&, Id<struct Person>)>;

// What they know of how to reach the person safely, above everything else.
using FirstOfAll = std::function<html::Html(http::Context&, const SeenPerson&)>;

void all_fact_routes(http::Router& router, Moved moved = {},
                     FirstOfAll first = {}); // /people/{person}/names, /birth, …

} // namespace kith::people
