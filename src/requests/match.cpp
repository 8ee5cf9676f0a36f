#include "requests/match.h"

#include "base/text.h"

namespace kith::requests {

std::string_view code(Verdict verdict) {
    if (verdict == Verdict::cannot_tell) return "cannot_tell";
    return verdict == Verdict::same ? "same" : "not_same";
}

std::optional<Verdict> to_verdict(std::string_view text) {
    for (const auto each : {Verdict::same, Verdict::not_same, Verdict::cannot_tell})
        if (code(each) == text) return each;
    return std::nullopt;
}

std::vector<StandingVerdict> standing_verdicts(const std::vector<StandingVerdict>& all) {
    std::map<std::pair<Id<RequestPerson>, Id<people::Person>>, StandingVerdict> standing;
    for (const auto& each : all) {
        const auto [at, is_first] = standing.try_emplace({each.said.about, each.said.person}, each);
        if (!is_first && each.of <= at->second.of) at->second = each;
    }
    std::vector<StandingVerdict> verdicts;
    for (auto& [of, verdict] : standing)
        verdicts.push_back(std::move(verdict));
    return verdicts;
}

std::vector<people::Match> still_possible(const RequestPerson& about, std::span<const StandingVerdict> standing,
                                          std::vector<people::Match> candidates) {
    if (!about.person.empty()) return {};

    std::erase_if(candidates, [&](const people::Match& match) {
        return std::any_of(standing.begin(), standing.end(), [&](const StandingVerdict& each) {
            return each.said.verdict == Verdict::not_same && each.said.about == about.id &&
                   each.said.person == match.candidate.summary.id;
        });
    });
    return candidates;
}

Request with_said(Request request, std::span<const Said> said) {
    for (const auto& each : said)
        for (auto& person : request.people) {
            if (person.id != each.about) continue;
            if (each.verdict == Verdict::same)
                person.person = each.person;
            else if (person.person == each.person)
                person.person = {};
        }
    return request;
}

std::string field_of_match(const RequestPerson& about, const people::Summary& person) {
    return fmt::format("match-{}-{}", about.position, person.reference.text());
}

std::string why_of(const std::string& field_of_match) {
    return "why-" + field_of_match;
}

std::string search_words(const RequestPerson& person) {
    return trimmed(person.given_names + " " + person.family_name);
}

} // namespace kith::requests
