#include "requests/composing.h"

#include "base/number.h"
#include "base/text.h"

namespace kith::requests {

using FormQuestion = profiles::Question;
using profiles::QuestionKind;
using profiles::Section;
namespace key = profiles::key;

namespace {

people::Birth birth_of(const http::Answers& answers, const std::string& name, Day today) {
    const auto birth = people::read_birth({.day = answers.text(name + "-day"),
                                           .month = answers.text(name + "-month"),
                                           .year = answers.text(name + "-year"),
                                           .estimated = answers.ticked(name + "-estimated", "yes"),
                                           .unborn = answers.ticked(name + "-unborn", "yes"),
                                           .field = name},
                                          today);
    return birth ? *birth : people::Birth();
}

// As typed, when it is no day: nothing is lost.
std::string day_words(const http::Answers& answers, const std::string& name) {
    const auto part = [&](const char* which) { return answers.text(name + which); };
    if (part("-day").empty() && part("-month").empty() && part("-year").empty()) return "";

    const auto number = [&](const char* which) { return whole_number(part(which)).value_or(0); };
    const auto known = Day::from_parts(number("-year"), number("-month"), number("-day"));
    return known ? words(*known) : trimmed(part("-day") + " " + part("-month") + " " + part("-year"));
}

std::string option_label(const profiles::Profile& profile, const FormQuestion& question, const std::string& value,
                         Day today) {
    for (const auto& option : options(profile, question, today))
        if (option.code == value) return option.label;
    return value;
}

class Composing {
public:
    Composing(const profiles::Profile& profile, const AnsweredForm& form, Day today)
        : profile_(profile), form_(form), today_(today) {}

    Composed run(std::span<const NamedPerson> chosen) {
        const auto& answers = form_.answers();
        made_.danger = form_.in_danger();
        made_.urgency = answers.text(key::urgency);
        made_.agreement.code = answers.text(key::agreement);
        made_.needs = answers.all(key::needs);
        for (const auto& each : chosen)
            add(each);
        people(Section::Repeats::each_child, PersonKind::child);
        people(Section::Repeats::each_adult, PersonKind::adult);
        answers_about(Section::Repeats::once, 0, 1);
        return std::move(made_);
    }

private:
    int add(NamedPerson named) {
        named.person.position = static_cast<int>(made_.people.size()) + 1;
        made_.people.push_back(std::move(named));
        return made_.people.back().person.position;
    }

    const Section* begun_section(Section::Repeats repeats, int number) const {
        for (const auto& page : form_.form().pages)
            for (const auto& section : page.sections)
                if (section.repeats == repeats && form_.is_begun(section, number)) return &section;
        return nullptr;
    }

    void people(Section::Repeats repeats, PersonKind kind) {
        for (int number = 1; number <= form_.blocks(repeats); ++number) {
            if (!begun_section(repeats, number)) continue;
            const auto position = add(kind == PersonKind::child ? child(number) : adult(number));
            answers_about(repeats, position, number);
        }
    }

    std::string text(std::string_view question, int number) const {
        return form_.answers().text(field_name(question, number));
    }

    std::string label(std::string_view question, int number) const {
        const auto* asked = form_.form().find_question(question);
        return asked ? answer_words(profile_, *asked, form_.answers(), number, today_) : "";
    }

    NamedPerson child(int number) const {
        const auto typed_postcode = text(key::child_postcode, number);
        return {.person = {.kind = PersonKind::child,
                           .given_names = text(key::child_given_names, number),
                           .family_name = text(key::child_family_name, number),
                           .birth = birth_of(form_.answers(), field_name(key::child_born, number), today_),
                           .sex = text(key::child_sex, number),
                           .relationship = label(key::child_relationship, number)},
                .whereabouts = {.address = text(key::child_address, number),
                                .postcode = postcode(typed_postcode).value_or(typed_postcode),
                                .school_urn = form_.answers().text(field_name(key::child_school, number) + "-code"),
                                .school_name = text(key::child_school, number)}};
    }

    NamedPerson adult(int number) const {
        const auto telephone = text(key::adult_telephone, number);
        const bool landline = people::tells_location({.value = telephone});
        return {.person = {.kind = PersonKind::adult,
                           .given_names = text(key::adult_given_names, number),
                           .family_name = text(key::adult_family_name, number),
                           .relationship = label(key::adult_relationship, number),
                           .telephone = landline ? "" : telephone},
                .whereabouts = {.landline = landline ? telephone : ""}};
    }

    void answers_about(Section::Repeats repeats, int person, int number) {
        for (const auto& page : form_.form().pages)
            for (const auto& section : page.sections) {
                if (section.repeats != repeats) continue;
                for (const auto& question : section.questions)
                    answer(question, person, number);
            }
    }

    void answer(const FormQuestion& question, int person, int number) {
        if (question.kind == QuestionKind::known_child || !form_.is_asked(question, number)) return;

        const bool chosen = question.kind == QuestionKind::choice || question.kind == QuestionKind::ticks;
        const auto name = field_name(question.key, number);
        if (!chosen) {
            const auto said = answer_words(profile_, question, form_.answers(), number, today_);
            if (!said.empty()) made_.answers.push_back({person, question.key, question.label, "", said});
            return;
        }
        for (const auto& value : form_.answers().all(name))
            if (!value.empty())
                made_.answers.push_back(
                    {person, question.key, question.label, value, option_label(profile_, question, value, today_)});
    }

    const profiles::Profile& profile_;
    const AnsweredForm& form_;
    Day today_;
    Composed made_;
};

} // namespace

std::vector<profiles::Option> options(const profiles::Profile& profile, const FormQuestion& question, Day today) {
    if (question.list.empty()) return question.options;

    std::vector<profiles::Option> all;
    for (const auto& entry : profile.choices(question.list, today))
        all.push_back({entry.code, entry.label, ""});
    return all;
}

std::string answer_words(const profiles::Profile& profile, const FormQuestion& question, const http::Answers& answers,
                         int number, Day today) {
    const auto name = field_name(question.key, number);
    if (question.kind == QuestionKind::day) return day_words(answers, name);
    if (question.kind == QuestionKind::born) {
        const auto birth = birth_of(answers, name, today);
        return birth.is_known() ? words(birth) : day_words(answers, name);
    }
    if (question.kind == QuestionKind::postcode) return postcode(answers.text(name)).value_or(answers.text(name));
    if (question.kind != QuestionKind::choice && question.kind != QuestionKind::ticks) return answers.text(name);

    std::string words; // a council's own words may hold commas and "and"
    for (const auto& value : answers.all(name))
        if (!value.empty()) words += (words.empty() ? "" : "; ") + option_label(profile, question, value, today);
    return words;
}

Composed composed(const profiles::Profile& profile, const AnsweredForm& form, std::span<const NamedPerson> chosen,
                  Day today) {
    return Composing(profile, form, today).run(chosen);
}

} // namespace kith::requests
