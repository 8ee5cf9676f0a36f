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

std::string search_words(const RequestPerson& person) {
    return trimmed(person.given_names + " " + person.family_name);
}

} // namespace kith::requests
