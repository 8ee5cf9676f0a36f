#pragma once
// Decisions in the database: one transaction holds the decision, what it sets going, what access must know, the line
// in history and the letter to the referrer.

#include "access/viewer.h"
#include "requests/decision.h"
#include "requests/match_store.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::requests {

// The family that the people matched belong to, as far as the viewer may know; `chosen` settles it where there are
// several. What is hidden is as if it were not there, and so is help of a confidential agency that nobody there answers
// for: other help may begin beside it.
KnownFamily known_family(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                         Id<families::Family> chosen, Instant now);

// What a decision did, to say it on the next page.
struct Recorded {
    profiles::DecisionKind kind = profiles::DecisionKind::closes;
};

// Records the proposal. Where it opens help for a family whose open help the decider may not know of, nothing tells
// the decider; the request is added to that help too, and whoever leads it is told that there are two. Refuses what
// problems_with() and decide() refuse, and ("changed_meanwhile") when the request is no longer at the version that was
// seen: of two who decide at once one is told so and nothing of theirs is kept. Inside the change nobody is searched
// for while `looked`, at that version, still holds.
Result<Recorded> record_decision(db::Writer& writer, const access::Viewer& viewer, const profiles::Profile& profile,
                                 Id<Request> request, std::int64_t seen_version, const Proposal& proposal,
                                 const Looked& looked = {});

// The latest first.
std::vector<Decision> decisions_on(db::Reader& reader, Id<Request> request);

// Keeps social care's answer to the request's step up: accepted ends the request, returned brings it back.
Result<Done> record_social_cares_answer(db::Writer& writer, const access::Viewer& viewer,
                                        const profiles::Profile& profile, Id<Request> request,
                                        const episodes::StepUp& answered);

// A request that was added to help which the viewer leads, or of which nobody of the viewer's agency leads yet.
struct Joined {
    bool beside = false; // help began a second time, by somebody who may not know of it
    bool is_read = false;
};

std::optional<Joined> find_joined(db::Reader& reader, const access::Viewer& viewer, Id<Request> request, Instant now);

// The lead, or whoever answers for it until there is one, has read what was added.
void mark_read(db::Writer& writer, const access::Viewer& viewer, Id<Request> request);

} // namespace kith::requests
