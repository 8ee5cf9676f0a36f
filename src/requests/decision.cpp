#include "requests/decision.h"

namespace kith::requests {

using profiles::DecisionKind;
using profiles::Receiver;

namespace {

void want_levels(Problems& problems, const Proposal& proposal, const Request& request) {
    for (const auto* child : request.children()) {
        const auto has_level = [&](const ChildLevel& each) { return each.child == child->id && !each.level.empty(); };
        if (std::none_of(proposal.levels.begin(), proposal.levels.end(), has_level))
            problems.push_back({fmt::format("level-{}", child->position), "missing",
                                fmt::format("Choose how much help {} needs", child->display_name())});
    }
}

void want_receiver(Problems& problems, const Proposal& proposal, Receiver receiver) {
    if (receiver == Receiver::team && proposal.team.empty())
        problems.push_back({"team", "missing", "Choose the team that will help"});
    if (receiver == Receiver::agency && proposal.agency.empty())
        problems.push_back({"agency", "missing", "Choose the agency that will help"});
    if (receiver == Receiver::offer && proposal.offer.empty())
        problems.push_back({"offer", "missing", "Enter the service or group"});
}

void want_family(Problems& problems, DecisionKind kind, const Request& request, const KnownFamily& known) {
    const bool opens = kind == DecisionKind::opens_episode;
    const bool joins = kind == DecisionKind::joins_episode;
    if ((opens || joins) && known.several)
        problems.push_back({"family", "several_families", "Choose which family this is about"});
    else if (opens && request.people.empty())
        problems.push_back({"decision", "nobody_named",
                            "Help cannot start for a family that nobody has named. Ask "
                            "who it is about, or step it up"});
    else if (opens && !known.episode.empty())
        problems.push_back({"decision", "already_open",
                            "This family is being helped already. Choose that the request is added to that help"});
    else if (joins && known.episode.empty())
        problems.push_back(
            {"decision", "not_open", "Nobody in this request is matched to a family that is being helped now"});
}

} // namespace

bool adds_people(DecisionKind kind) {
    return kind == DecisionKind::opens_episode || kind == DecisionKind::joins_episode;
}

Problems problems_with(const Proposal& proposal, const profiles::DecisionRule* rule, const Request& request,
                       const KnownFamily& known) {
    auto problems = rule && adds_people(rule->kind) ? known.unanswered : Problems();
    const bool steps_up = rule && rule->kind == DecisionKind::steps_up;
    const bool asks = rule && rule->kind == DecisionKind::asks_question;

    if (!steps_up && !asks && (!rule || rule->needs_level)) want_levels(problems, proposal, request);
    if (!rule) problems.push_back({"decision", "missing", "Choose what happens next"});
    if (rule && !steps_up) {
        want_family(problems, rule->kind, request, known);
        want_receiver(problems, proposal, rule->receiver);
    }
    if (asks && proposal.question.empty()) problems.push_back({"question", "missing", "Enter what you want to ask"});
    if (asks && !proposal.feedback.empty())
        problems.push_back({"feedback", "not_here", "Write this into the question: that is what they read"});
    if (!asks && proposal.reason.empty()) problems.push_back({"reason", "missing", "Enter why you decided this"});
    return problems;
}

Result<Request> decide(Request request, DecisionKind kind, Instant at) {
    if (request.state == State::decided || request.state == State::step_up)
        return Problem{"", "already_decided", "Somebody has decided this request already"};
    if (kind == DecisionKind::asks_question) throw std::logic_error("asking the referrer is not a decision");

    request.due_at.reset();
    if (request.open_question()) request.questions.back().answered_at = at; // nobody is asked any more
    if (kind == DecisionKind::steps_up) {
        request.state = State::step_up;
        return request;
    }
    request.state = State::decided;
    request.decided_at = at;
    return request;
}

Request accepted_by_social_care(Request request, Instant at) {
    request.state = State::decided;
    request.decided_at = at;
    return request;
}

Request returned_by_social_care(Request request) {
    request.state = State::received;
    request.decided_at.reset();
    return request;
}

std::string highest_level(const profiles::Profile& profile, std::span<const ChildLevel> levels) {
    const profiles::Level* highest = nullptr;
    for (const auto& each : levels) {
        const auto* level = profile.find_level(each.level);
        if (level && (!highest || highest->order < level->order)) highest = level;
    }
    return highest ? highest->code : std::string();
}

} // namespace kith::requests
