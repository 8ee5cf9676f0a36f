#include "agencies/agency_words.h"

#include "agencies/administration.h"
#include "agencies/school_store.h"
#include "html/components/summary_list.h"
#include "html/components/tag.h"
#include "profiles/profile_store.h"

namespace kith::agencies {

using html::Html;

namespace {

Html agreement_words(const AgencyDetails& details) {
    if (details.host) return "The council's own: none is needed";
    if (!details.agreement_from) return Html();
    const Html from = Html("From ") + html::time(*details.agreement_from);
    return details.agreement_to ? from + " to " + html::time(*details.agreement_to) : from;
}

std::vector<html::SummaryRow> school_rows(const School& school) {
    return {{"URN", school.urn},
            {"Phase", school.phase},
            {"Type", school.type},
            {"Ward", school.ward ? Html(words(*school.ward)) : Html()},
            {"Council", school.council_name + ", " + school.council_number}};
}

} // namespace

std::string path_to(const Agency& agency) {
    return "/admin/agencies/" + agency.reference.text();
}

std::string kind_words(const profiles::Profile& profile, const std::string& kind) {
    return profile.list("agency_kinds").label(kind);
}

std::vector<html::Choice> kind_choices(const profiles::Profile& profile, Day today) {
    std::vector<html::Choice> choices;
    for (const auto& kind : profile.choices("agency_kinds", today))
        choices.push_back({.value = kind.code, .text = kind.label});
    return choices;
}

Html locality_boxes(const profiles::Profile& profile, const char* legend, const char* hint,
                    const http::Answers& answers, const Problems& problems) {
    if (profile.localities.empty()) return {};
    std::vector<html::Choice> choices;
    for (const auto& locality : profile.localities)
        choices.push_back({.value = locality.code, .text = locality.name});
    return html::checkboxes({.name = "localities",
                             .legend = legend,
                             .hint = hint,
                             .choices = choices,
                             .chosen = answers.all("localities"),
                             .problems = problems});
}

Html state_of(const Agency& agency, Day today) {
    if (agency.has_ended()) return html::tag({.text = "Ended", .colour = html::TagColour::grey});
    if (agency.details.host) return html::tag({.text = "Council", .colour = html::TagColour::blue});
    if (agency.has_agreement(today)) return html::tag({.text = "Agreement", .colour = html::TagColour::green});
    return html::tag({.text = "No agreement", .colour = html::TagColour::yellow});
}

Html facts_of(http::Context& cx, const Agency& agency, const profiles::Profile& profile) {
    const auto& details = agency.details;
    std::vector<html::SummaryRow> rows = {
        {"State", state_of(agency, cx.today)},
        {"Kind", kind_words(profile, details.kind)},
        {"Telephone", details.telephone.empty() ? Html() : html::telephone_link(details.telephone)},
        {"Information-sharing agreement", agreement_words(details)},
        {"Confidential", details.confidential ? "Yes: that it works with a family is itself private" : "No"}};
    if (agency.ended_at) rows.push_back({"Ended", html::time(*agency.ended_at)});
    if (const auto school = find_school(cx.db, agency.id))
        for (auto& row : school_rows(*school))
            rows.push_back(std::move(row));
    return html::summary_list({.rows = rows});
}

Agency open_agency(const http::Context& cx) {
    auto agency = managed_agency(cx);
    if (agency.has_ended()) throw http::Stop{404};
    return agency;
}

} // namespace kith::agencies
