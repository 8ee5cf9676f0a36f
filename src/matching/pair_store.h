#pragma once
// Pairs of records in the database, and what was said of them. A pair is there for whoever may see both records and, of
// somebody whose whereabouts are guarded, stands on the list; for everybody else there is no such pair.

#include "matching/pair.h"
#include "people/person_store.h"
#include "people/similar.h"

namespace kith::matching {

struct SeenPair {
    people::SeenPerson one, other; // the leading record first
    std::optional<PairDecision> standing = {};
    bool is_united = false; // by this word or by others
    bool is_united_by_others = false;
    std::optional<Pair> against = {}; // said to be the same, and set aside for what stands of these

    Pair pair() const { return {one.summary.id, other.summary.id}; }

    people::Depth depth() const { return one.person && other.person ? people::Depth::content : people::Depth::entry; }
};

std::optional<SeenPair> find_pair(db::Reader& reader, const access::Viewer& viewer, const Reference& one,
                                  const Reference& other, Instant now);

// All that was said of it, the latest first.
std::vector<PairDecision> said_of(db::Reader& reader, const Pair& pair);

// Why the later record was added though somebody alike was shown, for whoever sees all of both, or said it.
struct AddedBecause {
    std::string reason;
    Id<access::Posting> by;
    Instant at;
};

std::optional<AddedBecause> added_because(db::Reader& reader, const access::Viewer& viewer, const SeenPair& pair);

// How the two compare now, by all that is held and by the entries. Nothing: the index cannot be asked just now.
std::optional<Patterns> patterns_of(db::Reader& reader, const Pair& pair);

struct RequestAbout {
    std::string id;
    Reference reference;
    Instant sent_at;
};

// Requests in which somebody named was said to be this person, that the viewer may see; the newest first, at most ten.
std::vector<RequestAbout> requests_about(db::Reader& reader, const access::Viewer& viewer, Id<people::Person> person,
                                         Instant now);

struct Saved {
    PairDecision decision;
    bool is_set_aside = false;      // another word stands against it
    bool sets_aside_others = false; // it stands against others
};

// Keeps what was said, and joins or parts the records by it. Looks again at the viewer's rights and at the birthdays.
// Refuses what say() refuses. `patterns`: as of the page, for the index is not asked inside a change.
Result<Saved> save_decision(db::Writer& writer, const access::Viewer& viewer, const Pair& pair, const Said& said,
                            Patterns patterns);

} // namespace kith::matching
