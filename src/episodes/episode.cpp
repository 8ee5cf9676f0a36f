#include "episodes/episode.h"

#include "profiles/profile.h"

namespace kith::episodes {

namespace {

struct StateCode {
    State state;
    std::string_view code;
};

constexpr std::array states{
    StateCode{State::allocated, "allocated"}, StateCode{State::engaging, "engaging"},
    StateCode{State::assessing, "assessing"}, StateCode{State::planning, "planning"},
    StateCode{State::active, "active"},       StateCode{State::in_review, "in_review"},
    StateCode{State::closing, "closing"},     StateCode{State::closed, "closed"},
};

const Problem ended_already{"", "closed", "This help has ended already"};

bool needs_agreement(State state) {
    return state == State::assessing || state == State::planning || state == State::active || state == State::in_review;
}

} // namespace

std::string_view code(State state) {
    return states[static_cast<std::size_t>(state)].code;
}

std::string words(State state, const profiles::Profile& profile) {
    switch (state) {
    case State::allocated:
        return "Somebody will be in touch";
    case State::engaging:
        return "Getting to know the family";
    case State::assessing:
        return profile.word_at_start("story") + " under way";
    case State::planning:
        return fmt::format("Making the {}", profile.word("plan"));
    case State::active:
        return profile.word_at_start("plan") + " under way";
    case State::in_review:
        return fmt::format("Looking at the {} together", profile.word("plan"));
    case State::closing:
        return "Coming to an end";
    case State::closed:
        break;
    }
    return "Ended";
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

Result<Episode> agree(Episode episode, const GivenAgreement& agreement, Day today) {
    if (!episode.is_open()) return ended_already;

    Problems problems;
    if (agreement.by.empty()) problems.push_back({"agreed_by", "missing", "Enter who agreed"});
    if (agreement.how.empty()) problems.push_back({"agreed_how", "missing", "Choose how they agreed"});
    if (!agreement.on) problems.push_back({"agreed_on", "missing", "Enter the day on which they agreed"});
    if (agreement.on && *agreement.on > today)
        problems.push_back({"agreed_on", "future", "The day must be today or before"});
    if (!problems.empty()) return problems;

    episode.agreed = true;
    return episode;
}

Result<Episode> close(Episode episode, const Ending& ending, std::span<const StepUp> step_ups, Instant at) {
    if (!episode.is_open()) return ended_already;
    if (std::any_of(step_ups.begin(), step_ups.end(), [](const StepUp& each) { return each.is_pending(); }))
        return Problem{"", "step_up_pending",
                       "Somebody was asked to take this over and has not accepted it yet. You can end this help when "
                       "they have"};

    Problems problems;
    if (ending.reason.empty()) problems.push_back({"reason", "missing", "Choose why this help ends"});
    if (!ending.on) problems.push_back({"ended_on", "missing", "Enter the last day of this help"});
    if (ending.on && *ending.on > at.day())
        problems.push_back({"ended_on", "future", "The last day must be today or before"});
    if (ending.on && *ending.on < episode.opened_at.day())
        problems.push_back({"ended_on", "before_start", "The last day cannot be before this help began"});
    if (ending.words.empty()) problems.push_back({"words", "missing", "Enter what you want to tell the family"});
    if (!problems.empty()) return problems;

    episode.state = State::closed;
    episode.closed_at = *ending.on == at.day() ? at : england_time(*ending.on, 24 * 60 - 1);
    return episode;
}

} // namespace kith::episodes
