#pragma once
// People whose name or birthday is like what was looked for: sounds like it, is short for it, is spelt another way.
// An index in memory proposes them (linkage/search.h); it holds names, birthdays, sex and numbers, never where somebody
// is, and follows the database.

#include "linkage/search.h"
#include "people/model_choice.h"
#include "people/search_store.h"

namespace kith::people {

// Those that the viewer may see, likeliest first, each with the reason, but for those of `already`. Nobody while the
// index is being built. What the viewer may not know of somebody (an earlier name, the day of birth) neither finds
// nor ranks them.
std::vector<Match> similar_people(db::Reader& reader, const access::Viewer& viewer, std::string_view typed,
                                  const std::vector<Match>& already, Instant now);

// The same for somebody about to be added or asked about: only such as may be the same person.
std::vector<Match> similar_people(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person,
                                  const std::vector<Match>& already, Instant now);

// For somebody a request asks about, while it waits with the front door: adds those to the likely ones found before, to
// ten together. Birthday, sex and numbers count here although the viewer sees the index entry alone, but no earlier
// name does, so that a renamed child is known again (docs/decisions/0028).
void add_similar_to_asked(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person,
                          std::vector<Match>& likely, Instant now);

// As likely_same, followed by those who are similar, at most ten together.
std::vector<Match> likely_same_or_similar(db::Reader& reader, const access::Viewer& viewer, const NewPerson& person,
                                          Instant now);

// What of two people may be compared: what the index entry shows, or all that the index holds.
enum class Depth { entry, content };

// How two records compare.
struct Comparison {
    Id<Person> other;
    linkage::Bits weight = 0; // of being one person's
    linkage::Pattern pattern = 0;
    std::vector<linkage::Contribution> contributions = {};
};

// The same whichever is named first. Nothing: one of them is not there, or the index could not be asked now, because it
// is being built or busy. Neither asks who may know of it: the caller does.
std::optional<Comparison> compared(db::Reader& reader, Id<Person> one, Id<Person> other, Depth depth);
// Who may be the same person as this one, likeliest first. Nothing: the index could not be asked now.
std::optional<std::vector<Comparison>> likeliest_same(db::Reader& reader, Id<Person> person, Depth depth,
                                                      std::size_t most);

// What the index holds of everybody from whom a model may be learned: not of those who are sealed, or kept to people
// who are named.
void for_each_to_learn_from(
    db::Reader& reader,
    const std::function<void(const std::string& person, const linkage::Described& described)>& each);

// The choice of a model that the index of this program has followed, and what weighs since: where the chosen one could
// not be read, the one before.
ModelChoice weighing_model(db::Reader& reader);

// Brings the index of this database up to date however much there is to read, and takes up a model that was chosen
// since. For the start of a program, and now and then; searches follow changes of people by themselves. False, once for
// each choice: the chosen model cannot be read.
bool build_similar(db::Reader& reader);

} // namespace kith::people
