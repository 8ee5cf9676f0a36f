#pragma once
// The one rule for who may see what. Pure: no database, no clock, no chance. `may_see` (an SQL view made by a
// migration) says the same in SQL; a test proves them equal on random worlds (P19).

#include "access/permit.h"
#include "access/viewer.h"

#include <set>

namespace kith::access {

// What a rule is asked about. Anything that can be looked at is a resource: access keeps its own row for each
// (register.h), told by the capability that owns it, in the same transaction.
struct Resource;

enum class Kind { person, family, request, episode };

// How sensitive: security 2.1.
enum class Level { index = 0, ordinary = 1, sensitive = 2, restricted = 3 };

// What the viewer gets: nothing that tells it from absence, the fact and whom to ring, or the content.
enum class Effect { hidden, index, content };

// What every sharing begins with; other categories ("health") are shared one by one.
inline constexpr std::string_view ordinary_category = "ordinary";

struct ResourceFacts {
    Kind kind = Kind::person;
    std::string id;
    std::string owner_agency;
    std::string locality; // "" when unknown: then only council-wide postings match by locality
    Level level = Level::ordinary;
    std::string category = "ordinary"; // for sharing scopes
    bool discoverable = true;          // false: contact only
    bool sealed = false;
    bool agency_private = false; // of the owner's postings alone: the council's own agency is no exception
    std::string maker = {};      // the posting that registered it; "" when none did (feeds)
    std::optional<Instant> waiting_until = {}; // requests: in the front door's hands until then
    std::vector<std::string> cases = {};       // episodes it belongs to; an episode belongs to itself
    std::vector<std::string> persons = {};     // whom it is about, with everybody who shares a family with one of them
    std::vector<std::string> protected_persons =
        {}; // those of `persons` whose whereabouts only the location list may see
};

struct Window {
    Instant from;
    std::optional<Instant> to; // absent: open

    bool covers(Instant at) const { return from <= at && (!to || at < *to); }
};

inline constexpr Window never{Instant{0}, Instant{0}};

struct Involvement {
    std::string case_id;
    std::string posting; // "": the whole agency
    std::string agency;
    Window window;
    bool leads = false; // the posting leads the case
};

struct Scope { // agreed sharing: agency may see what belongs to the case, in these categories
    std::string case_id;
    std::string agency;
    std::set<std::string> categories;
    Window window;
};

struct Withholding { // decided not to be told to the agency; until lifted. Beats every scope and involvement
    std::string case_id;
    std::string agency;
    std::string category;
};

struct Block { // barred or conflict: this user, or this user's person, must not learn of that person; until lifted
    std::string user;
    std::string person;
    std::string about;
};

struct Facts {
    Window posting = never; // the viewer's posting
    Window agency = never;  // the viewer's agency: sharing agreement valid, not ended
    bool second_factor_met = false;
    std::vector<Involvement> involvements;
    std::vector<Scope> scopes;
    std::vector<Withholding> withheld;
    std::vector<Block> blocks;
    std::set<std::string> named_in;      // cases on whose list for restricted records the viewer's posting stands
    std::set<std::string> location_list; // persons whose location the viewer's posting may see
};

struct Decision {
    Effect effect = Effect::hidden;
    Permit location = {};               // may addresses, schools and the like of its persons be shown
    std::string_view relationship = {}; // rule that gave it: "own", "involved", "manages", "triage", "shared", "index"
    std::string_view reason = {}; // rule that refused: "posting", "second factor", "capability", "blocked", "sealed",
                                  // "private", "restricted", "not shared", "sensitive", "no relationship"
};

// The law. Order as in security 2.2; a refusal overrides every grant. What only a read may do (index, a sharing scope)
// hides the resource from every other action; an action on another kind of resource is refused as a capability.
Decision decide(const Facts& facts, const Viewer& viewer, Action action, const ResourceFacts& resource, Instant now);

} // namespace kith::access
