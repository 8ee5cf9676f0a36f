#include "base/clock.h"
#include "requests/decision.h"

#include <doctest/doctest.h>

namespace kith::requests {

using profiles::DecisionKind;
using profiles::DecisionRule;
using profiles::Receiver;

namespace {

constexpr Instant noon{1'795'000'000'000};
SystemRandom chance;

template <typename T>
Id<T> an_id() {
    return Id<T>::make(noon, chance);
}

Request a_request() {
    Request request{.reference = Reference::make(chance), .sent_at = noon};
    request.people = {{.id = an_id<RequestPerson>(), .position = 1, .given_names = "Maya", .family_name = "Okafor"},
                      {.id = an_id<RequestPerson>(), .position = 2, .given_names = "Tobi", .family_name = "Okafor"}};
    return request;
}

DecisionRule rule(DecisionKind kind, Receiver receiver = Receiver::none) {
    DecisionRule decision;
    decision.code = "X";
    decision.kind = kind;
    decision.receiver = receiver;
    return decision;
}

Proposal a_proposal(const Request& request) {
    return {.code = "X",
            .reason = "Missing school",
            .levels = {{request.people[0].id, "L2"}, {request.people[1].id, "L3"}}};
}

std::vector<std::string> fields(const Problems& problems) {
    std::vector<std::string> names;
    for (const auto& each : problems)
        names.push_back(each.field);
    return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a decision needs a level for each child, what happens next and why") {
    const auto request = a_request();
    CHECK(fields(problems_with({}, nullptr, request, {})) == Names{"level-1", "level-2", "decision", "reason"});

    auto proposal = a_proposal(request);
    const auto closes = rule(DecisionKind::closes);
    CHECK(problems_with(proposal, &closes, request, {}).empty());

    proposal.levels.pop_back();
    CHECK(fields(problems_with(proposal, &closes, request, {})) == Names{"level-2"});
    proposal.reason.clear();
    CHECK(fields(problems_with(proposal, &closes, request, {})) == Names{"level-2", "reason"});
}

TEST_CASE("a step up needs a reason and nothing else: no name, level or agreement") {
    Request nameless{.reference = Reference::make(chance), .sent_at = noon, .danger = true};
    const auto steps_up = rule(DecisionKind::steps_up, Receiver::team);
    CHECK(problems_with({.code = "X", .reason = "In danger now"}, &steps_up, nameless, {}).empty());
    CHECK(problems_with({.code = "X", .reason = "In danger now"}, &steps_up, a_request(), {}).empty());
    CHECK(fields(problems_with({.code = "X"}, &steps_up, nameless, {})) == Names{"reason"});
}

TEST_CASE("whoever receives a request is named as the decision wants it") {
    const auto request = a_request();
    auto proposal = a_proposal(request);
    const auto to_team = rule(DecisionKind::opens_episode, Receiver::team);
    CHECK(fields(problems_with(proposal, &to_team, request, {})) == Names{"team"});
    proposal.team = an_id<agencies::Team>();
    CHECK(problems_with(proposal, &to_team, request, {}).empty());

    const auto to_agency = rule(DecisionKind::opens_episode, Receiver::agency);
    CHECK(fields(problems_with(proposal, &to_agency, request, {})) == Names{"agency"});
    const auto to_offer = rule(DecisionKind::closes, Receiver::offer);
    CHECK(fields(problems_with(proposal, &to_offer, request, {})) == Names{"offer"});
}

TEST_CASE("a family that is being helped is not opened a second time: the request is added to it") {
    const auto request = a_request();
    const auto proposal = a_proposal(request);
    const KnownFamily open{.family = an_id<families::Family>(), .episode = an_id<episodes::Episode>()};
    const auto opens = rule(DecisionKind::opens_episode);
    const auto joins = rule(DecisionKind::joins_episode);

    CHECK(problems_with(proposal, &opens, request, open).front().code == "already_open");
    CHECK(problems_with(proposal, &joins, request, open).empty());
    CHECK(problems_with(proposal, &joins, request, {}).front().code == "not_open");
    CHECK(problems_with(proposal, &opens, request, {}).empty());

    const KnownFamily two{.family = an_id<families::Family>(), .several = true};
    CHECK(problems_with(proposal, &opens, request, two).front().code == "several_families");
}

TEST_CASE("help cannot start where nobody is named") {
    Request nameless{.reference = Reference::make(chance), .sent_at = noon, .danger = true};
    const auto opens = rule(DecisionKind::opens_episode);
    CHECK(problems_with({.code = "X", .reason = "Why"}, &opens, nameless, {}).front().code == "nobody_named");
}

TEST_CASE("asking needs a question and neither level nor reason") {
    const auto asks = rule(DecisionKind::asks_question);
    CHECK(fields(problems_with({.code = "X"}, &asks, a_request(), {})) == Names{"question"});
    CHECK(problems_with({.code = "X", .question = "Which school?"}, &asks, a_request(), {}).empty());
}

TEST_CASE("a request is decided once") {
    auto request = a_request();
    request.due_at = noon;
    const auto decided = decide(request, DecisionKind::closes, noon);
    REQUIRE(decided);
    CHECK(decided->state == State::decided);
    CHECK(decided->decided_at == noon);
    CHECK_FALSE(decided->due_at);
    CHECK(decide(*decided, DecisionKind::closes, noon).error().front().code == "already_decided");
}

TEST_CASE("a step up stays with the front door until social care accepts it") {
    const auto up = decide(a_request(), DecisionKind::steps_up, noon);
    REQUIRE(up);
    CHECK(up->state == State::step_up);
    CHECK_FALSE(up->decided_at);
    CHECK(decide(*up, DecisionKind::closes, noon).error().front().code == "already_decided");

    CHECK(accepted_by_social_care(*up, noon).state == State::decided);
    const auto back = returned_by_social_care(*up);
    CHECK(back.state == State::received);
    CHECK(decide(back, DecisionKind::closes, noon));
}

TEST_CASE("a question stops the clock until it is answered") {
    auto request = a_request();
    request.due_at = noon;
    const auto asked = ask(request, {.asked_at = noon, .question = "Which school does Tobi go to?"});
    REQUIRE(asked);
    CHECK(asked->state == State::question);
    CHECK_FALSE(asked->due_at);
    CHECK(ask(*asked, {.asked_at = noon, .question = "And another"}).error().front().code == "question_waits");
    CHECK(ask(request, {.asked_at = noon}).error().front().field == "question");

    const auto answered = answer(*asked, "St Aidan's", an_id<access::Posting>(), noon);
    REQUIRE(answered);
    CHECK(answered->state == State::received);
    CHECK_FALSE(answered->open_question());
    CHECK(answer(*answered, "Again", {}, noon).error().front().code == "answered_already");
    CHECK(answer(*asked, "", {}, noon).error().front().field == "answer");
}

TEST_CASE("a decision ends the wait for an answer") {
    const auto asked = ask(a_request(), {.asked_at = noon, .question = "Which school does Tobi go to?"});
    REQUIRE(asked);
    const auto decided = decide(*asked, DecisionKind::closes, noon);
    REQUIRE(decided);
    CHECK_FALSE(decided->open_question());
    CHECK(answer(*decided, "Too late", {}, noon).error().front().code == "answered_already");
}

TEST_CASE("an answer is new until somebody decides after it or asks again") {
    CHECK_FALSE(a_request().new_answer());
    const auto asked = ask(a_request(), {.asked_at = noon, .question = "Which school does Tobi go to?"});
    CHECK_FALSE(asked->new_answer());
    const auto answered = answer(*asked, "St Aidan's", an_id<access::Posting>(), noon + hours_ms);
    REQUIRE(answered->new_answer());
    CHECK(answered->new_answer()->answer == "St Aidan's");
    CHECK_FALSE(ask(*answered, {.asked_at = noon, .question = "And Maya?"})->new_answer());
    CHECK_FALSE(decide(*answered, DecisionKind::closes, noon)->new_answer());
    CHECK_FALSE(returned_by_social_care(*decide(*asked, DecisionKind::steps_up, noon)).new_answer()); // nobody answered

    auto back = returned_by_social_care(*decide(*answered, DecisionKind::steps_up, noon));
    back.step_ups = {{.asked_at = noon, .outcome = episodes::StepUpOutcome::returned}}; // asked before it was answered
    CHECK(back.new_answer());
    back.step_ups.back().asked_at = noon + 2 * hours_ms;
    CHECK_FALSE(back.new_answer());
}

TEST_CASE("of the steps up the last one stands, and what came back only until it is decided again") {
    using enum episodes::StepUpOutcome;
    auto request = a_request();
    CHECK_FALSE(request.sent_back());
    request.step_ups = {{.outcome = returned, .returned_reason = "Early help first"}};
    REQUIRE(request.sent_back());
    CHECK(request.sent_back()->returned_reason == "Early help first");
    CHECK(ask(request, {.asked_at = noon, .question = "Who is at home?"})->sent_back());
    CHECK_FALSE(decide(request, DecisionKind::closes, noon)->sent_back());

    auto again = *decide(request, DecisionKind::steps_up, noon);
    again.step_ups.push_back({});
    CHECK_FALSE(again.sent_back());
    CHECK_FALSE(again.accepted());
    again.step_ups.back().outcome = accepted;
    again = accepted_by_social_care(again, noon);
    CHECK(again.accepted() == &again.step_ups.back());
    CHECK_FALSE(again.sent_back());
}

TEST_CASE("the family's level is the highest of its children's") {
    profiles::Level second;
    second.order = 2;
    second.code = "L2";
    profiles::Level third;
    third.order = 3;
    third.code = "L3";
    profiles::Profile profile;
    profile.frameworks.emplace_back().levels = {second, third};
    const auto request = a_request();
    CHECK(highest_level(profile, a_proposal(request).levels) == "L3");
    CHECK(highest_level(profile, {}) == "");
}

TEST_CASE("a request is called by its children's names") {
    auto request = a_request();
    CHECK(request.display_name() == "Maya and Tobi Okafor");
    request.people[1].family_name = "Reid";
    CHECK(request.display_name() == "Maya Okafor and Tobi Reid");
    request.people[1].given_names.clear();
    request.people[1].family_name.clear();
    CHECK(request.display_name() == "Maya Okafor and Child 2");
    request.people.clear();
    request.danger = true;
    CHECK(request.display_name() == "A child in danger, no name given");
}

} // namespace kith::requests
