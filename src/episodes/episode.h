#pragma once
// One family's period of help: from a decision that somebody will help until help has ended (handbook 2.2).

#include "base/reference.h"
#include "episodes/step_up.h"

#include <span>
#include <vector>

namespace kith::agencies {
struct Agency;
struct Team;
} // namespace kith::agencies

namespace kith::families {
struct Family;
}

namespace kith::profiles {
struct Profile;
}

namespace kith::episodes {

enum class State { allocated, engaging, assessing, planning, active, in_review, closing, closed };

std::string_view code(State state);
// "Making a family plan", in the council's words.
std::string words(State state, const profiles::Profile& profile);
std::optional<State> to_state(std::string_view code);

struct Episode {
    Id<Episode> id = {};
    Reference reference;
    Id<families::Family> family = {};
    Id<Episode> follows = {}; // the one before, when help began again
    Instant opened_at = {};
    std::optional<Instant> closed_at = {};
    State state = State::allocated;
    std::string level = {}; // code of the profile; the family's: the highest of its children's
    bool agreed = false;    // somebody who may has agreed to be helped
    Id<agencies::Agency> agency = {};
    Id<agencies::Team> team = {};  // empty: the agency itself
    std::string offer = {};        // service or group, where one was decided
    Id<access::Posting> lead = {}; // empty: nobody yet
    bool beside = false;           // began beside help that whoever decided may not know of
    std::int64_t version = 1;

    bool is_open() const { return !closed_at; }
};

// Where a new episode starts: allocated where the family has agreed, else waiting in `engaging` (design 7.10).
State first_state(bool agreed);

// Refuses to go beyond engaging without agreement (handbook 2.4, guard 2), and to leave `closed`: help that begins
// again is a new episode that follows.
Result<Episode> move(Episode episode, State to);

// The family agrees after somebody was chosen to help: "not yet" was said when help was asked for (handbook 5.2).
struct GivenAgreement {
    std::string by = {};         // "Dana Reid, her mother"
    std::string how = {};        // in_person, telephone, in_writing
    std::optional<Day> on = {};  // the day they agreed
    std::string leaves_out = {}; // whom it does not cover
    std::string version = {};    // of the words that were shown
};

// Refuses help that has ended, and an agreement without who, how and a day that has come. The state stays as it is:
// from now on it may go further.
Result<Episode> agree(Episode episode, const GivenAgreement& agreement, Day today);

// Why and when help ended, and what the family is told. Kept as the profile called it then.
struct Ending {
    std::optional<Day> on = {};
    std::string reason = {}; // code of the profile
    std::string label = {};
    std::string words = {}; // for the family
    bool tells_manager = false;
};

// Refuses an ending without reason or words, a day before help began or still to come, and any while a step up waits to
// be accepted: the sender cannot close before the receiver accepts.
Result<Episode> close(Episode episode, const Ending& ending, std::span<const StepUp> step_ups, Instant at);

} // namespace kith::episodes
