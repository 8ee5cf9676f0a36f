#pragma once
// What somebody asked for, in their own words, and where it has got to. What was sent is never edited: questions,
// answers and decisions stand beside it.

#include "access/guarded.h"
#include "base/reference.h"
#include "base/result.h"
#include "episodes/step_up.h"
#include "people/person.h"
#include "profiles/clock.h"

#include <span>

namespace kith::access {
struct Posting;
struct User;
} // namespace kith::access

namespace kith::agencies {
struct Agency;
struct Team;
} // namespace kith::agencies

namespace kith::families {
struct Family;
}

namespace kith::requests {

// received: with the front door. question: the referrer was asked something. step_up: with social care, not accepted
// yet. decided: nothing more to do here.
enum class State { received, question, step_up, decided };

std::string_view code(State state);
std::optional<State> to_state(std::string_view code);

enum class PersonKind { child, adult };

// How long the front door may look back at what it decided (security 2.2).
inline constexpr std::int64_t looking_back = 5 * days_ms;

// What tells where somebody is.
struct Whereabouts {
    std::string address = {};
    std::string postcode = {};
    std::string school_urn = {};
    std::string school_name = {};
    std::string landline = {};
};

// Somebody named in a request, as the referrer wrote them down.
struct RequestPerson {
    Id<RequestPerson> id = {};
    int position = 0; // 1, 2, …: children first
    PersonKind kind = PersonKind::child;
    Id<RequestPerson> earlier = {}; // the same child in a request this agency sent before
    std::string given_names = {};
    std::string family_name = {};
    people::Birth birth = {};
    std::string sex = {}; // code of the profile's list
    access::Guarded<Whereabouts> whereabouts = {};
    std::string relationship = {};  // to the referrer (a child), or to the children (an adult), in words
    std::string telephone = {};     // a mobile: a landline is among the whereabouts
    Id<people::Person> person = {}; // whom a triage worker said it is; empty: nobody said

    // "Maya Okafor", "Maya", or "Child 2" where no name was given.
    std::string display_name() const;
};

// On its way into the database, or from there into what no page shows: for rules.
struct NamedPerson {
    RequestPerson person = {};
    Whereabouts whereabouts = {};
};

// Whether the family was asked, and what it said (handbook 5.2).
struct Agreement {
    std::string code = {};    // parent_agrees, young_person_agrees, not_yet; "" where danger left no time to ask
    std::string version = {}; // of the words that were shown

    bool is_given() const { return code == "parent_agrees" || code == "young_person_agrees"; }
};

// One answer: the question as it was put and what was said, in words.
struct Answered {
    int person = 0;            // the person's position; 0: about the request as a whole
    std::string question = {}; // the form's key
    std::string label = {};
    std::string code = {}; // for choices and ticks; one row each
    std::string answer = {};
};

// The front door asks whoever sent the request. While it is open the clock stands still.
struct Question {
    Id<Question> id = {};
    Instant asked_at = {};
    Id<access::Posting> asked_by = {};
    std::string question = {};
    std::string told = {}; // the profile's sentence beside it: "Bring the family to your next meeting"
    std::optional<Instant> answered_at = {};
    Id<access::Posting> answered_by = {};
    std::string answer = {};

    bool is_open() const { return !answered_at; }
};

// Added by whoever asked, after sending.
struct Addition {
    Instant at = {};
    Id<access::Posting> by = {};
    std::string words = {};
};

struct Request {
    Id<Request> id = {};
    Reference reference;
    Instant sent_at = {};
    Id<access::User> sender = {};
    Id<access::Posting> sender_posting = {};
    Id<access::Posting> begun_by = {}; // the colleague who handed it over; empty: the sender wrote it all
    Id<agencies::Agency> sender_agency = {};
    std::string form_version = {};
    bool danger = false;
    std::string urgency = {};
    Agreement agreement = {};
    std::string locality = {};
    access::Guarded<std::string> ward = {};
    State state = State::received;
    Id<access::Posting> taken_by = {};
    std::optional<Instant> due_at = {}; // absent: no clock, or it stands still
    std::optional<Instant> decided_at = {};
    Id<families::Family> family = {};
    Id<episodes::Episode> episode = {};
    std::int64_t version = 1;
    std::vector<RequestPerson> people = {};
    std::vector<Answered> answers = {};
    std::vector<Question> questions = {};        // oldest first
    std::vector<Addition> additions = {};        // oldest first
    std::vector<episodes::StepUp> step_ups = {}; // oldest first

    std::vector<const RequestPerson*> children() const;
    // The one that waits for its answer. A decision ends the wait, without an answer.
    const Question* open_question() const;
    // The one whose answer came and that nobody has acted on yet: by a decision, or by asking again.
    const Question* new_answer() const;
    // The step up that social care sent back, until it is decided again; the one that it accepted.
    const episodes::StepUp* sent_back() const;
    const episodes::StepUp* accepted() const;
    const episodes::StepUp* find_step_up(Id<episodes::StepUp> step_up) const;
    const RequestPerson* find_person(Id<RequestPerson> person) const;

    // All answers to one question about the whole request, each on a line.
    std::string answer(std::string_view question) const;
    // The code of the one answer to a question about that person (0: about the whole request); "" when there is none.
    std::string chosen(std::string_view question, int person = 0) const;
    // "Maya and Tobi Okafor", "A child in danger (no name given)"
    std::string display_name() const;
};

// The front door asks. Refuses an empty question, a second one while the first waits, and a request that is decided.
Result<Request> ask(Request request, Question question);

// The referrer adds something. Refuses an empty text, and a request that is decided or with social care.
Result<Request> add(Request request, Addition addition);

// The referrer answers. Refuses an empty answer, and one to a question that was answered already.
Result<Request> answer(Request request, std::string text, Id<access::Posting> by, Instant at);

} // namespace kith::requests
