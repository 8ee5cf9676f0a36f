#pragma once

// The pages of people.

namespace kith::http {
class Router;
}

namespace kith::people {

void person_routes(http::Router& router);     // /people/{person}
void new_person_routes(http::Router& router); // /people/new, /people
void fact_routes(http::Router& router);       // /people/{person}/names, /addresses, …

} // namespace kith::people
