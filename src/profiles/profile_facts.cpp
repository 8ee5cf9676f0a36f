#include "profiles/profile_facts.h"

#include "base/text.h"

namespace kith::profiles {

namespace {

Fact fact(std::string name, const Sourced<std::string>& said) {
    return {std::move(name), said.value.value_or(""), said.grade, said.source};
}

// "Decide a request (until 31 March 2026)"
std::string dated(std::string name, const Period& period) {
    if (period.from) name += fmt::format(", from {}", words(*period.from));
    if (period.to) name += fmt::format(", until {}", words(*period.to));
    return name;
}

// A fact for each of some things.
template <typename Thing, typename ToFact>
FactGroup group(std::string title, const std::vector<Thing>& things, ToFact&& to_fact) {
    FactGroup group{std::move(title), {}};
    for (const Thing& thing : things)
        group.facts.push_back(to_fact(thing));
    return group;
}

FactGroup council(const Profile& profile) {
    const Council& council = profile.council;
    const Grade grade = council.source.empty() ? Grade::unverified : Grade::confirmed;
    return {"Council",
            {{"Name", council.name, grade, council.source},
             {"Area", council.area + " (" + council.gss + ")", grade, council.source},
             fact("Name of the service", council.service),
             fact("DfE number", council.education),
             fact("Region", council.region),
             fact("Combined authority", council.combined),
             fact("Integrated care board", council.health_board),
             fact("Lawful basis for the records of families", council.lawful_basis)}};
}

FactGroup words_of(const Profile& profile) {
    FactGroup group{"Words", {}};
    for (const WordKey& key : word_keys()) {
        const Word& word = profile.words.find(key.key)->second;
        group.facts.push_back({std::string(key.meaning), word.one, word.grade, word.source});
    }
    return group;
}

FactGroup lines(const Profile& profile) {
    return group("Whom to ring", profile.lines, [](const ContactLine& line) { return fact(line.label, line.number); });
}

FactGroup levels(const Profile& profile, const Framework& framework) {
    FactGroup levels{dated(framework.name, framework.period), {}};
    for (const Level& level : framework.levels) {
        levels.facts.push_back({fmt::format("{} {}", profile.word_at_start("level"), level.order),
                                level.name + ": " + level.response, level.grade, level.source});
    }
    if (levels.facts.empty()) levels.facts.push_back({framework.note, "", framework.grade, framework.source});
    return levels;
}

Fact locality(const Locality& locality) {
    const bool mapped = !locality.wards.empty() || !locality.districts.empty();
    return {dated(locality.name, locality.period), mapped ? "its wards are set" : "its wards are not set",
            locality.grade, locality.source};
}

FactGroup localities(const Profile& profile) {
    FactGroup places = group(profile.word_for_many_at_start("locality"), profile.localities, locality);
    const Sourced<int>& number = profile.locality_count;
    places.facts.insert(places.facts.begin(),
                        {"Number of " + profile.word_for_many("locality"),
                         number.is_set() ? std::to_string(*number.value) : "", number.grade, number.source});
    if (profile.localities.empty()) places.facts.push_back({"Their names and wards", "", Grade::not_set, ""});
    return places;
}

Fact clock(const ClockRule& rule) {
    const auto& quantity = rule.quantity;
    return {dated(rule.label, rule.period), quantity.is_set() ? in_words(*quantity.value, rule.unit) : "",
            quantity.grade, quantity.source};
}

Fact decision(const DecisionRule& rule) {
    return {dated(rule.label, rule.period), std::string(word(rule.kind)), rule.grade, rule.source};
}

Fact reason(const ClosureReason& reason) {
    return {dated(reason.label, reason.period), "counts as " + reason.counts_as, reason.grade, reason.source};
}

Fact form(const RequestForm& form) {
    return {dated(form.title, form.period),
            fmt::format("version {}: {} required for a new child, {} for a known one", form.version,
                        counted(static_cast<std::size_t>(form.required_answers(false)), "answer", "answers"),
                        form.required_answers(true)),
            form.grade, form.source};
}

Fact agreement(const AgreementWording& wording) {
    return {dated("Wording for families", wording.period), "version " + wording.version, wording.grade, wording.source};
}

FactGroup lists(const Profile& profile) {
    FactGroup lists{"Code lists", {}};
    for (const auto& [name, list] : profile.lists) {
        lists.facts.push_back({list.title, counted(list.entries.size(), "entry", "entries"), list.grade, list.source});
    }
    return lists;
}

} // namespace

std::vector<FactGroup> facts(const Profile& profile) {
    std::vector<FactGroup> groups = {council(profile), lines(profile), words_of(profile)};
    for (const Framework& framework : profile.frameworks)
        groups.push_back(levels(profile, framework));
    groups.push_back(localities(profile));
    groups.push_back(group("Clocks", profile.clocks, clock));
    groups.push_back(group("Decisions of " + profile.word("front_door"), profile.decisions, decision));
    groups.push_back(group("Why help ends", profile.closure_reasons, reason));
    groups.push_back(group("Request forms", profile.request_forms, form));
    groups.push_back(group(profile.word_at_start("agreement"), profile.agreements, agreement));
    groups.push_back(lists(profile));
    return groups;
}

std::size_t count(const std::vector<FactGroup>& groups, Grade grade) {
    std::size_t sum = 0;
    for (const FactGroup& group : groups) {
        sum += static_cast<std::size_t>(std::count_if(group.facts.begin(), group.facts.end(),
                                                      [&](const Fact& fact) { return fact.grade == grade; }));
    }
    return sum;
}

} // namespace kith::profiles
