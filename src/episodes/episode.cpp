#include "episodes/episode.h"

namespace kith::episodes {

namespace {

struct StateWords {
    State state;
    std::string_view code;
    std::string_view word;
};

constexpr std::array states{
    StateWords{State::allocated, "allocated", "Somebody will be in touch"},
    StateWords{State::engaging, "engaging", "Asking the family"},
    StateWords{State::assessing, "assessing", "Hearing the story"},
    StateWords{State::planning, "planning", "Making a plan"},
    StateWords{State::active, "active", "Plan under way"},
    StateWords{State::in_review, "in_review", "Looking at the plan together"},
    StateWords{State::closing, "closing", "Coming to an end"},
    StateWords{State::closed, "closed", "Ended"},
};

bool needs_agreement(State state) {
    return state == State::assessing || state == State::planning || state == State::active || state == State::in_review;
}

} // namespace

std::string_view code(State state) {
    return states[static_cast<std::size_t>(state)].code;
}

std::string_view word(State state) {
    return states[static_cast<std::size_t>(state)].word;
}

std::optional<State> to_state(std::string_view code) {
    for (const auto& each : states)
        if (each.code == code) return each.state;
    return std::nullopt;
}

State first_state(bool agreed) {
    return agreed ? State::allocated : State::engaging;
}

Result<Episode> move(Episode episode, State to) {
    if (!episode.is_open())
        return Problem{"state", "closed", "This help has ended. Help that begins again is a new period of help"};
    if (to == State::closed) return Problem{"state", "needs_closing", "End this help on the page for ending it"};
    if (needs_agreement(to) && !episode.agreed)
        return Problem{"state", "needs_agreement", "Record that the family agrees before you go on"};

    episode.state = to;
    return episode;
}

Result<Episode> close(Episode episode, std::span<const StepUp> step_ups, Instant at) {
    if (!episode.is_open()) return Problem{"", "closed", "This help has ended already"};
    if (std::any_of(step_ups.begin(), step_ups.end(), [](const StepUp& each) { return each.is_pending(); }))
        return Problem{"", "step_up_pending",
                       "This waits to be accepted by social care. You can end this help when they have accepted it"};

    episode.state = State::closed;
    episode.closed_at = at;
    return episode;
}

} // namespace kith::episodes
