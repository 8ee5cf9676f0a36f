// Find: people, families, requests and schools by whatever somebody knows of them. The terms come by POST, because
// addresses are kept in too many places to hold a child's name.

#include "agencies/school_store.h"
#include "base/text.h"
#include "families/family_store.h"
#include "find/routes.h"
#include "html/components.h"
#include "http/router.h"
#include "people/search_store.h"

namespace kith::find {

namespace {

using html::Html;
using http::Context;
using http::Response;

constexpr std::size_t most_schools = 10;

struct Results {
    std::string typed;
    std::size_t page = 1;
    people::Found people;
    std::vector<std::vector<families::FamilyLine>> families; // of each match, in its order
    agencies::SchoolMatches schools;
    std::optional<families::FamilyLine> family; // whose reference was typed
};

std::size_t page_number(const http::Answers& answers) {
    const auto text = answers.text("page");
    std::size_t page = 1;
    std::from_chars(text.data(), text.data() + text.size(), page);
    return std::clamp<std::size_t>(page, 1, people::most_counted / people::matches_on_a_page);
}

std::optional<families::FamilyLine> family_named(Context& cx, std::string_view typed) {
    const auto reference = Reference::parse(typed);
    if (!reference) return std::nullopt;
    const auto seen = families::find_family(cx.db, cx.viewer, *reference, cx.now);
    if (!seen) return std::nullopt;
    return families::FamilyLine{seen->family.id, seen->family.reference, seen->family.name};
}

Results look_up(Context& cx, std::string typed, std::size_t page) {
    Results results;
    results.people = people::find_people(cx.db, cx.viewer, typed, page, cx.now);
    for (const auto& match : results.people.matches)
        results.families.push_back(families::families_of(cx.db, cx.viewer, match.candidate.summary.id, cx.now));
    results.schools = agencies::matching_schools(cx.db, typed, most_schools);
    results.family = family_named(cx, typed);
    results.page = page;
    results.typed = std::move(typed);
    return results;
}

// Every row shown stands in the audit line.
void remember(Context& cx, const Results& results) {
    cx.searched(people::told_terms(results.typed, cx.db.vault()));
    for (std::size_t i = 0; i < results.people.matches.size(); ++i) {
        cx.saw("person", results.people.matches[i].candidate.summary.id.text());
        for (const auto& family : results.families[i])
            cx.saw("family", family.id.text());
    }
    if (results.family) cx.saw("family", results.family->id.text());
}

Html born(const people::Summary& summary) {
    return summary.year_of_birth ? Html(fmt::format(", born {}", *summary.year_of_birth)) : Html();
}

std::string joined(const std::vector<std::string>& reasons) {
    std::string text;
    for (const auto& reason : reasons)
        text += (text.empty() ? "Found by " : ", ") + reason;
    return text;
}

Html family_link(const families::FamilyLine& family) {
    return html::link("/families/" + family.reference.text(), family.name + " family");
}

html::Row person_row(const people::Match& match, const std::vector<families::FamilyLine>& families) {
    const auto& summary = match.candidate.summary;
    Html where;
    for (const auto& family : families)
        where += (where.empty() ? Html() : html::line_break()) + family_link(family);
    return {html::link("/people/" + summary.reference.text(), people::words(summary.name)) + born(summary), where,
            joined(match.reasons)};
}

std::string people_heading(const people::Found& found) {
    if (found.more_than_counted) return fmt::format("People: more than {}", people::most_counted);
    return fmt::format("People: {}", found.count);
}

Html people_table(const Results& results) {
    std::vector<html::Row> rows;
    for (std::size_t i = 0; i < results.people.matches.size(); ++i)
        rows.push_back(person_row(results.people.matches[i], results.families[i]));
    return html::table({.caption = people_heading(results.people),
                        .columns = {"Name", "Family", "Why"},
                        .rows = std::move(rows),
                        .when_empty = "Nobody you may see answers to this. Try fewer words, or a part of a name."});
}

Html pages(Context& cx, const Results& results) {
    const auto count =
        static_cast<int>((results.people.count + people::matches_on_a_page - 1) / people::matches_on_a_page);
    return html::pagination({.page = static_cast<int>(results.page),
                             .pages = count,
                             .action = "/find",
                             .fields = cx.form_fields() + html::hidden_field("q", results.typed)});
}

Html schools_table(const agencies::SchoolMatches& matches) {
    if (matches.schools.empty()) return {};
    std::vector<html::Row> rows;
    for (const auto& school : matches.schools)
        rows.push_back({school.name, school.where(), school.phase});
    return html::table({.caption = fmt::format("Schools: {}", matches.total),
                        .columns = {"Name", "Where", "Phase"},
                        .rows = std::move(rows)});
}

Html named_family(const Results& results) {
    if (!results.family) return {};
    return html::inset_text(Html("The reference you typed: ") + family_link(*results.family));
}

Html may_add(Context& cx, const Results& results) {
    if (!cx.viewer.may(access::Action::write_person)) return {};
    return html::one_button_form({.action = "/people/new",
                                  .text = "Add somebody who is not here",
                                  .fields = cx.form_fields() + html::hidden_field("searched", results.typed)});
}

Html box(Context& cx, const std::string& typed) {
    return html::search_box({.action = "/find",
                             .label = "Name, part of a date of birth, postcode, school, telephone or reference",
                             .fields = cx.form_fields(),
                             .value = typed,
                             .id = "find-again"});
}

Response show_box(Context& cx) {
    return cx.page({.title = "Find"}, box(cx, ""));
}

Response show_results(Context& cx) {
    auto typed = cx.answers.text("q");
    if (typed.empty()) return cx.page({.title = "Find"}, box(cx, ""));
    if (kith::character_count(typed) > 200)
        return cx.page({.title = "Find", .problems = {{"q", "too_long", "Type at most 200 characters"}}},
                       box(cx, typed));

    const auto results = look_up(cx, std::move(typed), page_number(cx.answers));
    remember(cx, results);
    return cx.page({.title = "Find"}, {box(cx, results.typed), named_family(results), people_table(results),
                                       pages(cx, results), may_add(cx, results), schools_table(results.schools)});
}

} // namespace

void find_routes(http::Router& router) {
    using enum access::Action;
    router.get("/find", find, http::no_personal_data, show_box);
    router.post("/find", find, http::Audit{"find.searched"}, show_results);
}

} // namespace kith::find
