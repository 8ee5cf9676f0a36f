// What the council's profile says: its levels of need for everybody, and all of it with its grades for administrators.

#include "base/text.h"
#include "html/components.h"
#include "http/router.h"
#include "profiles/level_views.h"
#include "profiles/profile_facts.h"
#include "profiles/profile_store.h"
#include "profiles/routes.h"

namespace kith::profiles {

namespace {

using html::Html;
using http::Context;
using http::Response;

Html levels_content(const Profile& profile, const Framework* framework) {
    if (!framework) return html::inset_text("They are not set yet.");
    Html content = html::lead_paragraph("They help people decide together what help fits. A " + profile.word("level") +
                                        " is a judgement about one child at one time, never a score.");
    if (!framework->note.empty()) content += html::inset_text(framework->note);
    return content + levels_in_words(profile, framework, html::Size::m) + html::small("From: " + framework->name);
}

Response levels_page(Context& cx) {
    const auto profile = current(cx.db);
    return cx.page({.title = profile->word_for_many_at_start("level") + " of need", .exit = html::exit_this_page()},
                   levels_content(*profile, profile->framework(cx.today)));
}

Html grade_tag(Grade grade) {
    const auto colour = grade == Grade::confirmed    ? html::TagColour::green
                        : grade == Grade::unverified ? html::TagColour::yellow
                                                     : html::TagColour::grey;
    return html::tag({.text = word(grade), .colour = colour});
}

html::Row row(const Fact& fact) {
    const Html value = fact.value.empty() ? html::secondary("not set") : Html(fact.value);
    return {fact.name, value, grade_tag(fact.grade), fact.source};
}

Html group_table(const FactGroup& group) {
    std::vector<html::Row> rows;
    for (const Fact& fact : group.facts)
        rows.push_back(row(fact));
    return html::table({.caption = group.title,
                        .columns = {"What", "What the profile says", "How sure", "From"},
                        .rows = std::move(rows),
                        .first_cell_heads = true});
}

Html wards_part(const Profile& profile, const std::string& district, const std::string& name) {
    std::vector<Html> wards;
    for (const Ward& ward : profile.wards) {
        if (ward.district == district) wards.emplace_back(ward.name + " (" + ward.gss + ")");
    }
    const std::string summary = name + ": " + counted(wards.size(), "ward", "wards");
    return html::details({.summary = summary, .content = html::list(wards)});
}

Html wards_content(const Profile& profile) {
    Html content = html::heading("Wards");
    if (!profile.council.two_tier) return content + wards_part(profile, "", profile.council.area);
    for (const District& district : profile.districts)
        content += wards_part(profile, district.gss, district.name);
    return content;
}

Html versions_table(const std::vector<Version>& versions) {
    std::vector<html::Row> rows;
    for (const Version& version : versions) {
        rows.push_back({version.council, html::time(version.from), version.to ? html::time(*version.to) : "in force",
                        version.checksum.substr(0, 12)});
    }
    return html::table(
        {.caption = "Versions", .columns = {"Profile", "In force from", "Until", "Checksum"}, .rows = std::move(rows)});
}

Response profile_page(Context& cx) {
    const auto profile = current(cx.db);
    const auto groups = facts(*profile);
    Html content = {html::lead_paragraph(fmt::format("{} confirmed, {} unverified, {} not set.",
                                                     counted(count(groups, Grade::confirmed), "fact", "facts"),
                                                     count(groups, Grade::unverified), count(groups, Grade::not_set))),
                    html::paragraph("What is unverified steers the work until somebody has checked it; nothing is "
                                    "promised by it. What is not set was looked for and not found: nobody guesses it. "
                                    "To change any of it, edit the profile's files and load them again.")};
    for (const FactGroup& group : groups)
        content += group_table(group);
    return cx.page({.title = "The profile of " + profile->council.name, .back = "/admin", .wide = true},
                   content + wards_content(*profile) + versions_table(versions(cx.db)));
}

// Named by what it holds, so that a browser may keep it for good; another profile has another address.
Response council_style(Context& cx) {
    const auto& council = current(cx.db)->council;
    if (council.style.empty() || cx.request.path != council.style_address) throw http::Stop{404};
    return {.body = council.style,
            .type = "text/css; charset=utf-8",
            .headers = {{"cache-control", "public, max-age=31536000, immutable"}}};
}

} // namespace

void profile_routes(http::Router& router) {
    router.get("/style/{style}", http::Permission::anyone, http::no_personal_data, council_style);
    router.get("/levels", http::Permission::anyone, http::no_personal_data, levels_page);
    router.get("/admin/profile", access::Action::configure, http::no_personal_data, profile_page);
}

} // namespace kith::profiles
