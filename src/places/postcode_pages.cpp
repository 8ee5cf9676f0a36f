// /postcodes: what a postcode tells. It is sent by POST and stands in no title: addresses and titles are kept in too
// many places for where somebody lives.

#include "html/components/form.h"
#include "html/components/input.h"
#include "html/components/summary_list.h"
#include "html/components/text.h"
#include "http/router.h"
#include "places/postcode_store.h"
#include "places/routes.h"
#include "profiles/profile_store.h"

namespace kith::places {

namespace {

using html::Html;

Html what_it_tells(const Place& place, const profiles::Profile& profile) {
    const auto* locality = profile.find_locality(profile.locality_of(place.ward.code));
    return html::heading(place.postcode, 2) +
           html::summary_list({.rows = {{"Ward", place.ward.name},
                                        {"District", place.ward.district_name},
                                        {"In our area", place.is_inside(profile.council.gss) ? "Yes" : "No"},
                                        {profile.word_at_start("locality"),
                                         locality ? Html(locality->name) : html::secondary("Not set")},
                                        {"LSOA 2021", place.lsoa21},
                                        {"LSOA 2011", place.lsoa11},
                                        {"MSOA 2021", place.msoa21}}});
}

http::Response postcode_page(http::Context& cx, const Html& told, const Problems& problems = {}) {
    const auto field = html::input({.name = "postcode",
                                    .label = "Postcode",
                                    .value = cx.answers.text("postcode"),
                                    .problems = problems,
                                    .width = 10,
                                    .autocomplete = "off",
                                    .spellcheck = false});
    return cx.page({.title = "What a postcode tells", .problems = problems},
                   html::form({.action = "/postcodes", .submit = "Show", .fields = cx.form_fields()}, field) + told);
}

http::Response ask_postcode(http::Context& cx) {
    return postcode_page(cx, {});
}

http::Response show_postcode(http::Context& cx) {
    const auto place = find_place(cx.db, cx.answers.text("postcode"));
    if (place) return postcode_page(cx, what_it_tells(*place, *profiles::current(cx.db)));
    return postcode_page(cx, {}, {{"postcode", "unknown", "Enter a full postcode that was imported, like BL9 0EJ"}});
}

} // namespace

void postcode_routes(http::Router& router) {
    router.get("/postcodes", http::Permission::signed_in, http::no_personal_data, ask_postcode);
    router.post("/postcodes", http::Permission::signed_in, http::no_personal_data, show_postcode);
}

} // namespace kith::places
