// /people/{person}: one person, as far as the viewer may know.

#include "html/components/button.h"
#include "html/components/layout.h"
#include "html/components/messages.h"
#include "html/components/summary_list.h"
#include "html/components/table.h"
#include "html/components/text.h"
#include "people/details_views.h"
#include "people/fact_pages.h"
#include "people/facts.h"
#include "people/identifier_views.h"
#include "people/location_views.h"
#include "people/person_views.h"
#include "people/routes.h"
#include "profiles/profile_store.h"

namespace kith::people {

namespace {

using html::Html;
using http::Context;
using http::Response;

// Which links to change things the page carries.
struct Changes {
    bool allowed = false;
    std::string path;

    std::vector<html::Link> link(const char* part, const std::string& what) const {
        if (!allowed) return {};
        return {{.address = path + "/" + part, .text = "Change", .hidden = " " + what}};
    }
};

Html lines(const std::vector<std::string>& words) {
    Html all;
    for (const auto& line : words)
        all += (all.empty() ? Html() : html::line_break()) + Html(line);
    return all;
}

Html names_of(const Person& person) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < person.names.size(); ++i) {
        const Name& name = person.names[i].value;
        std::string text = words(name);
        const bool earlier = i > 0 && name.use == NameUse::usual;
        if (i > 0) text += ", " + std::string(word(earlier ? NameUse::previous : name.use));
        if (const auto period = period_words(name.from, name.until); !period.empty()) text += ", " + period;
        all.push_back(std::move(text));
    }
    return lines(all);
}

Html identifiers_of(const Person& person) {
    std::vector<std::string> all;
    for (const auto& identifier : person.identifiers)
        all.push_back(std::string(word(identifier.value.scheme)) + " " + shown(identifier.value) + ": " +
                      check_words(identifier.value));
    return lines(all);
}

Html contacts_of(const Person& person, Day today) {
    Html all;
    for (const auto& contact : person.contacts) {
        if (!holds(contact.value, today)) continue;
        if (!all.empty()) all += html::line_break();
        all += contact.value.kind == ContactKind::telephone ? html::telephone_link(contact.value.value)
                                                            : html::email_link(contact.value.value);
        if (!contact.value.note.empty()) all += ", " + contact.value.note;
    }
    return all;
}

std::string birth_words(const Birth& birth, Day today) {
    if (!birth.is_known()) return {};
    const auto age = age_words(birth, today);
    return words(birth) + (age.empty() || birth.is_unborn() ? "" : " (" + age + ")");
}

Html who_it_is(Context& cx, const Person& person, const Changes& changes) {
    std::vector<html::SummaryRow> rows = {
        {"Names", names_of(person), changes.link("names", "names")},
        {"Born", birth_words(person.birth.value, cx.today), changes.link("birth", "date of birth")}};
    const auto details = details_words(person.details.value, *profiles::current(cx.db));
    for (const auto& [label, value] : details)
        rows.push_back({label, value, changes.link("details", label)});
    rows.push_back({"Numbers", identifiers_of(person), changes.link("identifiers", "numbers")});
    return html::summary_list({.rows = std::move(rows)});
}

Html addresses_of(Context& cx, const SeenPerson& seen) {
    Html all;
    for (const auto& address : seen.person->addresses) {
        const Address* shown = address.value.reveal(seen.decision);
        if (!shown) continue;
        const auto words = address_words(cx.db, *shown);
        const bool left = shown->until && *shown->until < cx.today;
        all += (all.empty() ? Html() : html::line_break()) + (left ? html::secondary(words) : Html(words));
    }
    return all;
}

Html schools_of(const SeenPerson& seen) {
    std::vector<std::string> all;
    for (const auto& attendance : seen.person->attendances)
        if (const Attendance* shown = attendance.value.reveal(seen.decision)) all.push_back(attendance_words(*shown));
    return lines(all);
}

Html how_to_reach(Context& cx, const SeenPerson& seen, bool told_above, const Changes& changes) {
    const Person& person = *seen.person;
    std::vector<html::SummaryRow> rows = {
        {"Safe contact", told_above ? Html("See above") : Html(), changes.link("safe-contact", "safe contact")},
        {"Telephone and email", contacts_of(person, cx.today), changes.link("contacts", "telephone and email")}};
    if (seen.decision.location) {
        rows.push_back({"Addresses", addresses_of(cx, seen), changes.link("addresses", "addresses")});
        rows.push_back({"School", schools_of(seen), changes.link("schools", "school")});
    } else {
        rows.push_back({"Addresses and school", "Only for those on this person's location list"});
    }
    return html::summary_list({.rows = std::move(rows)});
}

Response full_page(Context& cx, const SeenPerson& seen, const AroundPerson& around) {
    const Changes changes{may_change(seen), path_to(seen.summary)};
    const auto header = html::record_header({.heading = words(seen.summary.name),
                                             .lead = birth_words(seen.person->birth.value, cx.today),
                                             .facts = {seen.summary.reference.spoken()}});
    const Html safely = safe_contact_box(cx, seen.person->safe_contact) + around.above;
    return cx.page(
        {.title = "Person " + seen.summary.reference.spoken(), .heading = false, .wide = true, .top = header},
        {safely,
         html::two_columns({html::card({.heading = "Who it is", .content = who_it_is(cx, *seen.person, changes)}),
                            html::card({.heading = "How to reach them",
                                        .content = how_to_reach(cx, seen, !safely.empty(), changes)})},
                           around.beside)});
}

Html whom_to_ring(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto* line = profile->find_line("early_help");
    if (!line || !line->number.is_set()) return {};
    return html::paragraph({"To learn more, ring " + line->label + ": ", html::telephone_link(*line->number.value)});
}

// The name, the year, and whom to ring: nothing else is even read.
Response index_page(Context& cx, const SeenPerson& seen, const Html& beside) {
    return cx.page({.title = "Person " + seen.summary.reference.spoken(),
                    .heading = false,
                    .top = html::record_header(
                        {.heading = name_and_year(seen.summary), .facts = {seen.summary.reference.spoken()}})},
                   {html::inset_text("You can see that this person is known. What is recorded is for those who work "
                                     "with them."),
                    beside, whom_to_ring(cx)});
}

Response show_person(Context& cx, const LookAround& look_around) {
    const auto seen = seen_person(cx);
    const auto around = look_around ? look_around(cx, seen) : AroundPerson();
    return seen.person ? full_page(cx, seen, around) : index_page(cx, seen, around.beside);
}

} // namespace

void person_routes(http::Router& router, LookAround around) {
    router.get("/people/{person}", access::Action::read_person, {"person.viewed"},
               [around = std::move(around)](Context& cx) { return show_person(cx, around); });
}

void all_fact_routes(http::Router& router, Moved moved, FirstOfAll first) {
    for (const auto& kind : {name_kind(), birth_kind(), details_kind(), safe_contact_kind(), contact_kind(),
                             identifier_kind(), address_kind(std::move(moved)), school_kind()})
        fact_routes(router, kind, first);
}

} // namespace kith::people
