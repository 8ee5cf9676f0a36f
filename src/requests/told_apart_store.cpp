#include "requests/told_apart_store.h"

#include "access/register.h"
#include "base/text.h"
#include "db/database.h"
#include "people/person_store.h"

namespace kith::requests {

namespace {

constexpr std::size_t families_in_a_question = 12;

constexpr db::Sql members_of_these_families = R"sql(
    select m.family_id, m.person_id
      from standing_members m
     where m.family_id in (:f0, :f1, :f2, :f3, :f4, :f5, :f6, :f7, :f8, :f9, :f10, :f11)
       and (m.until_on is null or m.until_on >= :today)
     order by m.number
)sql";

using Members = std::map<Id<families::Family>, std::vector<Id<people::Person>>>;

void add_members(db::Reader& reader, std::span<const Id<families::Family>> families, Day today, Members& members) {
    static constexpr std::array<std::string_view, families_in_a_question> names{"f0", "f1", "f2", "f3", "f4",  "f5",
                                                                                "f6", "f7", "f8", "f9", "f10", "f11"};
    std::vector<db::Parameter> parameters{{"today", today}};
    for (std::size_t i = 0; i < families_in_a_question; ++i)
        parameters.emplace_back(names[i], families[std::min(i, families.size() - 1)]);
    reader.for_each(members_of_these_families, parameters, [&](const db::Row& row) {
        members[row.id<families::Family>("family_id")].push_back(row.id<people::Person>("person_id"));
    });
}

// Of those whose content the viewer may see.
Members members_of(db::Reader& reader, const access::Viewer& viewer, const std::set<Id<families::Family>>& families,
                   Instant now) {
    std::vector<std::string_view> ids;
    for (const auto& each : families)
        ids.push_back(each.text());
    const auto rights = access::rights_to_each(reader, viewer, ids, now);
    std::vector<Id<families::Family>> seen;
    auto next = rights.begin();
    for (const auto& each : families)
        if ((next++)->to(access::Action::read_family).effect == access::Effect::content) seen.push_back(each);
    Members members;
    for (std::size_t from = 0; from < seen.size(); from += families_in_a_question)
        add_members(reader, std::span(seen).subspan(from, std::min(families_in_a_question, seen.size() - from)),
                    now.day(), members);
    return members;
}

void name_members(WaitingLine& line, std::vector<people::Summary> people) {
    std::stable_sort(people.begin(), people.end(), [](const auto& one, const auto& other) {
        return one.year_of_birth.value_or(0) > other.year_of_birth.value_or(0);
    });
    std::vector<std::string> names;
    for (const auto& each : people) {
        names.push_back(each.name.given.empty() ? each.name.family : each.name.given);
        line.people.push_back(each.id);
    }
    if (!names.empty()) line.names += ": " + listed(names);
}

} // namespace

void tell_families_apart(db::Reader& reader, const access::Viewer& viewer, std::span<WaitingList* const> these,
                         Instant now) {
    std::set<Id<families::Family>> families;
    for (const auto* list : these)
        for (const auto& line : list->lines)
            if (!line.family.empty()) families.insert(line.family);
    if (families.empty()) return;

    const auto members = members_of(reader, viewer, families, now);
    std::vector<Id<people::Person>> everybody;
    for (const auto& [family, people] : members)
        everybody.insert(everybody.end(), people.begin(), people.end());
    std::map<Id<people::Person>, people::Summary> known;
    for (auto& summary : people::summaries(reader, viewer, everybody, now))
        known.emplace(summary.id, std::move(summary));
    for (auto* list : these)
        for (auto& line : list->lines) {
            const auto its = members.find(line.family);
            if (its == members.end()) continue;
            std::vector<people::Summary> people;
            for (const auto& id : its->second)
                if (const auto found = known.find(id); found != known.end()) people.push_back(found->second);
            name_members(line, std::move(people));
        }
}

} // namespace kith::requests
