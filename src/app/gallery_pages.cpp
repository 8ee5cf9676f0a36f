// /components: every component with its examples, for those who build or check pages.

#include "app/routes.h"
#include "html/examples.h"
#include "http/router.h"

namespace kith::app {

namespace {

http::Response gallery(http::Context& cx) {
    return cx.page({.title = "Components", .wide = true}, html::gallery());
}

// Completions for the example of a field that offers them.
http::Response suggestions(http::Context&) {
    return {.body = R"([{"value":"1","text":"Meadow Primary","hint":"Northbridge"},)"
                    R"({"value":"2","text":"Meadow Nursery","hint":"Eastfield"}])",
            .type = "application/json"};
}

} // namespace

void gallery_routes(http::Router& router) {
    router.get("/components", access::Action::see_gallery, http::no_personal_data, gallery);
    router.get("/components/suggestions", access::Action::see_gallery, http::no_personal_data, suggestions);
}

} // namespace kith::app
