#pragma once
// The pages of people.

#include "html/html.h"

#include <functional>

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::people {

struct SeenPerson;

// What capabilities above know of a person, for a place beside what is known here: families, help they are getting.
// At index level too: it must show no more than the viewer may see.
using BesidePerson = std::function<html::Html(http::Context&, const SeenPerson&)>;

void person_routes(http::Router& router, BesidePerson beside = {}); // /people/{person}
void new_person_routes(http::Router& router);                       // /people/new, /people
void all_fact_routes(http::Router& router);                         // /people/{person}/names, /birth, …

} // namespace kith::people
