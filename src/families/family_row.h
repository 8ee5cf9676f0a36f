#pragma once
// What the tables of families have in common: for the stores of families alone.

#include "db/database.h"
#include "db/unused_reference.h"
#include "families/family_store.h"
#include "history/record.h"

namespace kith::families {

// A row as it was written: only what stands counts, but for the version, which counts them all.
template <typename Fact>
struct Row {
    Fact fact;
    bool stands = false; // neither withdrawn nor corrected
};

// How many rows there are, and how many of them are about people the viewer may see: the version that it is told, so
// that nothing about anybody hidden shows in it or refuses its form.
struct RowCounts {
    int all = 0;
    int seen = 0;
};

RowCounts to_row_counts(const db::Row& row);

// Keeps one row more, when the writer had seen `entry.version` of them. `keep` runs the insert, which does nothing on a
// conflict, and gives how many rows it made.
Result<Done> keep_row(std::optional<RowCounts> counts, const people::Entry& entry,
                      const std::function<std::int64_t(int number)>& keep);

// What is wrong with these days, at "until".
std::optional<Problem> mistake_in_days(const std::optional<Day>& from, const std::optional<Day>& until);

// The row that `entry` corrects among those that stand and are about somebody the viewer may see.
template <typename Fact>
const Fact* corrected(db::Writer& writer, const access::Viewer& viewer, const std::vector<Fact>& standing,
                      const people::Entry& entry) {
    const auto at =
        std::find_if(standing.begin(), standing.end(), [&](const Fact& fact) { return fact.number == entry.corrects; });
    if (at == standing.end()) return nullptr;
    return people::summaries(writer, viewer, {at->person}, writer.now()).empty() ? nullptr : &*at;
}

// Members as each was recorded last; hidden people too.
std::vector<Member> members_of(db::Reader& reader, Id<Family> family);

// Whether the person is or was in a household of the family.
bool is_in_a_household(db::Reader& reader, Id<Family> family, Id<Person> person);

// After a row about the person was taken off: when no other stands, the family is not about them any more.
void leave_unless_known(db::Writer& writer, Id<Family> family, Id<Person> person);

// A household with all its rows; hidden people's too.
struct HouseholdRows {
    Household household;
    std::vector<Row<Household::Living>> people = {};
};

std::vector<HouseholdRows> households_of(db::Reader& reader, Id<Family> family);

// To be asked together with others. What is named here must live until then, and holds the answer afterwards.
db::Question asks_for_households(const Id<Family>& family, std::vector<HouseholdRows>& found);
// Between these people, either way round, in no order.
void ask_for_relationships(std::vector<db::Question>& questions, const std::set<Id<Person>>& people,
                           std::vector<Relationship>& found);
void ask_for_responsibilities(std::vector<db::Question>& questions, const std::set<Id<Person>>& people,
                              std::vector<ParentalResponsibility>& found);

history::Line told(std::string_view action, Id<Family> family, Id<Person> person);

} // namespace kith::families
