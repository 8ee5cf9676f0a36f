#include "families/family_views.h"

#include "base/text.h"
#include "people/person_views.h"

namespace kith::families {

namespace {

using html::Html;

constexpr int grown_up = 18;

std::string name_of(const SeenFamily& family, Id<Person> person) {
    const auto* summary = family.person(person);
    return summary ? people::words(summary->name) : std::string();
}

std::string possessive(const std::string& name) {
    return name + (name.ends_with('s') ? "’" : "’s");
}

Html born(const people::Listed& person, Day today) {
    if (person.birth.is_known()) {
        const auto age = person.birth.is_unborn() ? std::string() : people::age_words(person.birth, today);
        return people::words(person.birth) + (age.empty() ? "" : " (" + age + ")");
    }
    const auto year = person.summary.year_of_birth;
    return year ? Html(std::to_string(*year)) : Html("not known");
}

html::Row member_row(const people::Listed& person, const Member& member, Day today) {
    return {people::link_to(person.summary), born(person, today), in_the_family(member, today)};
}

Html nothing_yet() {
    return html::paragraph(html::secondary("Nobody has said yet."));
}

bool is_over(const std::optional<Day>& until, Day today) {
    return until && *until < today;
}

std::string after_comma(const std::string& words) {
    return words.empty() ? "" : ", " + words;
}

} // namespace

bool is_child(const people::Listed& person, Day today) {
    if (person.birth.is_unborn()) return true;
    if (const auto& born = person.birth.born()) return age_in_years(born->latest(), today) < grown_up;
    const auto& year = person.summary.year_of_birth;
    return year && age_in_years(*Day::from_parts(*year, 12, 31), today) < grown_up;
}

std::string children_and_adults(const SeenFamily& family, Day today) {
    std::vector<std::string> children, adults;
    for (const auto& person : family.people) {
        const auto* member = family.member(person.summary.id);
        if (!member || !holds(*member, today)) continue;
        const auto& name = person.summary.name;
        const auto& called = name.given.empty() ? name.family : name.given;
        const auto age = people::age_words(person.birth, today);
        is_child(person, today) ? children.push_back(age.empty() ? called : called + " " + age)
                                : adults.push_back(called);
    }
    children.insert(children.end(), adults.begin(), adults.end());
    return listed(children);
}

std::string path_to(const Family& family) {
    return "/families/" + family.reference.text();
}

Html in_the_family(const Member& member, Day today) {
    const auto when = people::period_words(member.from, member.until);
    if (!holds(member, today)) return html::secondary(when);
    return when.empty() ? "Not set" : when;
}

Html members_table(const SeenFamily& family, Day today) {
    std::vector<html::Row> rows;
    for (const auto& person : family.people)
        if (const auto* member = family.member(person.summary.id)) rows.push_back(member_row(person, *member, today));
    return html::table({.caption = "Members",
                        .columns = {"Name", "Born", "In the family"},
                        .rows = std::move(rows),
                        .caption_hidden = true,
                        .when_empty = "Nobody you may see is in this family."});
}

Html kinship_sentence(const SeenFamily& family, const Relationship& relationship, Day today) {
    const bool over = is_over(relationship.until, today);
    auto sentence = fmt::format("{} {} {} {}", name_of(family, relationship.person), over ? "was" : "is",
                                possessive(name_of(family, relationship.other)), word(relationship.code));
    if (relationship.looks_after) sentence += over ? ", and looked after them" : ", and looks after them";
    return sentence + after_comma(people::period_words(relationship.from, relationship.until)) + ".";
}

Html kinship_list(const SeenFamily& family, Day today) {
    std::vector<Html> sentences;
    for (const auto& relationship : family.relationships)
        sentences.push_back(kinship_sentence(family, relationship, today));
    return sentences.empty() ? nothing_yet() : html::list(sentences);
}

std::string responsibility_words(const SeenFamily& family, const ParentalResponsibility& held, Day today) {
    const auto what = is_over(held.until, today) ? past_word(held.held) : word(held.held);
    auto words = name_of(family, held.holder) + ": " + std::string(what);
    if (!held.basis.empty()) words += " (" + held.basis + ")";
    return words + after_comma(people::period_words(held.from, held.until));
}

Html responsibility_list(const SeenFamily& family, Day today) {
    Html all;
    for (const auto& person : family.people) {
        std::vector<Html> lines;
        for (const auto& held : family.responsibilities)
            if (held.child == person.summary.id && !is_over(held.until, today))
                lines.push_back(responsibility_words(family, held, today));
        for (const auto& held : family.responsibilities)
            if (held.child == person.summary.id && is_over(held.until, today))
                lines.push_back(responsibility_words(family, held, today));
        if (lines.empty() && !is_child(person, today)) continue;
        all += html::paragraph(html::strong("For " + people::words(person.summary.name)));
        all += lines.empty() ? nothing_yet() : html::list(lines);
    }
    return all.empty() ? nothing_yet() : all;
}

std::string household_words(const SeenFamily& family, const Household& household, Day today) {
    std::optional<Day> last; // nobody lives there after it
    for (const auto& living : household.people)
        last = std::max(last, living.until);
    const bool over = std::all_of(household.people.begin(), household.people.end(),
                                  [&](const Household::Living& living) { return is_over(living.until, today); });
    std::vector<std::string> names;
    for (const auto& living : household.people)
        if (over ? living.until == last : !is_over(living.until, today))
            names.push_back(name_of(family, living.person) + (living.part_of_the_time ? " (part of the time)" : ""));
    const bool alone = names.size() == 1;
    if (over) return listed(names) + (alone ? " lived alone until " : " lived together until ") + words(*last);
    return listed(names) + (alone ? " lives alone" : " live together");
}

Html household_list(const SeenFamily& family, Day today) {
    std::vector<Html> lines;
    for (const auto& household : family.households)
        lines.push_back(household_words(family, household, today) + ".");
    return lines.empty() ? nothing_yet() : html::list(lines);
}

} // namespace kith::families
