// /families/{family}/households: who lives together, since when. A child with two homes is in two households. For those
// alone who may know where the people are: who lives with whom tells it.

#include "access/register.h"
#include "families/family_pages.h"
#include "families/routes.h"

namespace kith::families {

namespace {

using html::Html;
using http::Context;
using http::Response;

const people::PeriodWords household_period{
    .since = "Lives there since", .until = "Lived there until", .until_hint = "Only when they have moved out"};

std::string household_path(const SeenFamily& seen) {
    return path_to(seen.family) + "/households";
}

std::string household_path(const SeenFamily& seen, const Household& household) {
    return household_path(seen) + "/" + household.reference.text();
}

Household the_household(const Context& cx, const SeenFamily& seen) {
    const auto reference = cx.reference("household");
    for (const auto& household : seen.households)
        if (household.reference == reference) return household;
    throw http::Stop{404};
}

// As save_in, if the viewer may still know where the people are.
Result<std::string> save_homes_in(Context& cx, const SeenFamily& seen,
                                  const std::function<Result<Done>(db::Writer&)>& change) {
    return save_in(cx, seen, [&](db::Writer& writer) {
        const auto read = access::Action::read_family;
        if (!access::decide_about(writer, cx.viewer, read, seen.family.id.text(), writer.now()).location)
            throw http::Stop{404};
        return change(writer);
    });
}

Html part_of_the_time(const http::Answers& answers) {
    return html::checkbox({.name = "part",
                           .text = "Part of the time",
                           .hint = "For example: every other weekend",
                           .chosen = answers.ticked("part", "yes")});
}

// Everybody who lives together, and of each whether part of the time.
Html who_lives_there(const Context& cx, const SeenFamily& seen, const Problems& problems) {
    std::vector<html::Choice> choices;
    for (const auto& person : seen.people) {
        const auto reference = person.summary.reference.text();
        const auto part = html::checkbox({.name = "part-" + reference,
                                          .text = "Part of the time",
                                          .chosen = cx.answers.ticked("part-" + reference, "yes")});
        choices.push_back({.value = reference, .text = people::name_and_year(person.summary), .conditional = part});
    }
    return html::checkboxes({.name = "people",
                             .legend = "Who lives together?",
                             .choices = std::move(choices),
                             .chosen = cx.answers.all("people"),
                             .problems = problems});
}

Html all_households(const SeenFamily& seen, Day today) {
    std::vector<html::Row> rows;
    for (const auto& household : seen.households)
        rows.push_back({household_words(seen, household, today),
                        html::link(household_path(seen, household), "Change",
                                   Html(": ") + household_words(seen, household, today))});
    return html::table({.caption = "Who lives together",
                        .columns = {"Household", "Change"},
                        .rows = std::move(rows),
                        .when_empty = "Nobody has said yet."});
}

Response households_page(Context& cx, const SeenFamily& seen, const Problems& problems = {}) {
    return page_of(cx, seen, "Households", problems,
                   {all_households(seen, cx.today), html::heading("Record a household"),
                    form_of(cx, seen, household_path(seen), 0,
                            {who_lives_there(cx, seen, problems),
                             people::period_fields(cx.answers, problems, {.since = "Together since"}),
                             people::source_field(cx.answers)})});
}

Response ask_households(Context& cx) {
    return households_page(cx, homes_to_change(cx));
}

Response save_new_household(Context& cx) {
    const auto seen = homes_to_change(cx);
    Problems problems;
    const auto from = people::day_in(cx.answers, "from", problems);
    std::vector<Household::Living> living;
    for (const auto& person : seen.people) {
        const auto reference = person.summary.reference.text();
        if (cx.answers.ticked("people", reference))
            living.push_back({person.summary.id, cx.answers.ticked("part-" + reference, "yes"), from});
    }
    if (living.empty()) problems.insert(problems.begin(), {"people", "nobody", "Choose who lives together"});
    if (!problems.empty()) return households_page(cx, seen, problems);
    const auto saved = save_homes_in(cx, seen, [&](db::Writer& writer) -> Result<Done> {
        return add_household(writer, cx.viewer, seen.family.id, living, cx.answers.text("source"))
            .and_then([](const Id<Household>&) { return Result<Done>(Done{}); });
    });
    if (!saved) return households_page(cx, seen, saved.error());
    return http::see_other(*saved, "The household is recorded");
}

// One household.

Html living_now(const SeenFamily& seen, const Household& household, Day today) {
    std::vector<html::Row> rows;
    for (const auto& living : household.people) {
        const auto* person = seen.person(living.person);
        if (!person) continue;
        const auto name = people::words(person->name);
        auto when = people::period_words(living.from, living.until);
        if (when.empty()) when = holds(living, today) ? "Lives there" : "";
        rows.push_back({living.part_of_the_time ? name + " (part of the time)" : name, when,
                        html::link(household_path(seen, household) + "/people/" + std::to_string(living.number),
                                   "Correct or end", ": " + name)});
    }
    return html::table({.caption = "Who lives there", .columns = {"Name", "When", "Change"}, .rows = std::move(rows)});
}

Html ending(Context& cx, const SeenFamily& seen, const Household& household, const Problems& problems) {
    return form_of(cx, seen, household_path(seen, household) + "/end",
                   version_to_send(cx.answers, problems, household.version),
                   html::date_input({.name = "ended",
                                     .legend = "Last day of this household",
                                     .hint = "When everybody in it has moved out, or moved apart",
                                     .typed = people::typed_day(cx.answers, "ended"),
                                     .problems = problems}),
                   "End the household");
}

Response household_page(Context& cx, const SeenFamily& seen, const Household& household, const std::string& typed,
                        const Problems& problems = {}) {
    const bool goes_on = std::any_of(household.people.begin(), household.people.end(),
                                     [&](const Household::Living& living) { return !living.until; });
    const Html end =
        goes_on ? Html({html::heading("The household ends"), ending(cx, seen, household, problems)}) : Html();
    return page_of(cx, seen, "Household", problems,
                   {living_now(seen, household, cx.today), html::heading("Somebody moves in"),
                    search_for_somebody(cx, household_path(seen, household) + "/people",
                                        "Who moves in? Search by name, date of birth or reference", typed),
                    end});
}

Response ask_household(Context& cx) {
    const auto seen = homes_to_change(cx);
    return household_page(cx, seen, the_household(cx, seen), "");
}

Response search_somebody(Context& cx) {
    const auto seen = homes_to_change(cx);
    return household_page(cx, seen, the_household(cx, seen), cx.answers.text("q"));
}

Response end(Context& cx) {
    const auto seen = homes_to_change(cx);
    const auto household = the_household(cx, seen);
    Problems problems;
    const auto until = people::day_in(cx.answers, "ended", problems);
    if (!until && problems.empty()) problems.push_back({"ended", "missing", "Enter the last day, like 27 3 2026"});
    if (!problems.empty()) return household_page(cx, seen, household, "", problems);
    const auto saved = save_homes_in(cx, seen, [&](db::Writer& writer) {
        return end_household(writer, cx.viewer, seen.family.id, household.id, entry_in(cx), *until);
    });
    if (!saved) return household_page(cx, seen, household, "", saved.error());
    return http::see_other(*saved, "The household is ended");
}

Response moving_in_page(Context& cx, const SeenFamily& seen, const Household& household, const people::Summary& person,
                        const Problems& problems = {}) {
    return page_of(cx, seen, people::name_and_year(person) + " moves in", problems,
                   {html::paragraph({"With: ", household_words(seen, household, cx.today)}),
                    form_of(cx, seen, household_path(seen, household) + "/people",
                            version_to_send(cx.answers, problems, household.version),
                            {html::hidden_field("person", person.reference.text()), part_of_the_time(cx.answers),
                             people::period_fields(cx.answers, problems, {.since = household_period.since}),
                             people::source_field(cx.answers)})},
                   household_words(seen, household, cx.today));
}

Response ask_moving_in(Context& cx) {
    const auto seen = homes_to_change(cx);
    return moving_in_page(cx, seen, the_household(cx, seen), somebody_to_join(cx, cx.answers.text("person")));
}

Response save_moving_in(Context& cx) {
    const auto seen = homes_to_change(cx);
    const auto household = the_household(cx, seen);
    const auto person = somebody_to_join(cx, cx.answers.text("person"));
    Problems problems;
    const Household::Living living{person.id, cx.answers.ticked("part", "yes"),
                                   people::day_in(cx.answers, "from", problems)};
    if (!problems.empty()) return moving_in_page(cx, seen, household, person, problems);
    const auto saved = save_homes_in(cx, seen, [&](db::Writer& writer) {
        people::require_change(writer, cx.viewer, person.id);
        return join_household(writer, cx.viewer, seen.family.id, household.id, entry_in(cx), living);
    });
    if (!saved) return moving_in_page(cx, seen, household, person, saved.error());
    return http::see_other(*saved, "Saved");
}

const Household::Living* find_living(const Household& household, int number) {
    for (const auto& living : household.people)
        if (living.number == number) return &living;
    return nullptr;
}

Response living_page(Context& cx, const SeenFamily& seen, const Household& household, const Household::Living& living,
                     const http::Answers& answers, const Problems& problems = {}) {
    return page_of(cx, seen, people::name_and_year(*seen.person(living.person)) + ", in this household", problems,
                   form_of(cx, seen, household_path(seen, household) + "/people/" + std::to_string(living.number),
                           version_to_send(cx.answers, problems, household.version),
                           {part_of_the_time(answers), people::period_fields(answers, problems, household_period),
                            people::source_field(answers), people::withdraw_box(answers, problems)}),
                   household_words(seen, household, cx.today));
}

Response ask_living(Context& cx) {
    const auto seen = homes_to_change(cx);
    const auto household = the_household(cx, seen);
    const auto* living = find_living(household, people::number_in(cx.path("number")));
    if (!living) throw http::Stop{404};
    http::Answers answers;
    if (living->part_of_the_time) answers.set("part", "yes");
    people::set_day(answers, "from", living->from);
    people::set_day(answers, "until", living->until);
    return living_page(cx, seen, household, *living, answers);
}

Response save_living(Context& cx) {
    const auto seen = homes_to_change(cx);
    const auto household = the_household(cx, seen);
    const auto* living = find_living(household, people::number_in(cx.path("number")));
    if (!living) return household_page(cx, seen, household, "", {changed_meanwhile()});
    Problems problems;
    Household::Living now{living->person, cx.answers.ticked("part", "yes"),
                          people::day_in(cx.answers, "from", problems)};
    now.until = people::day_in(cx.answers, "until", problems);
    if (!problems.empty()) return living_page(cx, seen, household, *living, cx.answers, problems);
    const auto saved = save_homes_in(cx, seen, [&](db::Writer& writer) {
        return correct_living(writer, cx.viewer, seen.family.id, household.id, entry_in(cx, living->number), now);
    });
    if (!saved) return living_page(cx, seen, household, *living, cx.answers, saved.error());
    return http::see_other(*saved, "Saved");
}

} // namespace

void household_routes(http::Router& router) {
    using enum access::Action;
    const http::Audit viewed{"family.viewed"};
    const std::string all = "/families/{family}/households";
    router.get(all, write_family, viewed, ask_households);
    router.post(all, write_family, viewed, save_new_household);
    const std::string one = all + "/{household}";
    router.get(one, write_family, viewed, ask_household);
    router.get(one + "/people", write_family, viewed, ask_household);
    router.post(one + "/end", write_family, viewed, end);
    router.post(one + "/people/search", write_family, {"find.searched"}, search_somebody);
    router.get(one + "/people/new", write_family, viewed, ask_moving_in);
    router.post(one + "/people", write_family, viewed, save_moving_in);
    router.get(one + "/people/{number}", write_family, viewed, ask_living);
    router.post(one + "/people/{number}", write_family, viewed, save_living);
}

} // namespace kith::families
