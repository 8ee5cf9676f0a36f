// Find: people, families, requests and schools by whatever somebody knows of them. The terms come by POST, because
// addresses are kept in too many places to hold a child's name.

#include "agencies/school_store.h"
#include "base/text.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "find/routes.h"
#include "html/components.h"
#include "http/router.h"
#include "people/search_store.h"
#include "people/similar.h"
#include "profiles/profile_store.h"
#include "requests/named_store.h"
#include "requests/request_store.h"

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
    std::vector<people::Match> similar;                      // nobody where the first page is full
    std::vector<std::vector<families::FamilyLine>> families_of_similar;
    std::vector<requests::NamedRequest> requests;
    agencies::SchoolMatches schools;
    Html named; // what else has the reference that was typed
    bool is_named = false;
};

Html family_link(const families::FamilyLine& family) {
    return html::link("/families/" + family.reference.text(), family.name + " family");
}

Html family_named(Context& cx, const Reference& reference) {
    const auto seen = families::find_family(cx.db, cx.viewer, reference, cx.now);
    if (!seen) return {};
    cx.saw("family", seen->family.id.text());
    return family_link({seen->family.id, seen->family.reference, seen->family.name});
}

Html request_named(Context& cx, const Reference& reference) {
    if (!cx.viewer.may(access::Action::read_request)) return {};
    const auto seen = requests::find_request(cx.db, cx.viewer, reference, cx.now);
    if (!seen) return {};
    cx.saw("request", seen->request.id.text());
    const auto about = seen->shows_content() ? " for " + seen->request.display_name() : std::string();
    return html::link("/requests/" + reference.text(), profiles::current(cx.db)->word_at_start("request") + about);
}

Html episode_named(Context& cx, const Reference& reference) {
    if (!cx.viewer.may(access::Action::read_episode)) return {};
    const auto seen = episodes::find_episode(cx.db, cx.viewer, reference, cx.now);
    if (!seen) return {};
    cx.saw("episode", seen->episode.id.text());
    const auto about = seen->shows_content() ? " for the " + seen->family_name + " family" : std::string();
    return html::link("/episodes/" + reference.text(), "Period of help" + about);
}

// Told by its shape alone, and never by what is here: eight letters and digits, both of them, and no year.
bool is_meant_as_reference(std::string_view typed) {
    std::string squeezed;
    for (const char c : typed)
        if (c != ' ' && c != '-') squeezed += c;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto digits = std::count_if(squeezed.begin(), squeezed.end(), is_digit);
    const auto letters = std::count_if(squeezed.begin(), squeezed.end(), is_letter);
    const bool ends_in_year = squeezed.size() == 8 && std::all_of(squeezed.begin() + 4, squeezed.end(), is_digit);
    return digits + letters == 8 && squeezed.size() == 8 && digits > 0 && letters > 0 && !ends_in_year;
}

Html named_by_reference(Context& cx, std::string_view typed) {
    const auto reference = Reference::parse(typed);
    if (!reference)
        return is_meant_as_reference(typed)
                   ? html::inset_text("If you typed a reference, check the reference: one of its eight characters is "
                                      "not right.")
                   : Html();
    for (const auto named : {family_named, request_named, episode_named})
        if (const auto link = named(cx, *reference); !link.empty())
            return html::inset_text(Html("The reference you typed: ") + link);
    return {};
}

Results look_up(Context& cx, std::string typed, std::size_t page) {
    Results results;
    results.people = people::find_people(cx.db, cx.viewer, typed, page, cx.now);
    if (results.people.count < people::matches_on_a_page)
        results.similar = people::similar_people(cx.db, cx.viewer, typed, results.people.matches, cx.now);
    const auto families = [&](const people::Match& match) {
        return families::families_of(cx.db, cx.viewer, match.candidate.summary.id, cx.now);
    };
    for (const auto& match : results.people.matches)
        results.families.push_back(families(match));
    for (const auto& match : results.similar)
        results.families_of_similar.push_back(families(match));
    if (page == 1 && cx.viewer.may(access::Action::read_request))
        results.requests = requests::requests_naming(cx.db, cx.viewer, typed, cx.now);
    results.schools = agencies::matching_schools(cx.db, typed, most_schools);
    results.named = named_by_reference(cx, typed);
    results.is_named = !results.named.empty() && Reference::parse(typed);
    results.page = page;
    results.typed = std::move(typed);
    return results;
}

// Every row shown stands in the audit line.
void remember(Context& cx, const Results& results) {
    cx.searched(people::told_terms(results.typed, cx.db.vault()));
    const auto saw = [&](const std::vector<people::Match>& matches,
                         const std::vector<std::vector<families::FamilyLine>>& families) {
        for (std::size_t i = 0; i < matches.size(); ++i) {
            cx.saw("person", matches[i].candidate.summary.id.text());
            for (const auto& id : matches[i].also)
                cx.saw("person", id.text());
            for (const auto& family : families[i])
                cx.saw("family", family.id.text());
        }
    };
    saw(results.people.matches, results.families);
    saw(results.similar, results.families_of_similar);
    for (const auto& each : results.requests)
        cx.saw("request", each.request.id.text());
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

std::vector<html::Row> person_rows(const std::vector<people::Match>& matches,
                                   const std::vector<std::vector<families::FamilyLine>>& families) {
    std::vector<html::Row> rows;
    for (std::size_t i = 0; i < matches.size(); ++i)
        rows.push_back(person_row(matches[i], families[i]));
    return rows;
}

// The front door sees index entries, and what they do not show finds nobody.
bool finds_by_index_alone(const Context& cx) {
    return cx.viewer.role == access::Role::triage;
}

std::string nobody(const Context& cx) {
    return finds_by_index_alone(cx) ? "Nobody you may see answers to this. The front door finds people by name, year "
                                      "of birth and reference, "
                                      "not by address, birthday, school or telephone."
                                    : "Nobody you may see answers to this. Try fewer words, or a part of a name.";
}

Html people_table(const Context& cx, const Results& results) {
    const bool is_found_elsewhere = !results.similar.empty() || !results.requests.empty() || results.is_named;
    if (results.people.matches.empty() && is_found_elsewhere) return {};
    auto rows = person_rows(results.people.matches, results.families);
    return html::table({.caption = people_heading(results.people),
                        .columns = {"Name", "Family", "Why"},
                        .rows = std::move(rows),
                        .when_empty = nobody(cx)});
}

Html similar_table(const Results& results) {
    if (results.similar.empty()) return {};
    return html::table({.caption = "People with a name or birthday like it",
                        .columns = {"Name", "Family", "Why"},
                        .rows = person_rows(results.similar, results.families_of_similar)});
}

std::string what_became_of(const requests::EarlierRequest& request) {
    if (!request.decision.empty()) return request.decision;
    return request.state == requests::State::decided ? "Decided" : "Not decided yet";
}

html::Row request_row(const profiles::Profile& profile, const requests::NamedRequest& named) {
    const auto& request = named.request;
    const auto about = named.names.empty() ? request.reference.spoken() : "for " + named.names;
    const auto why = named.found.empty() ? "Somebody of that name is named in it" : "Names " + listed(named.found);
    return {html::link("/requests/" + request.reference.text(), profile.word_at_start("request") + " " + about),
            Html(request.from) + Html(", ") + html::time(request.sent_at.day()), what_became_of(request), why};
}

Html requests_table(Context& cx, const std::vector<requests::NamedRequest>& requests) {
    if (requests.empty()) return {};
    const auto profile = profiles::current(cx.db);
    std::vector<html::Row> rows;
    for (const auto& each : requests)
        rows.push_back(request_row(*profile, each));
    const bool may_be_more = requests.size() == requests::named_requests_shown;
    return html::table({.caption = may_be_more ? fmt::format("Requests: the latest {}", requests.size())
                                               : fmt::format("Requests: {}", requests.size()),
                        .columns = {"Request", "From", "What became of it", "Why"},
                        .rows = std::move(rows)});
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

Html may_add(Context& cx, const Results& results) {
    if (!cx.viewer.may(access::Action::add_person) || results.is_named) return {};
    return html::one_button_form({.action = "/people/new",
                                  .text = "Add somebody who is not here",
                                  .fields = cx.form_fields() + html::hidden_field("searched", results.typed)});
}

Html box(Context& cx, const std::string& typed) {
    return html::search_box({.action = "/find",
                             .label = finds_by_index_alone(cx) ? "Name, year of birth or reference"
                                                               : "Name, date of birth or part of it, postcode, school, "
                                                                 "telephone or reference",
                             .fields = cx.form_fields(),
                             .value = typed,
                             .id = "find"});
}

Response show_box(Context& cx) {
    const bool is_to_add = cx.answers.text("add") == "person";
    const Html why = is_to_add
                         ? html::inset_text("Search first: the person may be here already. If nobody is the one you "
                                            "mean, you can add them below what is found.")
                         : Html();
    return cx.page({.title = "Find"}, why + box(cx, ""));
}

Response show_results(Context& cx) {
    auto typed = cx.answers.text("q");
    if (typed.empty()) return cx.page({.title = "Find"}, box(cx, ""));
    if (kith::character_count(typed) > 200)
        return cx.page({.title = "Find", .problems = {{"q", "too_long", "Type at most 200 characters"}}},
                       box(cx, typed));

    const auto page = http::page_asked(cx.answers, people::most_counted / people::matches_on_a_page);
    const auto results = look_up(cx, std::move(typed), page);
    remember(cx, results);
    return cx.page(
        {.title = "Find: " + people_heading(results.people) + (page > 1 ? fmt::format(", page {}", page) : ""),
         .heading = false},
        {html::heading("Find", 1), box(cx, results.typed), results.named, people_table(cx, results),
         similar_table(results), pages(cx, results), requests_table(cx, results.requests), may_add(cx, results),
         schools_table(results.schools)});
}

} // namespace

void find_routes(http::Router& router) {
    using enum access::Action;
    router.get("/find", find, http::no_personal_data, show_box);
    router.post("/find", find, http::Audit{"find.searched"}, show_results);
}

} // namespace kith::find
