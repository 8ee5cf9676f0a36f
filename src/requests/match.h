#pragma once
// Whether somebody named in a request is somebody Kith knows. Kith proposes, with reasons; a person says so.

#include "people/search.h"
#include "requests/request.h"

namespace kith::requests {

enum class Verdict { same, not_same, cannot_tell };

std::string_view code(Verdict verdict);
std::optional<Verdict> to_verdict(std::string_view code);

struct Said {
    Id<RequestPerson> about = {};
    Id<people::Person> person = {};
    Verdict verdict = Verdict::same;
    std::string reason = {}; // why not, where somebody wrote it
};

// Where something was said that stands for somebody named in a request: of themselves; of the same child in the earlier
// request in which it was chosen; of whoever was described in the same words in another request.
enum class SaidOf { themselves, the_child_chosen, the_same_description };

// What stands, and who said it when.
struct StandingVerdict {
    Said said = {};
    SaidOf of = SaidOf::themselves;
    Instant at = {};
    Id<access::Posting> by = {};
};

// Of all that was said, the oldest first, what stands of each two people: what was said of themselves before what was
// said elsewhere, and of that the latest.
std::vector<StandingVerdict> standing_verdicts(const std::vector<StandingVerdict>& all);

// Those of the candidates that may still be proposed for this person: nobody of whom a refusal stands, and nobody at
// all when one was confirmed.
std::vector<people::Match> still_possible(const RequestPerson& about, std::span<const StandingVerdict> standing,
                                          std::vector<people::Match> candidates);

// The request as it would be with this said of the people in it.
Request with_said(Request request, std::span<const Said> said);

// The name of the form's field in which a person says whether the two are the same.
std::string field_of_match(const RequestPerson& about, const people::Summary& person);
// The name of the one beside it, for why they are not.
std::string why_of(const std::string& field_of_match);

// What is searched for on behalf of somebody named in a request.
std::string search_words(const RequestPerson& person);

} // namespace kith::requests
