// Finding a school: /schools to read, /schools/suggest and /agencies/suggest while one types in a form.

#include "agencies/offers.h"
#include "agencies/routes.h"
#include "agencies/school_store.h"
#include "base/text.h"
#include "html/components/form.h"
#include "html/components/input.h"
#include "html/components/search.h"
#include "html/components/table.h"
#include "http/router.h"

namespace kith::agencies {

namespace {

constexpr std::size_t most_listed = 50;

using html::Html;

Html school_table(const SchoolMatches& matches, bool searched) {
    std::vector<html::Row> rows;
    for (const auto& school : matches.schools)
        rows.push_back({school.name, school.where(), school.phase, school.urn});
    return html::table({.caption = searched ? counted(matches.total, "school", "schools") : "Schools",
                        .columns = {"School", "Ward", "Phase", "URN"},
                        .rows = rows,
                        .first_cell_heads = true,
                        .when_empty = searched ? "No school fits. Check the spelling, or type less of the name."
                                               : "Type a part of a school's name to find it."});
}

http::Response show_schools(http::Context& cx) {
    const auto words = cx.answers.text("q");
    const auto matches = matching_schools(cx.db, words, most_listed);
    Html content = html::filter(
        {.action = "/schools", .heading = "Find a school", .clear = words.empty() ? "" : "/schools"},
        html::input(
            {.name = "q", .label = "Part of its name, its ward or its URN", .value = words, .spellcheck = false}));
    content += school_table(matches, !words.empty());
    if (matches.total > matches.schools.size())
        content += html::paragraph(fmt::format("The first {} are shown. Type more of the name.", most_listed));
    return cx.page({.title = "Schools", .wide = true}, content);
}

http::Response suggest_schools(http::Context& cx) {
    return suggestions(school_offers(cx.db).matching(cx.answers.text("q"), most_offers));
}

http::Response suggest_agencies(http::Context& cx) {
    return suggestions(agency_offers(cx.db).matching(cx.answers.text("q"), most_offers));
}

} // namespace

void school_routes(http::Router& router) {
    using http::Permission;
    router.get("/schools", Permission::signed_in, http::no_personal_data, show_schools);
    router.get("/schools/suggest", Permission::signed_in, http::no_personal_data, suggest_schools);
    router.get("/agencies/suggest", Permission::signed_in, http::no_personal_data, suggest_agencies);
}

} // namespace kith::agencies
