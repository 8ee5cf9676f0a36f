// One family: who belongs to it and who is whose. Also: starting one, and what it is called.

#include "families/family_pages.h"

#include "base/text.h"
#include "families/routes.h"

namespace kith::families {

namespace {

using html::Html;
using http::Context;
using http::Response;

Response index_page(Context& cx, const SeenFamily& seen, const Html& beside) {
    return cx.page(
        {.title = "Family " + seen.family.reference.spoken(),
         .heading = false,
         .top = html::record_header({.heading = display_name(seen.family), .facts = {seen.family.reference.spoken()}})},
        {html::inset_text("This family is known. What is recorded about it is for the people who work with it."),
         beside});
}

Html actions(const std::string& path) {
    return html::button_group(
        {html::button({.text = "Add somebody", .address = path + "/members", .look = html::ButtonLook::secondary}),
         html::button({.text = "Change the name", .address = path + "/name", .look = html::ButtonLook::secondary})});
}

// A part of the page, with a link for whoever may change it.
Html part(const SeenFamily& seen, const char* heading, const Html& content, const char* path, bool changes,
          bool quiet = false) {
    const auto change =
        changes ? html::link(path_to(seen.family) + "/" + path, "Change", Html(" ") + html::visually_hidden(heading))
                : Html();
    return html::card({.heading = heading, .content = content, .aside = change, .quiet = quiet});
}

Html homes(const SeenFamily& seen, Day today, bool changes) {
    if (seen.decision.location)
        return part(seen, "Who lives together", household_list(seen, today), "households", changes, true);
    return part(seen, "Who lives together", html::paragraph("Only for those on this family's location list"), "", false,
                true);
}

// As the records of its people say, those that the viewer may read.
Html safe_contact_of_each(Context& cx, const SeenFamily& seen) {
    std::vector<Id<people::Person>> read;
    for (const auto& each : seen.people)
        if (each.full) read.push_back(each.summary.id);
    const auto contacts = people::safe_contacts_of(cx.db, read);
    Html all;
    for (const auto& each : seen.people)
        if (const auto found = contacts.find(each.summary.id); found != contacts.end())
            all += people::safe_contact_box(
                cx, found->second, html::link(people::path_to(each.summary), people::words(each.summary.name)));
    return all;
}

Response show_family(Context& cx, const LookAround& look_around) {
    const auto seen = seen_family(cx);
    const auto around = look_around ? look_around(cx, seen) : AroundFamily();
    if (seen.decision.effect == access::Effect::index) return index_page(cx, seen, around.beside);

    const bool changes = may_change(seen);
    const auto header = html::record_header({.heading = "The " + display_name(seen.family),
                                             .lead = children_and_adults(seen, cx.today),
                                             .facts = {seen.family.reference.spoken()},
                                             .actions = changes ? actions(path_to(seen.family)) : Html()});
    return cx.page(
        {.title = "Family " + seen.family.reference.spoken(), .heading = false, .wide = true, .top = header},
        safe_contact_of_each(cx, seen) + around.above +
            html::two_columns({part(seen, "Members", members_table(seen, cx.today), "members", changes),
                               part(seen, "Who is whose", kinship_list(seen, cx.today), "relationships", changes),
                               around.beside},
                              {part(seen, "Parental responsibility", responsibility_list(seen, cx.today),
                                    "responsibility", changes, true),
                               homes(seen, cx.today, changes)}));
}

// Asking for the name of a family that somebody begins or renames.
Html name_field(const std::string& value, const Problems& problems) {
    return html::input({.name = "name",
                        .label = "What is the family called?",
                        .hint = "Usually a family name, like Okafor-Reid",
                        .value = value,
                        .problems = problems,
                        .spellcheck = false});
}

Response name_page(Context& cx, const SeenFamily& seen, const std::string& typed, const Problems& problems) {
    return page_of(cx, seen, "What the family is called", problems,
                   form_of(cx, seen, path_to(seen.family) + "/name",
                           version_to_send(cx.answers, problems, seen.family.name_version),
                           {name_field(typed, problems), people::source_field(cx.answers)}),
                   html::paragraph(seen.family.name));
}

std::optional<Problem> mistake_in_name(const std::string& name) {
    if (name.empty()) return Problem{"name", "missing", "Enter what the family is called"};
    if (kith::character_count(name) > 100) return Problem{"name", "too_long", "Use at most 100 characters"};
    return std::nullopt;
}

Response ask_name(Context& cx) {
    const auto seen = family_to_change(cx);
    return name_page(cx, seen, seen.family.name, {});
}

Response save_name(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto name = cx.answers.text("name");
    if (auto mistake = mistake_in_name(name)) return name_page(cx, seen, name, {std::move(*mistake)});
    const auto saved = save_in(cx, seen, [&](db::Writer& writer) {
        return name_family(writer, cx.viewer, seen.family.id, entry_in(cx), name);
    });
    if (!saved) return name_page(cx, seen, name, saved.error());
    return http::see_other(*saved, "The name is changed");
}

Response new_family_page(Context& cx, const people::Summary& first, const std::string& typed, Problems problems) {
    const auto person = html::hidden_field("person", first.reference.text());
    const auto form =
        html::form({.action = "/families", .submit = "Start the family", .fields = cx.form_fields() + person},
                   name_field(typed, problems));
    return cx.page({.title = "Start a family",
                    .caption = people::words(first.name),
                    .problems = std::move(problems),
                    .back = people::path_to(first)},
                   form);
}

Response ask_new_family(Context& cx) {
    const auto first = somebody_to_join(cx, cx.answers.text("person"));
    return new_family_page(cx, first, first.name.family, {});
}

Response save_new_family(Context& cx) {
    const auto first = somebody_to_join(cx, cx.answers.text("person"));
    const auto name = cx.answers.text("name");
    if (auto mistake = mistake_in_name(name)) return new_family_page(cx, first, name, {std::move(*mistake)});
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        people::require_change(writer, cx.viewer, first.id);
        const auto added = add_family(writer, cx.viewer, name, {first.id}, cx.viewer.name);
        return "/families/" + added.reference.text();
    });
    if (!saved) return new_family_page(cx, first, name, saved.error());
    return http::see_other(*saved, "The family is started");
}

// The other way round, where it was said of the other.
Html relatives_list(Context& cx, const people::SeenPerson& person) {
    std::vector<Html> lines;
    for (const auto& [who, relationship] : relatives_of(cx.db, cx.viewer, person.summary.id, cx.now)) {
        cx.saw("person", who.id.text());
        const bool over = relationship.until && *relationship.until < cx.today;
        lines.push_back({people::link_to(who), over ? ", was " : ", ", Html(word(relationship.code))});
    }
    if (lines.empty()) return {};
    return html::card({.heading = "Who is who to them", .content = html::plain_list(lines), .quiet = true});
}

} // namespace

Html beside_person(Context& cx, const people::SeenPerson& person, const std::vector<FamilyLine>& families) {
    std::vector<Html> links;
    for (const auto& family : families) {
        cx.saw("family", family.id.text());
        links.push_back(html::link("/families/" + family.reference.text(), family.name + " family"));
    }
    Html start;
    if (person.person && families.empty() && cx.viewer.may(access::Action::add_person) && people::may_change(person))
        start =
            html::paragraph(html::link("/families/new?person=" + person.summary.reference.text(), "Start a family"));
    const auto relatives = person.person ? relatives_list(cx, person) : Html();
    if (families.empty() && start.empty()) return relatives;
    return {html::card({.heading = "Families", .content = html::plain_list(links) + start, .quiet = true}), relatives};
}

void family_routes(http::Router& router, LookAround around) {
    using enum access::Action;
    const http::Audit viewed{"family.viewed"};
    router.get("/families/new", add_person, {"person.viewed"}, ask_new_family);
    router.post("/families", add_person, {"person.viewed"}, save_new_family);
    router.get("/families/{family}", read_family, viewed,
               [around = std::move(around)](Context& cx) { return show_family(cx, around); });
    router.get("/families/{family}/name", write_family, viewed, ask_name);
    router.post("/families/{family}/name", write_family, viewed, save_name);
}

} // namespace kith::families
