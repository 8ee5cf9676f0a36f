#include "families/family_store.h"

#include "access/register.h"
#include "families/family_row.h"

namespace kith::families {

namespace {

constexpr db::Sql family_by_reference = R"sql(
    select f.id, f.reference, n.name, n.number
    from families f
    join family_names n on n.family_id = f.id
    where f.reference = :reference
    order by n.number desc
    limit 1
)sql";

constexpr db::Sql family_by_id = R"sql(
    select f.id, f.reference, n.name, n.number
    from families f
    join family_names n on n.family_id = f.id
    where f.id = :family
    order by n.number desc
    limit 1
)sql";

Family to_family(const db::Row& row) {
    Family family{row.id<Family>("id"), row.reference("reference"), row.text("name")};
    family.name_version = static_cast<int>(row.integer("number"));
    return family;
}

constexpr db::Sql all_member_rows = R"sql(
    select m.number, m.person_id, m.from_on, m.until_on,
           m.withdrawn = false
           and not exists (select 1
                           from family_members c
                           where c.family_id = m.family_id
                           and c.corrects = m.number) as stands
    from family_members m
    where m.family_id = :family
    order by m.number
)sql";

Row<Member> to_member_row(const db::Row& row) {
    return {{row.id<Person>("person_id"), row.optional_day("from_on"), row.optional_day("until_on"),
             static_cast<int>(row.integer("number"))},
            row.flag("stands")};
}

constexpr db::Sql families_of_person = R"sql(
    select f.id, f.reference, n.name
    from standing_members m
    join families f on f.id = m.family_id
    join family_names n on n.family_id = f.id
    where m.person_id = :person
    and (m.until_on is null or m.until_on >= :today)
    and not exists (select 1 from family_names l where l.family_id = n.family_id and l.number > n.number)
    and exists (select 1
                from may_see s
                where s.resource_id = f.id
                and s.posting_id = :posting
                and s.starts_at <= :now
                and s.ends_at > :now)
    order by n.name, f.reference
)sql";

// The eldest first; of whom nobody knows when, after the children; the unborn last.
std::pair<int, std::optional<Day>> place_of(const people::Listed& person) {
    if (const auto& expected = person.birth.expected_on()) return {2, expected};
    if (const auto& born = person.birth.born()) return {0, born->earliest()};
    if (const auto& year = person.summary.year_of_birth) return {0, Day::from_parts(*year, 1, 1)};
    return {1, std::nullopt};
}

// Reads what there is and leaves out what the viewer may not see, before anything is counted.
class Reading {
public:
    Reading(db::Reader& reader, const access::Viewer& viewer, Instant now, Family family)
        : reader_(reader), viewer_(viewer), now_(now),
          seen_{.rights = {}, .decision = {}, .family = std::move(family)} {}

    // Nothing when the family is hidden.
    std::optional<SeenFamily> read() {
        reader_.ask({{all_member_rows,
                      {{"family", seen_.family.id}},
                      [&](const db::Row& row) { members_.push_back(to_member_row(row)); }},
                     asks_for_households(seen_.family.id, households_)});
        const auto rights = look_at_family_and_people();
        seen_.decision = seen_.rights.to(access::Action::read_family);
        if (seen_.decision.effect == access::Effect::hidden) return std::nullopt;
        const bool content = seen_.decision.effect == access::Effect::content;
        if (!content || !seen_.decision.location) households_.clear();
        list_who_is_seen(rights);

        take(members_, seen_.family.members, seen_.family.version);
        for (auto& each : households_) {
            take(each.people, each.household.people, each.household.version);
            if (!each.household.people.empty()) seen_.households.push_back(std::move(each.household));
        }
        list_people();
        if (content) read_what_binds_people();
        return std::move(seen_);
    }

private:
    std::set<Id<Person>> everybody() const {
        std::set<Id<Person>> ids;
        for (const auto& row : members_)
            ids.insert(row.fact.person);
        for (const auto& household : households_)
            for (const auto& row : household.people)
                ids.insert(row.fact.person);
        return ids;
    }

    // All in one question: whoever sees the family mostly sees its people.
    people::RightsToPeople look_at_family_and_people() {
        const auto ids = everybody();
        std::vector<std::string_view> resources{seen_.family.id.text()};
        for (const auto& id : ids)
            resources.push_back(id.text());
        auto rights = access::rights_to_each(reader_, viewer_, resources, now_);
        seen_.rights = std::move(rights.front());
        people::RightsToPeople to_people;
        auto next = rights.begin() + 1;
        for (const auto& id : ids)
            to_people.emplace(id, std::move(*next++));
        return to_people;
    }

    void list_who_is_seen(people::RightsToPeople rights) {
        const auto ids = everybody();
        std::erase_if(rights, [&](const auto& each) { return !ids.contains(each.first); });
        for (auto& person : people::listed(reader_, rights))
            visible_.emplace(person.summary.id, std::move(person));
    }

    void read_what_binds_people() {
        std::set<Id<Person>> people;
        for (const auto& person : seen_.people)
            people.insert(person.summary.id);
        std::vector<db::Question> questions;
        ask_for_relationships(questions, people, seen_.relationships);
        ask_for_responsibilities(questions, people, seen_.responsibilities);
        reader_.ask(questions);
        const auto in_order = [](const auto& l, const auto& r) { return l.id < r.id; };
        std::sort(seen_.relationships.begin(), seen_.relationships.end(), in_order);
        std::sort(seen_.responsibilities.begin(), seen_.responsibilities.end(), in_order);
    }

    template <typename Fact>
    void take(const std::vector<Row<Fact>>& rows, std::vector<Fact>& facts, int& version) {
        for (const auto& row : rows) {
            if (!visible_.contains(row.fact.person)) continue;
            ++version;
            if (!row.stands) continue;
            facts.push_back(row.fact);
            belonging_.insert(row.fact.person);
        }
    }

    void list_people() {
        for (auto& [id, person] : visible_)
            if (belonging_.contains(id)) seen_.people.push_back(std::move(person));
        std::stable_sort(seen_.people.begin(), seen_.people.end(),
                         [](const people::Listed& l, const people::Listed& r) { return place_of(l) < place_of(r); });
        for (auto& household : seen_.households)
            std::stable_sort(household.people.begin(), household.people.end(), [&](const auto& l, const auto& r) {
                return seen_.person(l.person) < seen_.person(r.person); // by their place in the list
            });
    }

    db::Reader& reader_;
    const access::Viewer& viewer_;
    Instant now_;
    SeenFamily seen_;
    std::vector<Row<Member>> members_;
    std::vector<HouseholdRows> households_;
    std::map<Id<Person>, people::Listed> visible_;
    std::set<Id<Person>> belonging_; // by a row that stands
};

} // namespace

std::vector<Member> members_of(db::Reader& reader, Id<Family> family) {
    std::vector<Member> standing;
    for (const auto& row : reader.all(all_member_rows, {{"family", family}}, to_member_row))
        if (row.stands) standing.push_back(row.fact);
    return standing;
}

const people::Summary* SeenFamily::person(Id<Person> id) const {
    const auto at =
        std::find_if(people.begin(), people.end(), [&](const auto& listed) { return listed.summary.id == id; });
    return at == people.end() ? nullptr : &at->summary;
}

const people::Summary* SeenFamily::person(const Reference& reference) const {
    const auto at = std::find_if(people.begin(), people.end(),
                                 [&](const auto& listed) { return listed.summary.reference == reference; });
    return at == people.end() ? nullptr : &at->summary;
}

const Member* SeenFamily::member(Id<Person> person) const {
    const auto at = std::find_if(family.members.rbegin(), family.members.rend(),
                                 [&](const Member& member) { return member.person == person; });
    return at == family.members.rend() ? nullptr : &*at;
}

std::optional<SeenFamily> find_family(db::Reader& reader, const access::Viewer& viewer, const Reference& reference,
                                      Instant now) {
    auto found = reader.one(family_by_reference, {{"reference", reference}}, to_family);
    if (!found) return std::nullopt;
    return Reading(reader, viewer, now, *std::move(found)).read();
}

std::optional<SeenFamily> find_family(db::Reader& reader, const access::Viewer& viewer, Id<Family> family,
                                      Instant now) {
    auto found = reader.one(family_by_id, {{"family", family}}, to_family);
    if (!found) return std::nullopt;
    return Reading(reader, viewer, now, *std::move(found)).read();
}

std::vector<FamilyLine> families_of(db::Reader& reader, const access::Viewer& viewer, Id<Person> person, Instant now) {
    return reader.all(families_of_person,
                      {{"person", person}, {"posting", viewer.posting}, {"now", now}, {"today", now.day()}},
                      [](const db::Row& row) {
                          return FamilyLine{row.id<Family>("id"), row.reference("reference"), row.text("name")};
                      });
}

} // namespace kith::families
