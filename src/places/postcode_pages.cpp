// /postcodes/{postcode}: what a postcode tells.

#include "html/components/summary_list.h"
#include "http/router.h"
#include "places/postcode_store.h"
#include "places/routes.h"
#include "profiles/profile_store.h"

namespace kith::places {

namespace {

struct Told {
    Place place;
    bool inside = false;
    std::string locality;   // its name; "" when the profile does not say
    std::string what_it_is; // "Neighbourhood"
};

Told told(db::Reader& reader, std::string_view postcode) {
    const auto profile = profiles::current(reader);
    auto place = http::found(find_place(reader, postcode));
    const auto* locality = profile->find_locality(profile->locality_of(place.ward.code));
    const bool inside = place.is_inside(profile->council.gss);
    return {.place = std::move(place),
            .inside = inside,
            .locality = locality ? locality->name : "",
            .what_it_is = profile->word_at_start("locality")};
}

http::Response show_postcode(http::Context& cx) {
    const auto found = told(cx.db, cx.path("postcode"));
    const auto& place = found.place;
    return cx.page({.title = place.postcode}, html::summary_list({.rows = {{"Ward", place.ward.name},
                                                                           {"District", place.ward.district_name},
                                                                           {"In our area", found.inside ? "Yes" : "No"},
                                                                           {found.what_it_is, found.locality},
                                                                           {"LSOA 2021", place.lsoa21},
                                                                           {"LSOA 2011", place.lsoa11},
                                                                           {"MSOA 2021", place.msoa21}}}));
}

} // namespace

void postcode_routes(http::Router& router) {
    router.get("/postcodes/{postcode}", http::Permission::signed_in, http::no_personal_data, show_postcode);
}

} // namespace kith::places
