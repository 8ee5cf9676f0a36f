// /admin/places: what was imported, and what is not set.

#include "base/text.h"
#include "html/components/layout.h"
#include "html/components/messages.h"
#include "html/components/summary_list.h"
#include "html/components/table.h"
#include "http/router.h"
#include "places/import_store.h"
#include "places/postcode_store.h"
#include "places/routes.h"
#include "profiles/profile_store.h"

namespace kith::places {

namespace {

using html::Html;

constexpr std::size_t newest = 10;

std::string with_commas(std::int64_t number) {
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

Html locality_of(const profiles::Profile& profile, const Ward& ward) {
    const auto* locality = profile.find_locality(profile.locality_of(ward.code));
    return locality ? Html(locality->name) : html::secondary("Not set");
}

Html ward_table(const profiles::Profile& profile, const std::vector<Ward>& wards) {
    std::vector<html::Row> rows;
    for (const auto& ward : wards)
        rows.push_back({ward.name, ward.district_name, ward.code,
                        ward.boundary_year ? Html(std::to_string(*ward.boundary_year)) : html::secondary("Not set"),
                        locality_of(profile, ward)});
    return html::table(
        {.caption = "Wards of " + profile.council.area,
         .columns = {"Ward", "District", "Code", "Boundary", html::Column(profile.word_at_start("locality"))},
         .rows = rows,
         .first_cell_heads = true,
         .when_empty = "No wards yet. Import them on the command line: kith import wards FILE"});
}

Html import_table(const std::vector<PastImport>& imports) {
    std::vector<html::Row> rows;
    for (const auto& import : imports)
        rows.push_back({import.what, import.file_name, html::time(import.at), with_commas(import.counts.rows),
                        with_commas(import.counts.added), with_commas(import.counts.changed)});
    return html::table({.caption = "Files imported last",
                        .columns = {"What", "File", "When", {"Rows", true}, {"Added", true}, {"Changed", true}},
                        .rows = rows,
                        .when_empty = "No file was imported yet."});
}

Html warnings(const profiles::Profile& profile, const std::vector<Ward>& wards) {
    const auto without_boundary = static_cast<std::size_t>(
        std::count_if(wards.begin(), wards.end(), [](const Ward& ward) { return !ward.boundary_year; }));
    const auto without_locality = static_cast<std::size_t>(std::count_if(
        wards.begin(), wards.end(), [&](const Ward& ward) { return profile.locality_of(ward.code).empty(); }));
    Html text;
    if (without_boundary > 0)
        text += html::paragraph(counted(without_boundary, "ward has", "wards have") +
                                " no dated boundary: schools there may have no ward.");
    if (without_locality > 0)
        text +=
            html::paragraph(counted(without_locality, "ward has", "wards have") + " no " + profile.word("locality") +
                            ": only people who work for the whole council act there. The council's profile sets it.");
    return text.empty() ? text : html::inset_text(text);
}

http::Response show_places(http::Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto wards = wards_of(cx.db, profile->council.gss);
    const auto count = postcode_count(cx.db, profile->council.gss);
    Html content = html::summary_list({.rows = {{"Postcodes of " + profile->council.area, with_commas(count.inside)},
                                                {"Postcodes elsewhere", with_commas(count.all - count.inside)},
                                                {"Wards", with_commas(static_cast<std::int64_t>(wards.size()))}}});
    content += html::paragraph(html::link("/postcodes", "What one postcode tells"));
    content += warnings(*profile, wards) + ward_table(*profile, wards) + import_table(past_imports(cx.db, newest));
    return cx.page({.title = "Places", .back = "/admin", .wide = true}, content);
}

} // namespace

void place_routes(http::Router& router) {
    postcode_routes(router);
    router.get("/admin/places", access::Action::configure, http::no_personal_data, show_places);
}

} // namespace kith::places
