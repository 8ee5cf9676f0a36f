#pragma once
// A request as it is read: the referrer's words, who is named, what was asked and decided.

#include "html/components.h"
#include "profiles/profile.h"
#include "requests/decision.h"
#include "requests/match_store.h"
#include "requests/request_store.h"
#include "requests/who_helps_store.h"

namespace kith::requests {

// "/requests/K7MX4PQR"
std::string path_to(const Request& request);

// In the referrer's words: what is going well first, then worries, what would help, the rest. Of the rest what tells
// where they are is for those who may see that.
html::Html in_the_referrers_words(const SeenRequest& seen, const profiles::Profile& profile);
// That a child is in danger now, and what that asks for; nothing for other requests.
html::Html danger_warning(const Request& request);
// How the family may be reached without harm; nothing when the request does not say.
html::Html safe_contact_of(const Request& request);
html::Html safe_contact_said(const std::string& said);
// What was added after sending.
html::Html added_since(db::Reader& reader, const access::Viewer& viewer, const SeenRequest& seen);
// Each person named, as the referrer wrote them down; where they are, for those who may see it.
html::Html people_named(db::Reader& reader, const SeenRequest& seen, const profiles::Profile& profile);

// What somebody typed for a form that is not drawn any more: the words stay on the page, each under its label. Nothing
// where nothing was typed.
struct Typed {
    std::string label;
    std::string words;
};

html::Html what_was_typed(const std::vector<Typed>& typed);

// The answer to the front door's question while nobody has acted on it; nothing at other times.
html::Html new_answer(db::Reader& reader, const access::Viewer& viewer, const SeenRequest& seen);
// The same request without that question, for the list beneath it: nothing is said twice.
SeenRequest without_new_answer(SeenRequest seen);

// Questions and their answers so far.
html::Html questions_and_answers(db::Reader& reader, const access::Viewer& viewer, const SeenRequest& seen);

// "Waiting for a decision", "Passed on": in words for whoever asked, or for the front door.
html::Html state_tag(State state);

// What social care answered to the step up that stands, for the front door: who accepted it and their reference, or why
// it came back. Nothing while none was answered, and when what came back is decided.
html::Html answer_of_social_care(const profiles::Profile& profile, const Request& request);
// And for whoever asked: that it did and when, not who and why.
std::string answer_of_social_care_as_told(const profiles::Profile& profile, const Request& request);

// What was decided, for whoever may read it all. A confidential agency is named only to those who see the help it
// gives; who of social care accepted it, and why it came back, stays with the council's own agency.
html::Html decision_in_full(db::Reader& reader, const access::Viewer& viewer, const profiles::Profile& profile,
                            const Request& request, const Decision& decision, Instant now);

// What the referrer is told: no more than it may see. Whether help began or the request was added to help that was
// open before is the same answer, without decision and reason, unless the agency is covered (`helper`); what the front
// door wrote for them is told in any case.
html::Html decision_as_told(const Decision& decision, const std::optional<WhoHelps>& helper);

} // namespace kith::requests
