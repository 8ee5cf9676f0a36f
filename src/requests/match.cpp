#include "requests/match.h"

#include "base/text.h"

namespace kith::requests {

std::string_view code(Verdict verdict) {
    return verdict == Verdict::same ? "same" : "not_same";
}

std::optional<Verdict> to_verdict(std::string_view text) {
    if (text == "same") return Verdict::same;
    if (text == "not_same") return Verdict::not_same;
    return std::nullopt;
}

std::vector<people::Match> still_possible(const RequestPerson& about, std::span<const Said> said,
                                          std::vector<people::Match> candidates) {
    if (!about.person.empty()) return {};

    std::erase_if(candidates, [&](const people::Match& match) {
        return std::any_of(said.begin(), said.end(), [&](const Said& each) {
            return each.verdict == Verdict::not_same && each.person == match.candidate.summary.id &&
                   (each.about == about.id || (!about.earlier.empty() && each.about == about.earlier));
        });
    });
    return candidates;
}

std::string search_words(const RequestPerson& person) {
    return trimmed(person.given_names + " " + person.family_name);
}

} // namespace kith::requests
