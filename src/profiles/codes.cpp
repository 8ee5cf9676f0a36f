// The codes and words of every enumeration of a profile, one table each.

#include "profiles/profile.h"

namespace kith::profiles {

namespace {

template <typename Enum>
struct Coded {
    Enum value;
    std::string_view code;
    std::string_view word = {}; // where screens say it
};

template <typename Enum, std::size_t N>
const Coded<Enum>& row(const std::array<Coded<Enum>, N>& table, Enum value) {
    return *std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.value == value; });
}

template <typename Enum, std::size_t N>
std::optional<Enum> value(const std::array<Coded<Enum>, N>& table, std::string_view code) {
    for (const auto& row : table) {
        if (row.code == code) return row.value;
    }
    return std::nullopt;
}

constexpr std::array bands = {
    Coded{Band::universal, "universal"},   Coded{Band::community, "community"},
    Coded{Band::targeted, "targeted"},     Coded{Band::child_in_need, "child_in_need"},
    Coded{Band::protection, "protection"},
};

constexpr std::array decision_kinds = {
    Coded{DecisionKind::opens_episode, "opens_episode", "begins a period of help"},
    Coded{DecisionKind::closes, "closes", "closes the request"},
    Coded{DecisionKind::asks_question, "asks_question", "asks the referrer a question"},
    Coded{DecisionKind::joins_episode, "joins_episode", "joins help that is open"},
    Coded{DecisionKind::steps_up, "steps_up", "hands over, and waits until it is accepted"},
    Coded{DecisionKind::passes_elsewhere, "passes_elsewhere", "passes to another council"},
};

constexpr std::array receivers = {
    Coded{Receiver::none, "none"},
    Coded{Receiver::team, "team"},
    Coded{Receiver::agency, "agency"},
    Coded{Receiver::offer, "offer"},
};

constexpr std::array question_kinds = {
    Coded{QuestionKind::text, "text"},     Coded{QuestionKind::long_text, "long_text"},
    Coded{QuestionKind::choice, "choice"}, Coded{QuestionKind::ticks, "ticks"},
    Coded{QuestionKind::day, "day"},       Coded{QuestionKind::born, "born"},
    Coded{QuestionKind::number, "number"}, Coded{QuestionKind::postcode, "postcode"},
    Coded{QuestionKind::school, "school"}, Coded{QuestionKind::known_child, "known_child"},
};

constexpr std::array requirements = {
    Coded{Required::no, "no"},
    Coded{Required::always, "always"},
    Coded{Required::known_child, "known_child"},
    Coded{Required::new_child, "new_child"},
};

constexpr std::array units = {
    Coded{Unit::working_days, "working_days", "working day"},
    Coded{Unit::working_hours, "working_hours", "working hour"},
    Coded{Unit::calendar_days, "calendar_days", "day"},
    Coded{Unit::hours, "hours", "hour"},
};

constexpr std::array keys = {
    WordKey{"early_help", "What families ask for"},
    WordKey{"front_door", "Who decides on requests"},
    WordKey{"social_care", "Who takes over where a child may be at risk"},
    WordKey{"lead_practitioner", "Who leads the help for a family"},
    WordKey{"story", "What is written down of the whole family"},
    WordKey{"plan", "What is agreed to be done"},
    WordKey{"team_around_family", "Those who help, meeting together"},
    WordKey{"team_around_school", "The school's own meeting about its families"},
    WordKey{"early_help_team", "The council's own workers of one place"},
    WordKey{"locality", "A part of the council's area"},
    WordKey{"request", "What a partner or a family sends"},
    WordKey{"agreement", "The family's yes"},
    WordKey{"level", "A step of need"},
    WordKey{"step_up", "Handing over to them"},
    WordKey{"step_down", "Coming back from them"},
};

} // namespace

std::string_view code(Band band) {
    return row(bands, band).code;
}

std::optional<Band> to_band(std::string_view code) {
    return value(bands, code);
}

std::string_view code(DecisionKind kind) {
    return row(decision_kinds, kind).code;
}

std::string_view word(DecisionKind kind) {
    return row(decision_kinds, kind).word;
}

std::optional<DecisionKind> to_decision_kind(std::string_view code) {
    return value(decision_kinds, code);
}

std::string_view code(Receiver receiver) {
    return row(receivers, receiver).code;
}

std::optional<Receiver> to_receiver(std::string_view code) {
    return value(receivers, code);
}

std::string_view code(QuestionKind kind) {
    return row(question_kinds, kind).code;
}

std::optional<QuestionKind> to_question_kind(std::string_view code) {
    return value(question_kinds, code);
}

std::string_view code(Required required) {
    return row(requirements, required).code;
}

std::optional<Required> to_required(std::string_view code) {
    return value(requirements, code);
}

std::string_view code(Unit unit) {
    return row(units, unit).code;
}

std::string_view word(Unit unit) {
    return row(units, unit).word;
}

std::optional<Unit> to_unit(std::string_view code) {
    return value(units, code);
}

std::string in_words(int quantity, Unit unit) {
    return fmt::format("{} {}{}", quantity, word(unit), quantity == 1 ? "" : "s");
}

std::span<const WordKey> word_keys() {
    return keys;
}

} // namespace kith::profiles
