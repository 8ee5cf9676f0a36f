#pragma once
// Handing over to social care. It is pending until who accepted it and their reference are recorded, and whoever
// handed over stays responsible till then (handbook 2.4, guard 3). A family or a name is not needed: a worry is enough.

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"

#include "profiles/clock.h"

#include <optional>
#include <string>

namespace kith::access {
struct Posting;
}

namespace kith::profiles {
struct Profile;
}

namespace kith::episodes {

struct Episode;

enum class StepUpOutcome { pending, accepted, returned };

std::string_view code(StepUpOutcome outcome);
std::optional<StepUpOutcome> to_step_up_outcome(std::string_view code);

struct StepUp {
    Id<StepUp> id = {};
    Id<Episode> episode = {}; // empty: no episode was open
    Instant asked_at = {};
    Id<access::Posting> asked_by = {};
    std::string reason = {};
    StepUpOutcome outcome = StepUpOutcome::pending;
    std::string accepted_by = {};        // the social care worker or team
    std::string accepted_reference = {}; // theirs
    std::string returned_reason = {};
    std::optional<Instant> answered_at = {};

    bool is_pending() const { return outcome == StepUpOutcome::pending; }
};

// How long their answer may take, by the profile's clock "step_up": no words where no time is set, or it was answered.
profiles::Standing clock_of(const StepUp& step_up, const profiles::Profile& profile, Instant now);
profiles::Standing clock_of_step_up(Instant asked_at, const profiles::Profile& profile, Instant now);

// Social care took it on. Refuses without who accepted and their reference, and one that was answered already.
Result<StepUp> accept(StepUp step_up, std::string accepted_by, std::string reference, Instant at);
// Social care sent it back. Refuses without why, and one that was answered already.
Result<StepUp> send_back(StepUp step_up, std::string reason, Instant at);

} // namespace kith::episodes
