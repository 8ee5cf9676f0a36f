#include "families/family_views.h"

#include "base/text.h"

namespace kith::families {

namespace {

using html::Html;

std::string name_of(const SeenFamily& family, Id<Person> person) {
    const auto* summary = family.person(person);
    return summary ? people::words(summary->name) : std::string();
}

Html person_link(const people::Summary& person) {
    return html::link("/people/" + person.reference.text(), people::words(person.name));
}

std::string possessive(const std::string& name) {
    return name + (name.ends_with('s') ? "’" : "’s");
}

std::string dates(const std::optional<Day>& from, const std::optional<Day>& until) {
    if (from && until) return fmt::format("{} to {}", words(*from), words(*until));
    if (from) return "since " + words(*from);
    return until ? "until " + words(*until) : std::string();
}

const Member* membership(const SeenFamily& family, Id<Person> person) {
    for (const auto& member : family.family.members)
        if (member.person == person) return &member;
    return nullptr;
}

html::Row member_row(const people::Summary& person, const Member& member, Day today) {
    const bool now = holds(member.from, member.until, today);
    return {person_link(person), person.year_of_birth ? Html(std::to_string(*person.year_of_birth)) : Html("not known"),
            now ? Html(member.from ? dates(member.from, std::nullopt) : "not set")
                : html::secondary(dates(member.from, member.until))};
}

} // namespace

std::string path_to(const Family& family) {
    return "/families/" + family.reference.text();
}

std::string described(const people::Summary& person) {
    const auto name = people::words(person.name);
    return person.year_of_birth ? fmt::format("{}, born {}", name, *person.year_of_birth) : name;
}

std::vector<Html> kinship_sentences(const SeenFamily& family) {
    std::vector<Html> sentences;
    for (const auto& relationship : family.relationships) {
        const auto one = name_of(family, relationship.person);
        const auto other = name_of(family, relationship.other);
        if (one.empty() || other.empty()) continue;
        Html sentence = fmt::format("{} is {} {}", one, possessive(other), word(relationship.code));
        if (relationship.looks_after) sentence += Html(", and looks after them");
        const auto when = dates(relationship.from, relationship.until);
        if (!when.empty()) sentence += Html(", ") + Html(when);
        sentences.push_back(sentence + Html("."));
    }
    return sentences;
}

Html members_table(const SeenFamily& family, Day today) {
    std::vector<html::Row> rows;
    for (const auto& person : family.people)
        if (const auto* member = membership(family, person.id)) rows.push_back(member_row(person, *member, today));
    return html::table({.caption = "Members",
                        .columns = {"Name", "Born", "Since when"},
                        .rows = std::move(rows),
                        .caption_hidden = true,
                        .when_empty = "Nobody you may see is in this family."});
}

Html responsibility_list(const SeenFamily& family) {
    std::vector<Html> lines;
    for (const auto& held : family.responsibilities) {
        const auto holder = name_of(family, held.holder);
        const auto child = name_of(family, held.child);
        if (holder.empty() || child.empty()) continue;
        Html line = fmt::format("{} for {}: {}", holder, child, word(held.held));
        if (!held.basis.empty()) line += Html(fmt::format(" ({})", held.basis));
        lines.push_back(line);
    }
    return lines.empty() ? html::paragraph(html::secondary("Nothing is recorded yet.")) : html::list(lines);
}

Html household_list(const SeenFamily& family, Day today) {
    std::vector<Html> lines;
    for (const auto& household : family.households) {
        std::vector<std::string> names;
        for (const auto& living : household.people) {
            const auto name = name_of(family, living.person);
            if (name.empty() || !holds(living.from, living.until, today)) continue;
            names.push_back(living.part_of_the_time ? name + " (part of the time)" : name);
        }
        if (!names.empty()) lines.push_back(listed(names) + (names.size() == 1 ? " lives alone." : " live together."));
    }
    return lines.empty() ? html::paragraph(html::secondary("Nothing is recorded yet.")) : html::list(lines);
}

} // namespace kith::families
