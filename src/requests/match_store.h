#pragma once
// What was said about possible matches, and what is known already of the people who may be meant.

#include "access/viewer.h"
#include "episodes/episode_store.h"
#include "profiles/profile.h"
#include "requests/match.h"

namespace kith::db {
class Reader;
class Writer;
} // namespace kith::db

namespace kith::requests {

// What stands of what was said about everybody named in the request, wherever it was said.
std::vector<StandingVerdict> verdicts_on(db::Reader& reader, Id<Request> request);

// An earlier request about somebody, as far as triage may know: when, from whom, what became of it.
struct EarlierRequest {
    Id<Request> id = {};
    Reference reference;
    Instant sent_at = {};
    std::string from = {};
    State state = State::received;
    std::string decision = {};
};

// A family that somebody belongs to, with how many people the viewer may know of in it.
struct KnownFamilyOf {
    Id<families::Family> id = {};
    Reference reference;
    std::string name = {};
    std::size_t people = 0;
};

// Somebody who may be meant, with what is known already. Restricted people, and those outside the viewer's locality,
// are not among them (design 7.3).
struct PossibleMatch {
    people::Match match;
    bool answered = false; // somebody looked and could not tell
    std::vector<KnownFamilyOf> families = {};
    std::vector<episodes::SeenEpisode> episodes = {};
    std::vector<EarlierRequest> earlier = {};
};

// Somebody of whom it stands that they are not the one named.
struct Refusal {
    people::Summary summary;
    StandingVerdict verdict = {};
    std::string by = {}; // "Priya Nair, Northbridge Families"
};

// For each person named who was not matched yet: those still possible, likeliest first. `alike`: other requests, the
// latest first, in which somebody of the same name and birthday is named, or whom the agency chose as the same child.
// They tell what nobody has a record for yet: a child with whom no help began. Those that stand with a match are not
// among them.
struct MatchesFor {
    Id<RequestPerson> about = {};
    std::vector<PossibleMatch> possible = {};
    std::optional<PossibleMatch> confirmed = {};
    std::vector<Refusal> refused = {};
    std::vector<EarlierRequest> alike = {};
};

// Where people are is compared only with leave to see it: a reason would tell it.
std::vector<MatchesFor> matches_for(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                                    const access::Permit& location, Instant now);

// The same, with what tells whether it still holds a moment later.
struct Looked {
    std::int64_t people = -1; // people::changes_so_far() then; -1: nobody looked
    std::vector<MatchesFor> matches = {};
};

Looked look_for_matches(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                        const access::Permit& location, Instant now);

// For a list of requests: how many people with the same name or birthday may be meant by somebody named in each, and
// were not refused. Those who only sound alike are left to the request's own page. One question of the index for each
// 24 pairs of words; requests without any are left out.
std::map<Id<Request>, std::size_t> possible_matches(db::Reader& reader, const access::Viewer& viewer,
                                                    const std::vector<Id<Request>>& requests, Instant now);

// Those nobody has said anything about.
struct Unanswered {
    Id<RequestPerson> about = {};
    const PossibleMatch* match = nullptr; // of the list that was asked
};

std::vector<Unanswered> unanswered(const std::vector<MatchesFor>& matches);

// A person says so: it is added to what was said before, and stands from now on. "same" takes the place of an earlier
// "same"; a refusal is taken back by saying anything else. Refuses ("changed_meanwhile") an older version of the
// request, and a person whom the viewer may not see.
Result<Done> say(db::Writer& writer, const access::Viewer& viewer, const Request& request, const Said& said);

// Blocks and protected addresses reach the requests for which that child was chosen again, and again from those, before
// anybody matches them.
void reach_later_requests(db::Writer& writer, Id<RequestPerson> about, Id<people::Person> person);

// An adult of the request, matched to nobody, who is said to be a parent of a child that was matched; and who is
// recorded as that already, where the viewer may read it.
struct SaidToBeParent {
    Id<RequestPerson> adult = {};
    Id<RequestPerson> child = {};
    std::string code = {}; // "MTH"
    std::optional<people::Summary> recorded = {};
};

std::vector<SaidToBeParent> said_to_be_parents(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                                               Instant now);

// A family that people matched belong to.
struct FamilyChoice {
    Id<families::Family> family = {};
    Reference reference;
    std::string name = {};
};

// Those that the viewer may know of, the one with most of them first. One that holds everybody who was matched is the
// one meant. One query for each person matched.
std::vector<FamilyChoice> families_matched(db::Reader& reader, const access::Viewer& viewer, const Request& request,
                                           Instant now);

// For rules, not for pages: asks nobody's permission.
bool is_member(db::Reader& reader, Id<families::Family> family, Id<people::Person> person, Day today);

} // namespace kith::requests
