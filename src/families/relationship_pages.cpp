// Who is whose, and who holds parental responsibility.

#include "access/register.h"
#include "families/family_views.h"
#include "families/routes.h"
#include "http/router.h"

namespace kith::families {

namespace {

using html::Html;
using http::Context;
using http::Response;

SeenFamily family_to_change(Context& cx) {
    auto seen = http::found(find_family(cx.db, cx.viewer, cx.reference("family"), cx.now));
    const auto decision =
        access::decide_about(cx.db, cx.viewer, access::Action::write_family, seen.family.id.text(), cx.now);
    if (decision.effect != access::Effect::content) throw http::Stop{404};
    return seen;
}

std::vector<html::Choice> everybody(const SeenFamily& seen) {
    std::vector<html::Choice> choices;
    for (const auto& person : seen.people)
        choices.push_back({person.reference.text(), described(person)});
    return choices;
}

std::vector<html::Choice> kinds() {
    std::vector<html::Choice> choices;
    for (const auto& kinship : kinships())
        choices.push_back({std::string(kinship.code), Html(kinship.word)});
    return choices;
}

std::vector<html::Choice> responsibilities() {
    std::vector<html::Choice> choices;
    for (const auto each : {Responsibility::yes, Responsibility::no, Responsibility::not_known})
        choices.push_back({std::string(code(each)), Html(word(each))});
    return choices;
}

Html person_field(Context& cx, const SeenFamily& seen, std::string name, const char* label, const Problems& problems) {
    return html::select({.name = name,
                         .label = label,
                         .choices = everybody(seen),
                         .chosen = cx.answers.text(name),
                         .prompt = "Choose a person",
                         .problems = problems});
}

Html relationship_form(Context& cx, const SeenFamily& seen, const Problems& problems) {
    return html::form({.action = path_to(seen.family) + "/relationships", .submit = "Save", .fields = cx.form_fields()},
                      {person_field(cx, seen, "person", "This person", problems),
                       html::select({.name = "code",
                                     .label = "is the",
                                     .choices = kinds(),
                                     .chosen = cx.answers.text("code"),
                                     .prompt = "Choose a relationship",
                                     .problems = problems}),
                       person_field(cx, seen, "other", "of this person", problems),
                       html::checkboxes({.name = "looks_after",
                                         .legend = "Day to day",
                                         .choices = {{"yes", "The first looks after the second"}},
                                         .chosen = cx.answers.all("looks_after")})});
}

Html responsibility_form(Context& cx, const SeenFamily& seen, const Problems& problems) {
    return html::form(
        {.action = path_to(seen.family) + "/responsibility", .submit = "Save", .fields = cx.form_fields()},
        {person_field(cx, seen, "holder", "Who", problems),
         person_field(cx, seen, "child", "For which child", problems),
         html::radios({.name = "held",
                       .legend = "Do they hold parental responsibility?",
                       .choices = responsibilities(),
                       .chosen = cx.answers.text("held"),
                       .problems = problems}),
         html::input({.name = "basis",
                      .label = "How is that known? (optional)",
                      .hint = "Like: on the birth certificate, court order of 3 May 2024",
                      .value = cx.answers.text("basis"),
                      .problems = problems})});
}

Response form_page(Context& cx, const SeenFamily& seen, Problems problems) {
    cx.saw("family", seen.family.id.text());
    for (const auto& person : seen.people)
        cx.saw("person", person.id.text());
    const auto known = kinship_sentences(seen);
    const Html content{known.empty() ? Html() : html::list(known), relationship_form(cx, seen, problems),
                       html::heading("Parental responsibility"), responsibility_list(seen),
                       responsibility_form(cx, seen, problems)};
    return cx.page({.title = "Who is whose",
                    .caption = display_name(seen.family),
                    .problems = std::move(problems),
                    .back = path_to(seen.family)},
                   content);
}

Response ask(Context& cx) {
    return form_page(cx, family_to_change(cx), {});
}

// Somebody of this family by the reference in the field; an empty id with a problem when none was chosen.
Id<Person> chosen(const Context& cx, const SeenFamily& seen, const std::string& field, Problems& problems) {
    const auto reference = Reference::parse(cx.answers.text(field));
    for (const auto& person : seen.people)
        if (reference && person.reference == *reference) return person.id;
    problems.push_back({field, "missing", "Choose a person"});
    return {};
}

Response save_relationship(Context& cx) {
    const auto seen = family_to_change(cx);
    Problems problems;
    Relationship relationship;
    relationship.person = chosen(cx, seen, "person", problems);
    relationship.code = cx.answers.text("code");
    if (!find_kinship(relationship.code)) problems.push_back({"code", "missing", "Choose a relationship"});
    relationship.other = chosen(cx, seen, "other", problems);
    if (problems.empty() && relationship.person == relationship.other)
        problems.push_back({"other", "oneself", "Choose two different people"});
    if (!problems.empty()) return form_page(cx, seen, std::move(problems));

    relationship.looks_after = cx.answers.ticked("looks_after", "yes");
    relationship.source = cx.viewer.name;
    const auto saved = cx.save([&](db::Writer& writer) {
        return record_relationship(writer, cx.viewer, relationship)
            .and_then([&](Id<Relationship>) -> Result<std::string> { return path_to(seen.family); });
    });
    if (!saved) return form_page(cx, seen, saved.error());
    return http::see_other(*saved, "The relationship is recorded");
}

std::optional<Id<ParentalResponsibility>> earlier_between(const SeenFamily& seen, const ParentalResponsibility& held) {
    for (const auto& each : seen.responsibilities)
        if (each.holder == held.holder && each.child == held.child) return each.id;
    return std::nullopt;
}

Response save_responsibility(Context& cx) {
    const auto seen = family_to_change(cx);
    Problems problems;
    ParentalResponsibility held;
    held.holder = chosen(cx, seen, "holder", problems);
    held.child = chosen(cx, seen, "child", problems);
    if (problems.empty() && held.holder == held.child)
        problems.push_back({"child", "oneself", "Choose two different people"});
    const auto answer = to_responsibility(cx.answers.text("held"));
    if (!answer) problems.push_back({"held", "missing", "Say whether they hold it, or that it is not known"});
    if (!problems.empty()) return form_page(cx, seen, std::move(problems));

    held.held = *answer;
    held.basis = cx.answers.text("basis");
    held.source = cx.viewer.name;
    const auto saved = cx.save([&](db::Writer& writer) {
        return record_responsibility(writer, cx.viewer, held, earlier_between(seen, held))
            .and_then([&](Done) -> Result<std::string> { return path_to(seen.family); });
    });
    if (!saved) return form_page(cx, seen, saved.error());
    return http::see_other(*saved, "Parental responsibility is recorded");
}

} // namespace

void relationship_routes(http::Router& router) {
    using enum access::Action;
    router.get("/families/{family}/relationships", write_family, {"family.viewed"}, ask);
    router.post("/families/{family}/relationships", write_family, save_relationship);
    router.post("/families/{family}/responsibility", write_family, save_responsibility);
}

} // namespace kith::families
