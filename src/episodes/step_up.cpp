#include "episodes/step_up.h"

#include "profiles/profile.h"

namespace kith::episodes {

namespace {

const Problem answered_already{"", "answered_already", "Somebody has recorded the answer to this already"};

}

std::string_view code(StepUpOutcome outcome) {
    switch (outcome) {
    case StepUpOutcome::accepted:
        return "accepted";
    case StepUpOutcome::returned:
        return "returned";
    case StepUpOutcome::pending:
        break;
    }
    return "pending";
}

std::optional<StepUpOutcome> to_step_up_outcome(std::string_view text) {
    for (const auto each : {StepUpOutcome::pending, StepUpOutcome::accepted, StepUpOutcome::returned})
        if (code(each) == text) return each;
    return std::nullopt;
}

profiles::Standing clock_of_step_up(Instant asked_at, const profiles::Profile& profile, Instant now) {
    return profile.clock("step_up", asked_at, now);
}

profiles::Standing clock_of(const StepUp& step_up, const profiles::Profile& profile, Instant now) {
    return step_up.is_pending() ? clock_of_step_up(step_up.asked_at, profile, now) : profiles::Standing();
}

Result<StepUp> accept(StepUp step_up, std::string accepted_by, std::string reference, Instant at) {
    if (!step_up.is_pending()) return answered_already;

    Problems problems;
    if (accepted_by.empty())
        problems.push_back({"accepted_by", "missing", "Enter who accepted it: their name, or the team's"});
    if (reference.empty()) problems.push_back({"accepted_reference", "missing", "Enter the reference they gave"});
    if (!problems.empty()) return problems;

    step_up.outcome = StepUpOutcome::accepted;
    step_up.accepted_by = std::move(accepted_by);
    step_up.accepted_reference = std::move(reference);
    step_up.answered_at = at;
    return step_up;
}

Result<StepUp> send_back(StepUp step_up, std::string reason, Instant at) {
    if (!step_up.is_pending()) return answered_already;
    if (reason.empty()) return Problem{"returned_reason", "missing", "Enter why they did not take it on"};

    step_up.outcome = StepUpOutcome::returned;
    step_up.returned_reason = std::move(reason);
    step_up.answered_at = at;
    return step_up;
}

} // namespace kith::episodes
