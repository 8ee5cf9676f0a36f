#pragma once
// The answer to a request: a level for each child, one of the council's decisions, and why. A request is decided once;
// only what social care sent back is decided again.

#include "profiles/profile.h"
#include "requests/match.h"

namespace kith::requests {

struct ChildLevel {
    Id<RequestPerson> child = {};
    std::string level = {}; // code of the profile
};

// What a triage worker wants to record. Nothing in it is chosen for them.
struct Proposal {
    std::string code = {}; // of the profile's decision
    std::string reason = {};
    std::string feedback = {}; // for the referrer, whatever else they may know
    std::string question = {}; // for the referrer, where the decision is to ask
    std::vector<ChildLevel> levels = {};
    Id<agencies::Agency> agency = {}; // who receives it, as the decision's kind demands
    Id<agencies::Team> team = {};
    std::string offer = {};
    Id<families::Family> family = {}; // which one, where the people matched belong to several
    Id<access::Posting> lead = {};    // may be named now; else whoever receives it names one
    std::vector<Said> said = {};      // of possible matches that nobody had answered
};

// What the decider may know, when the decision is made, of the family that the request was matched to.
struct KnownFamily {
    Id<families::Family> family = {};   // empty: nobody in the request was matched
    bool several = false;               // the people matched belong to more than one family
    Id<episodes::Episode> episode = {}; // open now
    // Open too, but of a confidential agency where nobody sees it any more.
    std::vector<Id<episodes::Episode>> left_alone = {};
    Problems unanswered = {}; // one for each possible match that nobody has answered
};

// Whether whoever was not matched is written down as somebody new.
bool adds_people(profiles::DecisionKind kind);

// What keeps the proposal from being recorded. `rule` is the profile's for its code; null: none was chosen.
// A step up needs a reason and nothing else: no name, no level, no agreement (handbook 2.4, guard 1). Everything else
// needs a level for each child where the rule says so, and whoever receives it; what opens help or adds to it,
// an answer to each possible match too.
Problems problems_with(const Proposal& proposal, const profiles::DecisionRule* rule, const Request& request,
                       const KnownFamily& known);

// The request after a decision of that kind. Refuses ("already_decided") one that is decided or with social care.
// Asking the referrer is not a decision: see ask().
Result<Request> decide(Request request, profiles::DecisionKind kind, Instant at);

// After social care's answer: accepted ends it; returned brings it back to the front door.
Request accepted_by_social_care(Request request, Instant at);
Request returned_by_social_care(Request request);

// The code of the highest of these levels in the profile's order; "" for none.
std::string highest_level(const profiles::Profile& profile, std::span<const ChildLevel> levels);

// Recorded.
struct Decision {
    Id<Decision> id = {};
    Instant at = {};
    Id<access::Posting> by = {};
    std::string code = {};
    std::string label = {}; // as it was called then
    profiles::DecisionKind kind = profiles::DecisionKind::closes;
    std::string reason = {};
    std::string feedback = {}; // words for the referrer
    std::string told = {};     // the profile's sentence for the referrer, as it was then
    std::vector<ChildLevel> levels = {};
    Id<agencies::Agency> agency = {};
    Id<agencies::Team> team = {};
    std::string offer = {};
    Id<episodes::Episode> episode = {};
    Id<episodes::StepUp> step_up = {};
};

} // namespace kith::requests
