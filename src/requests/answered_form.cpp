#include "requests/answered_form.h"

#include "base/text.h"
#include "people/birth.h"
#include "people/day_answers.h"

namespace kith::requests {

using FormQuestion = profiles::Question;
using profiles::QuestionKind;
using profiles::Required;
using profiles::Section;

namespace {

bool is_filled(const http::Answers& answers, const FormQuestion& question, int number) {
    const auto name = field_name(question.key, number);
    if (question.kind != QuestionKind::born && question.kind != QuestionKind::day) return !answers.text(name).empty();

    for (const auto* part : {"-day", "-month", "-year"})
        if (!answers.text(name + part).empty()) return true;
    return false;
}

std::string_view count_field(Section::Repeats repeats) {
    return repeats == Section::Repeats::each_child ? "children" : "adults";
}

} // namespace

std::string field_name(std::string_view question, int number) {
    return number > 1 ? fmt::format("{}-{}", question, number) : std::string(question);
}

bool AnsweredForm::in_danger() const {
    return answers_.ticked(profiles::key::danger, "yes");
}

int AnsweredForm::blocks(Section::Repeats repeats) const {
    if (repeats == Section::Repeats::once) return 1;

    const auto count = answers_.number(count_field(repeats)).value_or(1);
    return static_cast<int>(std::clamp<std::int64_t>(count, 1, most_blocks));
}

bool AnsweredForm::is_begun(const Section& section, int number) const {
    return std::any_of(section.questions.begin(), section.questions.end(),
                       [&](const FormQuestion& question) { return is_filled(answers_, question, number); });
}

bool AnsweredForm::is_asked(const FormQuestion& question, int number) const {
    if (question.visible.question.empty()) return true;

    const auto* other = form_.find_question(question.visible.question);
    if (!other) return true;

    const bool same_block = answers_.has(field_name(other->key, number));
    const auto name = field_name(other->key, same_block ? number : 1);
    if (!is_asked(*other, number)) return false;
    return std::any_of(question.visible.answers.begin(), question.visible.answers.end(),
                       [&](const std::string& answer) { return answers_.ticked(name, answer); });
}

bool AnsweredForm::any_child_begun() const {
    for (const auto& page : form_.pages)
        for (const auto& section : page.sections)
            if (section.repeats == Section::Repeats::each_child)
                for (int number = 1; number <= blocks(section.repeats); ++number)
                    if (is_begun(section, number)) return true;
    return false;
}

bool AnsweredForm::is_required(const Section& section, const FormQuestion& question, int number) const {
    if (in_danger()) return question.key == profiles::key::danger_reason;
    if (!is_asked(question, number)) return false;

    switch (question.required) {
    case Required::no:
        return false;
    case Required::always:
        return section.repeats == Section::Repeats::once || is_begun(section, number);
    case Required::known_child:
        return offers_known_ && !any_child_begun();
    case Required::new_child:
        break;
    }
    if (is_begun(section, number)) return true;
    return number == 1 && !offers_known_ && !any_child_begun();
}

bool AnsweredForm::is_missing(const FormQuestion& question, int number) const {
    return !is_filled(answers_, question, number);
}

namespace {

Problems problems_of_day(const http::Answers& answers, const FormQuestion& question, const std::string& name,
                         Day today) {
    Problems problems;
    const auto day = people::day_in(answers, name, problems);
    if (day && question.key == profiles::key::agreed_on && *day > today)
        problems.push_back({name, "in_the_future", "Enter today or a day before it"});
    return problems;
}

// Beside a number may stand when to ring it, or another one.
bool names_a_telephone(std::string_view text) {
    return is_telephone(text) || !telephone_numbers(text).empty();
}

bool is_number(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
}

} // namespace

Problems AnsweredForm::problems_of(const FormQuestion& question, int number, bool required, Day today) const {
    const auto name = field_name(question.key, number);
    if (is_missing(question, number)) return required ? Problems{{name, "missing", question.missing}} : Problems{};

    if (in_danger()) return {}; // nothing that is merely odd holds up a child in danger

    const auto text = answers_.text(name);
    if (question.max_length > 0 && character_count(text) > static_cast<std::size_t>(question.max_length))
        return {{name, "too_long",
                 fmt::format("Use {} characters or fewer. You have used {}. Nothing you wrote is lost",
                             question.max_length, character_count(text))}};
    if (question.kind == QuestionKind::postcode && !postcode(text))
        return {{name, "not_a_postcode", "Enter a full postcode, like BL9 0EJ"}};
    if (question.key == profiles::key::adult_telephone && !names_a_telephone(text))
        return {{name, "not_a_telephone", "Enter a whole telephone number, like 01632 960123"}};
    if (question.kind == QuestionKind::number && !is_number(text))
        return {{name, "not_a_number", "Enter a whole number, like 3"}};
    if (question.kind == QuestionKind::day) return problems_of_day(answers_, question, name, today);
    if (question.kind == QuestionKind::born) {
        const auto birth = people::read_birth({.day = answers_.text(name + "-day"),
                                               .month = answers_.text(name + "-month"),
                                               .year = answers_.text(name + "-year"),
                                               .estimated = answers_.ticked(name + "-estimated", "yes"),
                                               .unborn = answers_.ticked(name + "-unborn", "yes"),
                                               .field = name},
                                              today);
        if (!birth) return birth.error();
    }
    return {};
}

Problems AnsweredForm::problems(std::size_t page, Day today) const {
    Problems problems;
    for (const auto& section : form_.pages.at(page - 1).sections)
        for (int number = 1; number <= blocks(section.repeats); ++number)
            for (const auto& question : section.questions) {
                if (!is_asked(question, number)) continue;
                const auto more = problems_of(question, number, is_required(section, question, number), today);
                problems.insert(problems.end(), more.begin(), more.end());
            }
    return problems;
}

AnsweredForm::Count AnsweredForm::required() const {
    Count count;
    for (const auto& page : form_.pages)
        for (const auto& section : page.sections)
            for (int number = 1; number <= blocks(section.repeats); ++number)
                for (const auto& question : section.questions) {
                    if (!is_required(section, question, number)) continue;
                    ++count.asked;
                    count.given += is_missing(question, number) ? 0 : 1;
                }
    return count;
}

} // namespace kith::requests
