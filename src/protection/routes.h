#pragma once
// The pages on who may see a person or family.

#include "html/html.h"

namespace kith::http {
class Router;
class Context;
} // namespace kith::http

namespace kith::access {
class Rights;
}

namespace kith::protection {

struct Record;

void protection_routes(http::Router& router); // /families/{family}/protection, /people/{person}/protection
void bar_routes(http::Router& router);        // …/bars, …/own-bar

struct SightLines {
    std::vector<html::Html> said = {};  // for paper too
    std::vector<html::Html> links = {}; // to what can be done about it
};

// Beside the record on its page: that it is protected and for whom, who must not see it, and the ways to change that.
// Nothing that the viewer may not know.
SightLines who_may_see(http::Context& cx, const Record& record, const access::Rights& rights);

} // namespace kith::protection
