// One family: who belongs to it and who is whose. Also: starting one, and what it is called.

#include "access/register.h"
#include "base/text.h"
#include "families/family_views.h"
#include "families/routes.h"
#include "http/router.h"
#include "people/search_store.h"

namespace kith::families {

namespace {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

SeenFamily the_family(Context& cx) {
    return http::found(find_family(cx.db, cx.viewer, cx.reference("family"), cx.now));
}

bool may_write(const Context& cx, const SeenFamily& seen) {
    return cx.viewer.may(Action::write_family) && seen.to_change.effect == access::Effect::content;
}

// The family, for somebody who may change it; for others the page does not exist.
SeenFamily family_to_change(Context& cx) {
    auto seen = the_family(cx);
    if (!may_write(cx, seen)) throw http::Stop{404};
    return seen;
}

void remember(Context& cx, const SeenFamily& seen) {
    cx.saw("family", seen.family.id.text());
    for (const auto& person : seen.people)
        cx.saw("person", person.id.text());
}

std::string children_and_adults(const SeenFamily& seen, Day today) {
    std::vector<std::string> names;
    for (const auto& person : seen.people) {
        const bool child = person.year_of_birth && today.year() - *person.year_of_birth < 18;
        const auto& given = person.name.given.empty() ? person.name.family : person.name.given;
        child ? names.insert(names.begin(), given) : names.insert(names.end(), given);
    }
    return listed(names);
}

Response index_page(Context& cx, const SeenFamily& seen) {
    return cx.page(
        {.title = display_name(seen.family)},
        html::inset_text("This family is known. What is recorded about it is for the people who work with it."));
}

Html actions(const std::string& path) {
    return html::button_group(
        {html::button({.text = "Add somebody", .address = path + "/members", .look = html::ButtonLook::secondary}),
         html::button(
             {.text = "Say who is whose", .address = path + "/relationships", .look = html::ButtonLook::secondary}),
         html::button({.text = "Change the name", .address = path + "/name", .look = html::ButtonLook::secondary})});
}

Response show_family(Context& cx, const BesideFamily& beside) {
    const auto seen = the_family(cx);
    remember(cx, seen);
    if (seen.decision.effect == access::Effect::index) return index_page(cx, seen);

    const auto sentences = kinship_sentences(seen);
    const auto relationships =
        sentences.empty() ? html::paragraph(html::secondary("Nobody has said yet.")) : html::list(sentences);
    const auto header = html::record_header({.heading = "The " + display_name(seen.family),
                                             .lead = children_and_adults(seen, cx.today),
                                             .facts = {seen.family.reference.spoken()},
                                             .actions = may_write(cx, seen) ? actions(path_to(seen.family)) : Html()});
    return cx.page(
        {.title = display_name(seen.family), .heading = false, .wide = true, .top = header},
        html::two_columns(
            {html::card({.heading = "Members", .content = members_table(seen, cx.today)}),
             html::card({.heading = "Who is whose", .content = relationships})},
            {html::card({.heading = "Parental responsibility", .content = responsibility_list(seen), .quiet = true}),
             html::card({.heading = "Who lives together", .content = household_list(seen, cx.today), .quiet = true}),
             beside ? beside(cx, seen) : Html()}));
}

// Asking for the name of a family that somebody begins or renames.
Html name_form(Context& cx, const std::string& action, const std::string& value, const Problems& problems,
               const Html& hidden, const Html& submit) {
    return html::form({.action = action, .submit = submit, .fields = cx.form_fields() + hidden},
                      html::input({.name = "name",
                                   .label = "What is the family called?",
                                   .hint = "Usually a family name, like Okafor-Reid",
                                   .value = value,
                                   .problems = problems,
                                   .spellcheck = false}));
}

Response name_page(Context& cx, const SeenFamily& seen, const std::string& typed, Problems problems) {
    const auto version = html::hidden_field("version", std::to_string(seen.family.name_version));
    const auto form = name_form(cx, path_to(seen.family) + "/name", typed, problems, version, "Save");
    return cx.page({.title = "Change the name",
                    .caption = display_name(seen.family),
                    .problems = std::move(problems),
                    .back = path_to(seen.family)},
                   form);
}

std::optional<Problem> mistake_in_name(const std::string& name) {
    if (name.empty()) return Problem{"name", "missing", "Enter what the family is called"};
    if (kith::character_count(name) > 100) return Problem{"name", "too_long", "Use at most 100 characters"};
    return std::nullopt;
}

int number(const std::string& text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Response ask_name(Context& cx) {
    const auto seen = family_to_change(cx);
    remember(cx, seen);
    return name_page(cx, seen, seen.family.name, {});
}

Response save_name(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto name = cx.answers.text("name");
    if (auto mistake = mistake_in_name(name)) return name_page(cx, seen, name, {std::move(*mistake)});
    const auto saved = cx.save([&](db::Writer& writer) {
        return name_family(writer, cx.viewer, seen.family.id, {.version = number(cx.answers.text("version"))}, name)
            .and_then([&](Done) -> Result<std::string> { return path_to(seen.family); });
    });
    if (!saved) return name_page(cx, seen, name, saved.error());
    return http::see_other(*saved, "The name is changed");
}

// A family begins with somebody who is there already.
people::SeenPerson the_first(Context& cx) {
    const auto reference = Reference::parse(cx.answers.text("person"));
    if (!reference) throw http::Stop{404};
    auto person = http::found(people::find_person(cx.db, cx.viewer, *reference, cx.now));
    if (!person.person) throw http::Stop{404};
    return person;
}

Response new_family_page(Context& cx, const people::SeenPerson& first, const std::string& typed, Problems problems) {
    cx.saw("person", first.summary.id.text());
    const auto person = html::hidden_field("person", first.summary.reference.text());
    const auto form = name_form(cx, "/families", typed, problems, person, "Start the family");
    return cx.page({.title = "Start a family",
                    .caption = people::words(first.summary.name),
                    .problems = std::move(problems),
                    .back = "/people/" + first.summary.reference.text()},
                   form);
}

Response ask_new_family(Context& cx) {
    const auto first = the_first(cx);
    return new_family_page(cx, first, first.summary.name.family, {});
}

Response save_new_family(Context& cx) {
    const auto first = the_first(cx);
    const auto name = cx.answers.text("name");
    if (auto mistake = mistake_in_name(name)) return new_family_page(cx, first, name, {std::move(*mistake)});
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto added = add_family(writer, cx.viewer, name, {first.summary.id}, cx.viewer.name);
        return "/families/" + added.reference.text();
    });
    if (!saved) return new_family_page(cx, first, name, saved.error());
    return http::see_other(*saved, "The family is started");
}

// Adding a member: look for the person first, whoever it is.
Html search_for_member(Context& cx, const SeenFamily& seen, const std::string& typed) {
    return html::search_box({.action = path_to(seen.family) + "/members/search",
                             .label = "Who belongs to the family? Search by name, date of birth or reference",
                             .fields = cx.form_fields(),
                             .value = typed,
                             .id = "member"});
}

Html to_add(Context& cx, const SeenFamily& seen, const people::Summary& person) {
    const auto name = people::words(person.name);
    return html::one_button_form({.action = path_to(seen.family) + "/members",
                                  .text = "Add",
                                  .hidden = " " + name,
                                  .fields = cx.form_fields() + html::hidden_field("person", person.reference.text()) +
                                            html::hidden_field("version", std::to_string(seen.family.version))});
}

Html found_people(Context& cx, const SeenFamily& seen, const std::string& typed) {
    std::vector<html::Row> rows;
    for (const auto& match : people::find_people(cx.db, cx.viewer, typed, 1, cx.now).matches) {
        if (!match.candidate.full) continue; // only somebody whose record the viewer may see can be joined to another
        cx.saw("person", match.candidate.summary.id.text());
        rows.push_back({described(match.candidate.summary), to_add(cx, seen, match.candidate.summary)});
    }
    const auto add_new = html::one_button_form({.action = "/people/new",
                                                .text = "Add somebody who is not here",
                                                .fields = cx.form_fields() + html::hidden_field("searched", typed)});
    return html::table({.caption = "Found",
                        .columns = {"Name", ""},
                        .rows = std::move(rows),
                        .when_empty = "Nobody you may add answers to this."}) +
           add_new;
}

Response members_page(Context& cx, const SeenFamily& seen, const Html& content, Problems problems = {}) {
    remember(cx, seen);
    return cx.page({.title = "Add somebody",
                    .caption = display_name(seen.family),
                    .problems = std::move(problems),
                    .back = path_to(seen.family)},
                   content);
}

Response ask_member(Context& cx) {
    const auto seen = family_to_change(cx);
    return members_page(cx, seen, search_for_member(cx, seen, ""));
}

Response search_member(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto typed = cx.answers.text("q");
    cx.searched(people::told_terms(typed, cx.db.vault()));
    if (typed.empty()) return members_page(cx, seen, search_for_member(cx, seen, ""));
    return members_page(cx, seen, search_for_member(cx, seen, typed) + found_people(cx, seen, typed));
}

Response save_member(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto person = the_first(cx);
    const auto saved = cx.save([&](db::Writer& writer) {
        return add_member(writer, cx.viewer, seen.family.id,
                          {.version = number(cx.answers.text("version")), .source = cx.viewer.name},
                          {.person = person.summary.id, .from = cx.today})
            .and_then([&](Done) -> Result<std::string> { return path_to(seen.family); });
    });
    if (!saved) return members_page(cx, seen, search_for_member(cx, seen, ""), saved.error());
    return http::see_other(*saved, "The person is added to the family");
}

} // namespace

Html beside_person(Context& cx, const people::SeenPerson& person) {
    std::vector<Html> families;
    for (const auto& family : families_of(cx.db, cx.viewer, person.summary.id, cx.now)) {
        cx.saw("family", family.id.text());
        families.push_back(html::link("/families/" + family.reference.text(), family.name + " family"));
    }
    Html start;
    if (person.person && cx.viewer.may(Action::write_family) && families.empty())
        start =
            html::paragraph(html::link("/families/new?person=" + person.summary.reference.text(), "Start a family"));
    if (families.empty() && start.empty()) return {};
    return html::card({.heading = "Families", .content = html::plain_list(families) + start, .quiet = true});
}

void family_routes(http::Router& router, BesideFamily beside) {
    using enum access::Action;
    router.get("/families/new", write_family, {"person.viewed"}, ask_new_family);
    router.post("/families", write_family, save_new_family);
    router.get("/families/{family}", read_family, {"family.viewed"},
               [beside = std::move(beside)](Context& cx) { return show_family(cx, beside); });
    router.get("/families/{family}/name", write_family, {"family.viewed"}, ask_name);
    router.post("/families/{family}/name", write_family, save_name);
    router.get("/families/{family}/members", write_family, {"family.viewed"}, ask_member);
    router.post("/families/{family}/members/search", write_family, {"find.searched"}, search_member);
    router.post("/families/{family}/members", write_family, save_member);
}

} // namespace kith::families
