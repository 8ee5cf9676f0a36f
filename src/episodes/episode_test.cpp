#include "base/clock.h"
#include "episodes/episode_clock.h"
#include "episodes/step_up.h"
#include "profiles/profile.h"

#include <doctest/doctest.h>

namespace kith::episodes {

namespace {

constexpr Instant noon{1'795'000'000'000};

const Ending ended{.on = noon.day(), .reason = "MET", .label = "Needs met", .words = "Well done, all of you"};

Episode an_episode(bool agreed) {
    SystemRandom random;
    Reference reference = Reference::make(random);
    return {.reference = reference, .opened_at = noon, .state = first_state(agreed), .agreed = agreed};
}

profiles::ClockRule rule(std::string code, int working_days, profiles::Period period = {}) {
    profiles::ClockRule rule;
    rule.code = std::move(code);
    rule.quantity = {working_days, profiles::Grade::confirmed, "a source"};
    rule.period = period;
    return rule;
}

profiles::Profile with_clocks() {
    profiles::Profile profile;
    profile.clocks = {rule("allocate", 2), rule("first_contact", 3), rule("assessment", 20)};
    return profile;
}

SeenEpisode seen_by_its_lead(Episode episode) {
    SeenEpisode seen{.decision = {}, .episode = episode, .family = episode.reference};
    seen.decision.effect = access::Effect::content;
    seen.lead_name = "Sam Okoro";
    seen.led_since = noon;
    if (episode.agreed) seen.agreed_at = noon + 2 * days_ms;
    return seen;
}

Day due(const SeenEpisode& seen) {
    const auto clock = clock_of(seen, with_clocks(), noon);
    return clock.due ? clock.due->day() : Day();
}

} // namespace

TEST_CASE("help is timed until somebody leads, until the family is reached and agrees, and until there is a plan") {
    const profiles::Calendar calendar;
    const auto after = [&](Instant begun, int days) { return calendar.working_day_after(begun.day(), days); };

    auto seen = seen_by_its_lead(an_episode(false));
    CHECK(due(seen) == after(noon, 3));
    seen.lead_name.clear();
    CHECK(due(seen) == after(noon, 2));

    seen = seen_by_its_lead(an_episode(true));
    CHECK(due(seen) == after(noon, 3)); // agreed, and not reached yet
    for (const auto state : {State::engaging, State::assessing}) {
        seen.episode.state = state;
        CHECK(due(seen) == after(*seen.agreed_at, 20));
    }
    seen.episode.state = State::planning;
    CHECK_FALSE(clock_of(seen, with_clocks(), noon).due);
    seen.episode.closed_at = noon;
    seen.lead_name.clear();
    CHECK_FALSE(clock_of(seen, with_clocks(), noon).due);
}

TEST_CASE("who may know of help and no more is told no time but that nobody leads it") {
    auto seen = seen_by_its_lead(an_episode(true));
    seen.decision.effect = access::Effect::index;
    CHECK_FALSE(clock_of(seen, with_clocks(), noon).due);
    seen.lead_name.clear();
    CHECK(clock_of(seen, with_clocks(), noon).due);
}

TEST_CASE("social care's time is counted in working days, by the rule of the day on which they were asked") {
    const auto asked = england_time(Day::from_parts(2026, 12, 23).value(), 10 * 60); // a Wednesday
    profiles::Profile profile;
    profile.calendar = profiles::Calendar({{asked.day() + 1, "a day of mourning"}});
    profile.clocks = {rule("step_up", 2, {{}, asked.day()}), rule("step_up", 20, {asked.day() + 1, {}})};
    const auto due = england_time(Day::from_parts(2026, 12, 30).value(), 17 * 60); // Boxing Day falls on the Monday
    CHECK(clock_of_step_up(asked, profile, asked).due == due);
    CHECK_FALSE(clock_of_step_up(asked, profile, due).late);
    CHECK(clock_of_step_up(asked, profile, due + 1).late);

    const StepUp pending{.asked_at = asked, .reason = "A bruise nobody explains"};
    CHECK(clock_of(pending, profile, due + 1).late);
    CHECK_FALSE(clock_of(*accept(pending, "The duty team", "SC-1187", due), profile, due + 1).late);
}

TEST_CASE("without agreement help waits and does not go beyond asking the family") {
    const auto waiting = an_episode(false);
    CHECK(waiting.state == State::engaging);

    for (const auto state : {State::assessing, State::planning, State::active, State::in_review}) {
        const auto refused = move(waiting, state);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().front().code == "needs_agreement");
        CHECK(move(an_episode(true), state));
    }
}

TEST_CASE("help cannot be ended while a step up waits to be accepted") {
    const StepUp pending{.asked_at = noon, .reason = "A bruise nobody explains"};
    const auto refused = close(an_episode(true), ended, std::array{pending}, noon);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().front().code == "step_up_pending");

    const auto accepted = accept(pending, "Children's social care, north", "SC-1187", noon);
    REQUIRE(accepted);
    const auto closed = close(an_episode(true), ended, std::array{*accepted}, noon);
    REQUIRE(closed);
    CHECK_FALSE(closed->is_open());

    CHECK(close(an_episode(true), ended, std::array{*send_back(pending, "Early help first", noon)}, noon));
}

TEST_CASE("a step up is accepted with who accepted it and their reference, once") {
    const StepUp pending{.asked_at = noon, .reason = "Left alone overnight"};
    CHECK(accept(pending, "", "SC-1187", noon).error().front().field == "accepted_by");
    CHECK(accept(pending, "The duty team", "", noon).error().front().field == "accepted_reference");
    CHECK(send_back(pending, "", noon).error().front().field == "returned_reason");

    const auto accepted = accept(pending, "The duty team", "SC-1187", noon);
    REQUIRE(accepted);
    CHECK(accept(*accepted, "Somebody else", "SC-2", noon).error().front().code == "answered_already");
    CHECK(send_back(*accepted, "No", noon).error().front().code == "answered_already");
}

TEST_CASE("help that has ended does not begin again as the same help") {
    const auto closed = close(an_episode(true), ended, {}, noon);
    REQUIRE(closed);
    CHECK(move(*closed, State::active).error().front().code == "closed");
    CHECK(close(*closed, ended, {}, noon).error().front().code == "closed");
}

TEST_CASE("the family agrees later: by somebody, in some way, on a day that has come") {
    const GivenAgreement given{.by = "Dana Reid", .how = "telephone", .on = noon.day()};
    const auto agreed = agree(an_episode(false), given, noon.day());
    REQUIRE(agreed);
    CHECK(agreed->state == State::engaging);
    CHECK(move(*agreed, State::assessing));

    const auto refused = [](GivenAgreement agreement) {
        return agree(an_episode(false), agreement, noon.day()).error().front().field;
    };
    CHECK(refused({.how = "telephone", .on = noon.day()}) == "agreed_by");
    CHECK(refused({.by = "Dana Reid", .on = noon.day()}) == "agreed_how");
    CHECK(refused({.by = "Dana Reid", .how = "telephone"}) == "agreed_on");
    CHECK(refused({.by = "Dana Reid", .how = "telephone", .on = noon.day() + 1}) == "agreed_on");
    CHECK(agree(*close(an_episode(false), ended, {}, noon), given, noon.day()).error().front().code == "closed");
}

TEST_CASE("help ends with a reason, a day within it, and words for the family") {
    const auto refused = [](Ending ending) { return close(an_episode(true), ending, {}, noon).error().front().code; };
    Ending ending = ended;
    ending.reason.clear();
    CHECK(refused(ending) == "missing");
    ending = ended;
    ending.words.clear();
    CHECK(refused(ending) == "missing");
    ending = ended;
    ending.on.reset();
    CHECK(refused(ending) == "missing");
    ending.on = noon.day() + 1;
    CHECK(refused(ending) == "future");
    ending.on = noon.day() - 1;
    CHECK(refused(ending) == "before_start");
}

TEST_CASE("states have their codes both ways") {
    for (const auto state : {State::allocated, State::engaging, State::assessing, State::planning, State::active,
                             State::in_review, State::closing, State::closed})
        CHECK(to_state(code(state)) == state);
    CHECK_FALSE(to_state("resting"));
}

} // namespace kith::episodes
