// /families/{family}/responsibility: who holds parental responsibility for each child, and how that is known.

#include "base/text.h"
#include "families/family_pages.h"
#include "families/routes.h"

namespace kith::families {

namespace {

using html::Html;
using http::Context;
using http::Response;

std::string responsibility_path(const SeenFamily& seen) {
    return path_to(seen.family) + "/responsibility";
}

std::vector<html::Choice> answers_to_choose() {
    std::vector<html::Choice> choices;
    for (const auto each : {Responsibility::yes, Responsibility::no, Responsibility::not_known})
        choices.push_back({std::string(code(each)), Html(at_start(word(each)))});
    return choices;
}

Html fields(const http::Answers& answers, const Problems& problems) {
    return {html::radios({.name = "held",
                          .legend = "Do they hold parental responsibility?",
                          .choices = answers_to_choose(),
                          .chosen = answers.text("held"),
                          .problems = problems}),
            html::input({.name = "basis",
                         .label = "How is that known?",
                         .hint = "For example: on the birth certificate, court order of 3 May 2024",
                         .value = answers.text("basis"),
                         .problems = problems}),
            people::period_fields(answers, problems, as_long_as_it_is_so), people::source_field(answers)};
}

Html responsibility_table(const SeenFamily& seen, Day today) {
    std::vector<html::Row> rows;
    for (const auto& held : seen.responsibilities) {
        const auto sentence = responsibility_words(seen, held, today);
        rows.push_back(
            {people::words(seen.person(held.child)->name), sentence,
             html::link(responsibility_path(seen) + "/" + held.reference->text(), "Correct or end", ": " + sentence)});
    }
    return html::table({.caption = "What is recorded",
                        .columns = {"For which child", "Who", "Change"},
                        .rows = std::move(rows),
                        .when_empty = "Nobody has said yet."});
}

std::vector<people::Listed> children_of(const SeenFamily& seen, Day today) {
    std::vector<people::Listed> children;
    for (const auto& person : seen.people)
        if (is_child(person, today)) children.push_back(person);
    return children;
}

Response all_page(Context& cx, const SeenFamily& seen, const Problems& problems = {}) {
    return page_of(cx, seen, "Parental responsibility", problems,
                   {responsibility_table(seen, cx.today), html::heading("Record who holds it"),
                    form_of(cx, seen, responsibility_path(seen), 0,
                            {person_field(cx, children_of(seen, cx.today), "child", "Which child?", problems),
                             person_field(cx, seen.people, "holder", "Who may hold it?", problems),
                             fields(cx.answers, problems)})});
}

Response ask_new_responsibility(Context& cx) {
    return all_page(cx, family_to_change(cx));
}

Problems read(const Context& cx, ParentalResponsibility& held) {
    Problems problems;
    if (!held.holder.empty() && held.holder == held.child)
        problems.push_back({"holder", "oneself", "Choose two different people"});
    if (const auto answer = to_responsibility(cx.answers.text("held")))
        held.held = *answer;
    else
        problems.push_back({"held", "missing", "Say whether they hold it, or that it is not known"});
    held.basis = cx.answers.text("basis");
    held.from = people::day_in(cx.answers, "from", problems);
    held.until = people::day_in(cx.answers, "until", problems);
    held.source = cx.answers.text("source");
    return problems;
}

const ParentalResponsibility* earlier_between(const SeenFamily& seen, const ParentalResponsibility& held, Day today) {
    for (const auto& each : seen.responsibilities)
        if (each.holder == held.holder && each.child == held.child && overlap(each, held, today)) return &each;
    return nullptr;
}

bool is_a_change(const ParentalResponsibility& earlier, const ParentalResponsibility& held) {
    using enum Responsibility;
    return (earlier.held == yes && held.held == no) || (earlier.held == no && held.held == yes);
}

// Said again of the same two, it takes the place of what was said before. What was so until now stays, as past.
Result<Done> keep(db::Writer& writer, const access::Viewer& viewer, const ParentalResponsibility& held,
                  const ParentalResponsibility* earlier) {
    if (earlier && is_a_change(*earlier, held)) return change_responsibility(writer, viewer, held, *earlier);
    return record_responsibility(writer, viewer, held, earlier ? std::optional(earlier->id) : std::nullopt);
}

Response save_new_responsibility(Context& cx) {
    const auto seen = family_to_change(cx);
    Problems problems;
    ParentalResponsibility held;
    held.child = chosen_person(cx, seen, "child", "Choose the child", problems);
    held.holder = chosen_person(cx, seen, "holder", "Choose who may hold it", problems);
    for (auto& problem : read(cx, held))
        problems.push_back(std::move(problem));
    if (!problems.empty()) return all_page(cx, seen, problems);
    const auto saved = save_in(cx, seen, [&](db::Writer& writer) {
        return keep(writer, cx.viewer, held, earlier_between(seen, held, cx.today));
    });
    if (!saved) return all_page(cx, seen, saved.error());
    return http::see_other(*saved, "Parental responsibility is recorded");
}

const ParentalResponsibility* find_responsibility(const Context& cx, const SeenFamily& seen) {
    const auto reference = cx.reference("responsibility");
    for (const auto& held : seen.responsibilities)
        if (held.reference == reference) return &held;
    return nullptr;
}

Response one_page(Context& cx, const SeenFamily& seen, const ParentalResponsibility& held, const http::Answers& answers,
                  const Problems& problems = {}) {
    return page_of(cx, seen, "Correct parental responsibility", problems,
                   {html::paragraph(people::words(seen.person(held.holder)->name) + ", for " +
                                    people::words(seen.person(held.child)->name)),
                    form_of(cx, seen, responsibility_path(seen) + "/" + held.reference->text(), 0,
                            {fields(answers, problems), people::withdraw_box(answers, problems)})});
}

Response ask_responsibility(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto* held = find_responsibility(cx, seen);
    if (!held) throw http::Stop{404};
    http::Answers answers;
    answers.set("held", std::string(code(held->held)));
    answers.set("basis", held->basis);
    people::set_day(answers, "from", held->from);
    people::set_day(answers, "until", held->until);
    return one_page(cx, seen, *held, answers);
}

Response save_responsibility(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto* earlier = find_responsibility(cx, seen);
    if (!earlier) return all_page(cx, seen, {changed_meanwhile()});
    ParentalResponsibility held = *earlier;
    const bool never = cx.answers.ticked("never", "yes");
    if (!never)
        if (auto problems = read(cx, held); !problems.empty())
            return one_page(cx, seen, *earlier, cx.answers, problems);
    const auto saved = save_in(cx, seen, [&](db::Writer& writer) {
        return record_responsibility(writer, cx.viewer, held, earlier->id, never);
    });
    if (!saved) return one_page(cx, seen, *earlier, cx.answers, saved.error());
    return http::see_other(*saved, "Saved");
}

} // namespace

void responsibility_routes(http::Router& router) {
    using enum access::Action;
    const http::Audit viewed{"family.viewed"};
    const std::string path = "/families/{family}/responsibility";
    router.get(path, write_family, viewed, ask_new_responsibility);
    router.post(path, write_family, viewed, save_new_responsibility);
    router.get(path + "/{responsibility}", write_family, viewed, ask_responsibility);
    router.post(path + "/{responsibility}", write_family, viewed, save_responsibility);
}

} // namespace kith::families
