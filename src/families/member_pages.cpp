// /families/{family}/members: who belongs to a family, and since when. Somebody is added only after a search.

#include "families/family_pages.h"
#include "families/routes.h"

namespace kith::families {

namespace {

using html::Html;
using http::Context;
using http::Response;

const people::PeriodWords member_period{.since = "In the family since",
                                        .until = "In the family until",
                                        .until_hint = "Only for somebody who no longer belongs to it"};

std::string member_path(const SeenFamily& seen) {
    return path_to(seen.family) + "/members";
}

Html members_to_change(const SeenFamily& seen, Day today) {
    std::vector<html::Row> rows;
    for (const auto& member : seen.family.members) {
        const auto* person = seen.person(member.person);
        if (!person) continue;
        rows.push_back({people::name_and_year(*person), in_the_family(member, today),
                        html::link(member_path(seen) + "/" + std::to_string(member.number), "Correct or end",
                                   ": " + people::words(person->name))});
    }
    return html::table({.caption = "Who belongs to the family",
                        .columns = {"Name", "In the family", "Change"},
                        .rows = std::move(rows),
                        .when_empty = "Nobody you may see is in this family."});
}

Response members_page(Context& cx, const SeenFamily& seen, const std::string& typed, const Problems& problems = {}) {
    return page_of(
        cx, seen, "Members", problems,
        {members_to_change(seen, cx.today), html::heading("Add somebody"),
         search_for_somebody(cx, member_path(seen),
                             "Who belongs to the family? Search by name, date of birth or reference", typed)});
}

Response ask_members(Context& cx) {
    return members_page(cx, family_to_change(cx), "");
}

Response search_member(Context& cx) {
    return members_page(cx, family_to_change(cx), cx.answers.text("q"));
}

Response new_member_page(Context& cx, const SeenFamily& seen, const people::Summary& person,
                         const Problems& problems = {}) {
    return page_of(cx, seen, "Add " + people::name_and_year(person), problems,
                   form_of(cx, seen, member_path(seen), version_to_send(cx.answers, problems, seen.family.version),
                           {html::hidden_field("person", person.reference.text()),
                            people::period_fields(cx.answers, problems, {.since = member_period.since}),
                            people::source_field(cx.answers)},
                           "Add to the family"),
                   members_table(seen, cx.today));
}

Response ask_new_member(Context& cx) {
    const auto seen = family_to_change(cx);
    return new_member_page(cx, seen, somebody_to_join(cx, cx.answers.text("person")));
}

Response save_new_member(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto person = somebody_to_join(cx, cx.answers.text("person"));
    Problems problems;
    Member member{.person = person.id, .from = people::day_in(cx.answers, "from", problems)};
    if (!problems.empty()) return new_member_page(cx, seen, person, problems);
    const auto saved = save_in(cx, seen, [&](db::Writer& writer) {
        people::require_change(writer, cx.viewer, person.id);
        return add_member(writer, cx.viewer, seen.family.id, entry_in(cx), member);
    });
    if (!saved) return new_member_page(cx, seen, person, saved.error());
    return http::see_other(*saved, "The person is added to the family");
}

const Member* find_member(const SeenFamily& seen, int number) {
    for (const auto& member : seen.family.members)
        if (member.number == number) return &member;
    return nullptr;
}

Response member_page(Context& cx, const SeenFamily& seen, const Member& member, const http::Answers& answers,
                     const Problems& problems = {}) {
    return page_of(cx, seen, people::name_and_year(*seen.person(member.person)), problems,
                   form_of(cx, seen, member_path(seen) + "/" + std::to_string(member.number),
                           version_to_send(cx.answers, problems, seen.family.version),
                           {people::period_fields(answers, problems, member_period), people::source_field(answers),
                            people::withdraw_box(answers, problems)}),
                   members_table(seen, cx.today));
}

Response ask_member(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto* member = find_member(seen, people::number_in(cx.path("number")));
    if (!member) throw http::Stop{404};
    http::Answers answers;
    people::set_day(answers, "from", member->from);
    people::set_day(answers, "until", member->until);
    return member_page(cx, seen, *member, answers);
}

Response save_member(Context& cx) {
    const auto seen = family_to_change(cx);
    const auto* member = find_member(seen, people::number_in(cx.path("number")));
    if (!member) return members_page(cx, seen, "", {changed_meanwhile()});
    Problems problems;
    const auto from = people::day_in(cx.answers, "from", problems);
    const auto until = people::day_in(cx.answers, "until", problems);
    if (!problems.empty()) return member_page(cx, seen, *member, cx.answers, problems);
    const auto saved = save_in(cx, seen, [&](db::Writer& writer) {
        return correct_member(writer, cx.viewer, seen.family.id, entry_in(cx, member->number), from, until);
    });
    if (!saved) return member_page(cx, seen, *member, cx.answers, saved.error());
    return http::see_other(*saved, "Saved");
}

} // namespace

void member_routes(http::Router& router) {
    using enum access::Action;
    const http::Audit viewed{"family.viewed"};
    const std::string path = "/families/{family}/members";
    router.get(path, write_family, viewed, ask_members);
    router.post(path + "/search", write_family, {"find.searched"}, search_member);
    router.get(path + "/new", write_family, viewed, ask_new_member);
    router.post(path, write_family, viewed, save_new_member);
    router.get(path + "/{number}", write_family, viewed, ask_member);
    router.post(path + "/{number}", write_family, viewed, save_member);
}

} // namespace kith::families
