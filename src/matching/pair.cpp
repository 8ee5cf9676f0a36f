#include "matching/pair.h"

namespace kith::matching {

namespace {

constexpr std::array<std::string_view, 3> codes{"same", "not_same", "unsure"};
constexpr std::int64_t asked_again_after = 28 * days_ms;

Problem no_second(const Speaker& speaker) {
    return {
        "verdict", "second_person",
        speaker.is_the_first
            ? "You said so already. Somebody else has to say it too, because one of them may be a child, or because "
              "only part of a record was seen"
            : "A team manager has to be the second to say that they are the same"};
}

} // namespace

std::string_view code(Verdict verdict) {
    return codes[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> to_verdict(std::string_view code) {
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (codes[i] == code) return static_cast<Verdict>(i);
    return std::nullopt;
}

Result<PairDecision> say(const std::optional<PairDecision>& standing, const Said& said, const Speaker& speaker,
                         bool a_child, Instant now) {
    if (said.version != (standing ? standing->number : 0))
        return Problem{"verdict", "changed_meanwhile",
                       "Somebody else was faster. Look at what they said before you go on"};

    PairDecision decision{.number = said.version + 1,
                          .verdict = said.verdict,
                          .reason = said.reason,
                          .at = now,
                          .user = speaker.user,
                          .saw_content = speaker.sees_content};
    if (said.verdict == Verdict::unsure) decision.until = now + asked_again_after;
    if (said.verdict != Verdict::same) return decision;

    if (standing && standing->joins())
        return Problem{"verdict", "said_already", "They are said to be the same already"};
    decision.needs_second = a_child || !speaker.sees_content;
    if (standing && standing->waits()) {
        if (speaker.is_the_first || !speaker.may_be_second) return no_second(speaker);
        decision.needs_second = true;
        decision.confirms = standing->number;
    }
    return decision;
}

bool may_be_a_child(std::optional<int> year_of_birth, Day today) {
    return !year_of_birth || today.year() - *year_of_birth <= 18;
}

} // namespace kith::matching
