#include "base/clock.h"
#include "episodes/episode.h"

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
