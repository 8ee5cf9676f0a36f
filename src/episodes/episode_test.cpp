#include "base/clock.h"
#include "episodes/episode.h"

#include <doctest/doctest.h>

namespace kith::episodes {

namespace {

constexpr Instant noon{1'795'000'000'000};

Episode an_episode(bool agreed) {
    SystemRandom random;
    Reference reference = Reference::make(random);
    return {.reference = reference, .opened_at = noon, .state = first_state(agreed), .agreed = agreed};
}

} // namespace

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
    const auto refused = close(an_episode(true), std::array{pending}, noon);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().front().code == "step_up_pending");

    const auto accepted = accept(pending, "Children's social care, north", "SC-1187", noon);
    REQUIRE(accepted);
    const auto closed = close(an_episode(true), std::array{*accepted}, noon);
    REQUIRE(closed);
    CHECK_FALSE(closed->is_open());

    CHECK(close(an_episode(true), std::array{*send_back(pending, "Early help first", noon)}, noon));
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
    const auto closed = close(an_episode(true), {}, noon);
    REQUIRE(closed);
    CHECK(move(*closed, State::active).error().front().code == "closed");
    CHECK(close(*closed, {}, noon).error().front().code == "closed");
}

TEST_CASE("states have their words both ways") {
    for (const auto state : {State::allocated, State::engaging, State::assessing, State::planning, State::active,
                             State::in_review, State::closing, State::closed})
        CHECK(to_state(code(state)) == state);
    CHECK_FALSE(to_state("resting"));
}

} // namespace kith::episodes
