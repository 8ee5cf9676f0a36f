#include "requests/request.h"

#include "base/text.h"

namespace kith::requests {

namespace {

constexpr std::array states{
    std::pair{State::received, std::string_view("received")},
    std::pair{State::question, std::string_view("question")},
    std::pair{State::step_up, std::string_view("step_up")},
    std::pair{State::decided, std::string_view("decided")},
};

} // namespace

std::string_view code(State state) {
    return states[static_cast<std::size_t>(state)].second;
}

std::optional<State> to_state(std::string_view code) {
    for (const auto& [state, word] : states)
        if (word == code) return state;
    return std::nullopt;
}

std::string RequestPerson::display_name() const {
    const auto name = trimmed(given_names + " " + family_name);
    if (!name.empty()) return name;
    return fmt::format("{} {}", kind == PersonKind::child ? "Child" : "Adult", position);
}

std::vector<const RequestPerson*> Request::children() const {
    std::vector<const RequestPerson*> found;
    for (const auto& each : people)
        if (each.kind == PersonKind::child) found.push_back(&each);
    return found;
}

const Question* Request::open_question() const {
    return !questions.empty() && questions.back().is_open() ? &questions.back() : nullptr;
}

const Question* Request::new_answer() const {
    if (state != State::received || questions.empty() || questions.back().answer.empty()) return nullptr;
    const auto answered_at = questions.back().answered_at;
    const bool is_decided_since = !step_ups.empty() && step_ups.back().asked_at >= answered_at;
    return is_decided_since ? nullptr : &questions.back();
}

const episodes::StepUp* Request::sent_back() const {
    const bool waits = state == State::received || state == State::question;
    const bool is_back = !step_ups.empty() && step_ups.back().outcome == episodes::StepUpOutcome::returned;
    return waits && is_back ? &step_ups.back() : nullptr;
}

const episodes::StepUp* Request::accepted() const {
    const bool is_accepted = !step_ups.empty() && step_ups.back().outcome == episodes::StepUpOutcome::accepted;
    return is_accepted ? &step_ups.back() : nullptr;
}

const episodes::StepUp* Request::find_step_up(Id<episodes::StepUp> step_up) const {
    const auto found =
        std::find_if(step_ups.begin(), step_ups.end(), [&](const auto& each) { return each.id == step_up; });
    return found == step_ups.end() ? nullptr : &*found;
}

const RequestPerson* Request::find_person(Id<RequestPerson> person) const {
    const auto found = std::find_if(people.begin(), people.end(), [&](const auto& each) { return each.id == person; });
    return found == people.end() ? nullptr : &*found;
}

std::string Request::answer(std::string_view question) const {
    std::string text;
    for (const auto& each : answers) {
        if (each.question != question || each.person != 0) continue;
        if (!text.empty()) text += '\n';
        text += each.answer;
    }
    return text;
}

std::string Request::chosen(std::string_view question, int person) const {
    for (const auto& each : answers)
        if (each.question == question && each.person == person) return each.code;
    return {};
}

std::string Request::display_name() const {
    const auto found = children();
    if (found.empty()) return danger ? "A child in danger, no name given" : "No name given";

    // "Maya and Tobi Okafor" where all share the last name.
    const auto& last_name = found.front()->family_name;
    const bool shared = !last_name.empty() && std::all_of(found.begin(), found.end(), [&](const auto* child) {
        return child->family_name == last_name && !child->given_names.empty();
    });
    std::vector<std::string> names;
    for (const auto* child : found)
        names.push_back(shared ? child->given_names : child->display_name());
    return shared ? listed(names) + " " + last_name : listed(names);
}

Result<Request> ask(Request request, Question question) {
    if (request.state == State::decided || request.state == State::step_up)
        return Problem{"", "already_decided", "Somebody has decided this request already"};
    if (request.open_question())
        return Problem{"question", "question_waits", "A question has been asked already and waits for its answer"};
    if (question.question.empty()) return Problem{"question", "missing", "Enter what you want to ask"};

    request.questions.push_back(std::move(question));
    request.state = State::question;
    request.due_at.reset();
    return request;
}

Result<Request> add(Request request, Addition addition) {
    if (request.state == State::decided || request.state == State::step_up)
        return Problem{"", "already_decided", "This request is decided. Ring whoever helps the family, or ask again"};
    if (addition.words.empty()) return Problem{"words", "missing", "Enter what you want to add"};

    request.additions.push_back(std::move(addition));
    return request;
}

Result<Request> answer(Request request, std::string text, Id<access::Posting> by, Instant at) {
    if (!request.open_question()) return Problem{"", "answered_already", "This question has been answered already"};
    if (text.empty()) return Problem{"answer", "missing", "Enter your answer"};

    auto& question = request.questions.back();
    question.answer = std::move(text);
    question.answered_by = by;
    question.answered_at = at;
    request.state = State::received;
    return request;
}

} // namespace kith::requests
