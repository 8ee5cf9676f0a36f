#include "profiles/profile.h"
#include "base/text.h"

#include <ranges>

namespace kith::profiles {

namespace {

[[noreturn]] void refuse(std::string_view what, std::string_view name) {
    throw std::logic_error(fmt::format("the profile has no {} \"{}\"", what, name));
}

const Word& find_word(const Profile& profile, std::string_view key) {
    const auto found = profile.words.find(key);
    if (found == profile.words.end()) refuse("word", key);
    return found->second;
}

template <typename Things, typename Matches>
auto* first(Things& things, Matches&& matches) {
    const auto found = std::find_if(things.begin(), things.end(), matches);
    return found == things.end() ? nullptr : &*found;
}

template <typename Thing>
std::vector<Thing> in_force(const std::vector<Thing>& things, Day day) {
    std::vector<Thing> some;
    std::copy_if(things.begin(), things.end(), std::back_inserter(some),
                 [&](const Thing& thing) { return thing.period.covers(day); });
    return some;
}

template <typename Things>
auto& one_in_force(Things& things, Day day, std::string_view what) {
    const auto* thing = first(things, [&](const auto& each) { return each.period.covers(day); });
    if (!thing) refuse(what, day.iso());
    return *thing;
}

bool counts(const Question& question, bool child_known) {
    switch (question.required) {
    case Required::no:
        return false;
    case Required::known_child:
        return child_known;
    case Required::new_child:
        return !child_known;
    case Required::always:
        break;
    }
    if (question.visible.question.empty()) return true;
    return question.visible.question == key::agreement &&
           std::find(question.visible.answers.begin(), question.visible.answers.end(), "parent_agrees") !=
               question.visible.answers.end();
}

} // namespace

const std::string& Profile::word(std::string_view key) const {
    return find_word(*this, key).one;
}

std::string Profile::word_at_start(std::string_view key) const {
    return at_start(word(key));
}

std::string Profile::word_for_many_at_start(std::string_view key) const {
    return at_start(word_for_many(key));
}

const std::string& Profile::word_for_many(std::string_view key) const {
    return find_word(*this, key).many;
}

const Framework* Profile::framework(Day day) const {
    return first(frameworks, [&](const Framework& each) { return !each.levels.empty() && each.period.covers(day); });
}

std::vector<Level> Profile::levels(Day day) const {
    const Framework* in_force = framework(day);
    return in_force ? in_force->levels : std::vector<Level>();
}

const Level* Profile::find_level(std::string_view code) const {
    for (const Framework& each : frameworks) {
        if (const Level* level = first(each.levels, [&](const Level& one) { return one.code == code; })) return level;
    }
    return nullptr;
}

std::string Profile::level_words(std::string_view code) const {
    const Level* level = find_level(code);
    if (!level) return std::string(code);
    return fmt::format("{} {}: {}", word_at_start("level"), level->order, level->name);
}

std::vector<DecisionRule> Profile::decisions_on(Day day) const {
    return in_force(decisions, day);
}

const DecisionRule* Profile::find_decision(std::string_view code, Day day) const {
    return first(decisions, [&](const DecisionRule& each) { return each.code == code && each.period.covers(day); });
}

std::vector<ClosureReason> Profile::closure_reasons_on(Day day) const {
    return in_force(closure_reasons, day);
}

const ClockRule* Profile::find_clock(std::string_view code, Day day) const {
    return first(clocks, [&](const ClockRule& each) {
        return each.code == code && each.quantity.is_set() && each.period.covers(day);
    });
}

Standing Profile::clock(std::string_view code, Instant started, Instant now) const {
    const auto* rule = find_clock(code, started.day());
    return rule ? standing(*rule, calendar, hours, started, {}, now) : Standing();
}

const ListEntry* CodeList::find(std::string_view code) const {
    return first(entries, [&](const ListEntry& each) { return each.code == code; });
}

std::string CodeList::label(std::string_view code) const {
    const ListEntry* entry = find(code);
    return entry ? entry->label : std::string(code);
}

const CodeList& Profile::list(std::string_view name) const {
    const auto found = lists.find(name);
    if (found == lists.end()) refuse("list", name);
    return found->second;
}

std::vector<ListEntry> Profile::choices(std::string_view name, Day day) const {
    return in_force(list(name).entries, day);
}

std::vector<Option> Profile::options(const Question& question, Day day) const {
    if (question.list.empty()) return question.options;
    std::vector<Option> options;
    for (const ListEntry& entry : choices(question.list, day))
        options.push_back({entry.code, entry.label, {}});
    return options;
}

const RequestForm& Profile::request_form(Day day) const {
    return one_in_force(request_forms, day, "request form on");
}

const AgreementWording& Profile::agreement(Day day) const {
    return one_in_force(agreements, day, "agreement wording on");
}

const RequestForm* Profile::find_request_form(std::string_view version) const {
    return first(request_forms, [&](const RequestForm& each) { return each.version == version; });
}

const AgreementWording* Profile::find_agreement(std::string_view version) const {
    return first(agreements, [&](const AgreementWording& each) { return each.version == version; });
}

const Locality* Profile::find_locality(std::string_view code) const {
    return first(localities, [&](const Locality& each) { return each.code == code; });
}

const Ward* Profile::find_ward(std::string_view gss) const {
    return first(wards, [&](const Ward& each) { return each.gss == gss; });
}

std::string Profile::locality_of(std::string_view ward_gss) const {
    const Ward* ward = find_ward(ward_gss);
    if (!ward) return {};
    const Locality* locality = first(localities, [&](const Locality& each) {
        if (each.period.to) return false;
        return std::find(each.wards.begin(), each.wards.end(), ward->gss) != each.wards.end() ||
               std::find(each.districts.begin(), each.districts.end(), ward->district) != each.districts.end();
    });
    return locality ? locality->code : std::string();
}

const ContactLine* Profile::find_line(std::string_view code) const {
    return first(lines, [&](const ContactLine& each) { return each.code == code; });
}

std::string Profile::urgent_line() const {
    const ContactLine* line = find_line("worried");
    if (!line) refuse("line", "worried");
    const std::string ring = line->number.is_set() ? *line->number.value : line->label + " (number not set)";
    return "If a child is in danger now, ring 999. If you are worried about a child, ring " + ring + ".";
}

const Question* RequestForm::find_question(std::string_view key) const {
    for (const FormPage& page : pages) {
        for (const Section& section : page.sections) {
            const Question* found = first(section.questions, [&](const Question& each) { return each.key == key; });
            if (found) return found;
        }
    }
    return nullptr;
}

int RequestForm::required_answers(bool child_known) const {
    int count = 0;
    for (const FormPage& page : pages) {
        for (const Section& section : page.sections) {
            if (section.repeats == Section::Repeats::each_adult) continue;
            for (const Question& question : section.questions)
                count += counts(question, child_known) ? 1 : 0;
        }
    }
    return count;
}

} // namespace kith::profiles
