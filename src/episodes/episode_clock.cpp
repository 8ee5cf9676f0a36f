#include "episodes/episode_clock.h"

#include "profiles/profile.h"

namespace kith::episodes {

namespace {

struct Step {
    std::string_view clock;
    std::optional<Instant> since;
};

Step next_step(const SeenEpisode& seen) {
    const auto& episode = seen.episode;
    if (!episode.is_open()) return {};
    if (seen.lead_name.empty()) return {"allocate", seen.left_at ? *seen.left_at : episode.opened_at};
    if (!seen.shows_content()) return {};
    if (!episode.agreed || episode.state == State::allocated) return {"first_contact", seen.led_since};
    if (episode.state == State::engaging || episode.state == State::assessing) return {"assessment", seen.agreed_at};
    return {};
}

} // namespace

profiles::Standing clock_of(const SeenEpisode& seen, const profiles::Profile& profile, Instant now) {
    const auto step = next_step(seen);
    return step.since ? profile.clock(step.clock, *step.since, now) : profiles::Standing();
}

} // namespace kith::episodes
