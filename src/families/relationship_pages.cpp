// /families/{family}/relationships: who is what to whom, said once and read from both sides.

#include "base/text.h"
#include "families/family_pages.h"
#include "families/routes.h"

namespace kith::families {

namespace {

using html::Html;
using http::Context;
using http::Response;

std::string relationship_path(const SeenFamily& seen) {
    return path_to(seen.family) + "/relationships";
}

std::vector<html::Choice> kinds() {
    std::vector<html::Choice> choices;
    for (const auto& kinship : kinships())
        choices.push_back({std::string(kinship.code), Html(kinship.word)});
    return choices;
}

// Two people as the labels name them: by name, or where nobody is chosen yet by their place on the page.
struct Pair {
    std::string person;
    std::string other;
};

Html fields(const http::Answers& answers, const Problems& problems, const Pair& pair) {
    return {html::select({.name = "code",
                          .label = "What is " + pair.person + " to " + pair.other + "?",
                          .choices = kinds(),
                          .chosen = answers.text("code"),
                          .prompt = "Choose a relationship",
                          .problems = problems}),
            html::checkbox({.name = "looks_after",
                            .text = at_start(pair.person) + " looks after " + pair.other + " day to day",
                            .chosen = answers.ticked("looks_after", "yes")}),
            people::period_fields(answers, problems, as_long_as_it_is_so), people::source_field(answers)};
}

Html table_of(const SeenFamily& seen, Day today) {
    std::vector<html::Row> rows;
    for (const auto& relationship : seen.relationships) {
        const auto sentence = kinship_sentence(seen, relationship, today);
        rows.push_back({sentence, html::link(relationship_path(seen) + "/" + relationship.reference->text(),
                                             "Correct or end", Html(": ") + sentence)});
    }
    return html::table({.caption = "What is recorded",
                        .columns = {"Who is whose", "Change"},
                        .rows = std::move(rows),
                        .when_empty = "Nobody has said yet."});
}

Response relationships_page(Context& cx, const SeenFamily& seen, const Problems& problems = {}) {
    return page_of(cx, seen, "Who is whose", problems,
                   {table_of(seen, cx.today), html::heading("Record who is whose"),
                    form_of(cx, seen, relationship_path(seen), 0,
                            {person_field(cx, seen.people, "person", "First person", problems),
                             person_field(cx, seen.people, "other", "Second person", problems),
                             fields(cx.answers, problems, {"the first person", "the second person"})})});
}

Response ask_new_relationship(Context& cx) {
    return relationships_page(cx, family_to_change(cx));
}

// What was typed, into `relationship`; who they are stands there already, or was asked too.
Problems read(const Context& cx, Relationship& relationship) {
    Problems problems;
    relationship.code = cx.answers.text("code");
    if (!find_kinship(relationship.code)) problems.push_back({"code", "missing", "Choose what one is to the other"});
    if (!relationship.person.empty() && relationship.person == relationship.other)
        problems.push_back({"other", "oneself", "Choose two different people"});
    relationship.looks_after = cx.answers.ticked("looks_after", "yes");
    relationship.from = people::day_in(cx.answers, "from", problems);
    relationship.until = people::day_in(cx.answers, "until", problems);
    relationship.source = cx.answers.text("source");
    return problems;
}

Response save_new_relationship(Context& cx) {
    const auto seen = family_to_change(cx);
    Problems problems;
    Relationship relationship;
    relationship.person = chosen_person(cx, seen, "person", "Choose the first person", problems);
    relationship.other = chosen_person(cx, seen, "other", "Choose the second person", problems);
    for (auto& problem : read(cx, relationship))
        problems.push_back(std::move(problem));
    if (!problems.empty()) return relationships_page(cx, seen, problems);
    const auto saved = save_in(cx, seen, [&](db::Writer& writer) -> Result<Done> {
        return record_relationship(writer, cx.viewer, relationship).and_then([](Id<Relationship>) {
            return Result<Done>(Done{});
        });
    });
    if (!saved) return relationships_page(cx, seen, saved.error());
    return http::see_other(*saved, "The relationship is recorded");
}

const Relationship* find_relationship(const Context& cx, const SeenFamily& seen) {
    const auto reference = cx.reference("relationship");
    for (const auto& relationship : seen.relationships)
        if (relationship.reference == reference) return &relationship;
    return nullptr;
}

Response relationship_page(Context& cx, const SeenFamily& seen, const Relationship& relationship,
                           const http::Answers& answers, const Problems& problems = {}) {
    const Pair pair{people::words(seen.person(relationship.person)->name),
                    people::words(seen.person(relationship.other)->name)};
    return page_of(cx, seen, "Correct who is whose", problems,
                   form_of(cx, seen, relationship_path(seen) + "/" + relationship.reference->text(), 0,
                           {fields(answers, problems, pair), people::withdraw_box(answers, problems)}));
}

Response ask_relationship(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto* relationship = find_relationship(cx, seen);
    if (!relationship) throw http::Stop{404};
    http::Answers answers;
    answers.set("code", relationship->code);
    if (relationship->looks_after) answers.set("looks_after", "yes");
    people::set_day(answers, "from", relationship->from);
    people::set_day(answers, "until", relationship->until);
    return relationship_page(cx, seen, *relationship, answers);
}

Response save_relationship(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto* earlier = find_relationship(cx, seen);
    if (!earlier) return relationships_page(cx, seen, {changed_meanwhile()});
    Relationship relationship = *earlier;
    const bool never = cx.answers.ticked("never", "yes");
    if (!never)
        if (auto problems = read(cx, relationship); !problems.empty())
            return relationship_page(cx, seen, *earlier, cx.answers, problems);
    const auto saved = save_in(cx, seen, [&](db::Writer& writer) {
        return correct_relationship(writer, cx.viewer, earlier->id, relationship, never);
    });
    if (!saved) return relationship_page(cx, seen, *earlier, cx.answers, saved.error());
    return http::see_other(*saved, "Saved");
}

} // namespace

void relationship_routes(http::Router& router) {
    using enum access::Action;
    const http::Audit viewed{"family.viewed"};
    const std::string path = "/families/{family}/relationships";
    router.get(path, write_family, viewed, ask_new_relationship);
    router.post(path, write_family, viewed, save_new_relationship);
    router.get(path + "/{relationship}", write_family, viewed, ask_relationship);
    router.post(path + "/{relationship}", write_family, viewed, save_relationship);
}

} // namespace kith::families
