#pragma once
// Whether two records are of the same person: what people said of it. Nothing is ever merged: what is said is added to
// what was said before, the latest stands, and saying otherwise undoes it.

#include "access/viewer.h"
#include "base/result.h"
#include "linkage/comparison.h"
#include "people/person.h"

namespace kith::matching {

enum class Verdict { same, not_same, unsure };

std::string_view code(Verdict verdict);
std::optional<Verdict> to_verdict(std::string_view code);

// Whose role may say it: the council's workers, managers and front door. Of which records, pair_store.h asks.
inline constexpr auto action_of_comparing = access::Action::compare_people;

// Whether the role may be the second to say that they are the same.
inline bool may_be_second(const access::Viewer& viewer) {
    return viewer.role == access::Role::team_manager && viewer.may(action_of_comparing);
}

// Two records; the one made first leads.
struct Pair {
    Id<people::Person> one, other;

    static Pair of(Id<people::Person> a, Id<people::Person> b) { return a < b ? Pair{a, b} : Pair{b, a}; }

    auto operator<=>(const Pair&) const = default;
};

// How the two compared when it was said.
struct Patterns {
    std::optional<linkage::Pattern> content = {}, entry = {};
};

struct PairDecision {
    Pair pair = {};
    int number = 0;
    Verdict verdict = Verdict::unsure;
    std::string reason = {};
    Instant at = {};
    Id<access::Posting> posting = {};
    Id<access::User> user = {};
    bool saw_content = false; // of both records: the reason may tell of it
    bool needs_second = false;
    std::optional<int> confirms = {};
    std::optional<Instant> until = {};
    Patterns patterns = {};

    // Said to be the same, and a second person has yet to say so.
    bool waits() const { return verdict == Verdict::same && needs_second && !confirms; }

    bool joins() const { return verdict == Verdict::same && !waits(); }
};

// Whoever says something now, and what they know.
struct Speaker {
    Id<access::User> user;
    bool is_the_first = false; // the person who said that they are the same, under this or another account
    bool may_be_second = false;
    bool sees_content = false; // of both records
};

struct Said {
    int version = 0; // the number of what stood when the page was made; 0: nothing
    Verdict verdict = Verdict::unsure;
    std::string reason;
};

// What follows from it. `a_child`: either record may be a child's; then, and when only index entries were seen, two
// people must say that they are the same. Refuses a version that is no longer the latest ("changed_meanwhile"), what
// stands already ("said_already"), and as "second_person" a second word of whoever said the first, or of somebody who
// may not be the second.
Result<PairDecision> say(const std::optional<PairDecision>& standing, const Said& said, const Speaker& speaker,
                         bool a_child, Instant now);

// Unless it is known that they are grown up: by the year of birth alone, which everybody who sees the record knows.
bool may_be_a_child(std::optional<int> year_of_birth, Day today);

} // namespace kith::matching
