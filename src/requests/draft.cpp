#include "requests/draft.h"

#include "base/text.h"
#include "requests/answered_form.h"

namespace kith::requests {

namespace {

// "child_born-2-day" is of the question "child_born"; "child_school-code" of "child_school".
bool is_of(std::string_view name, std::string_view question) {
    if (!name.starts_with(question)) return false;
    const auto rest = name.substr(question.size());
    return rest.empty() || rest.starts_with('-');
}

} // namespace

http::Answers Draft::answers() const {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& each : pages)
        fields.insert(fields.end(), each.answers.fields().begin(), each.answers.fields().end());
    return http::Answers(std::move(fields));
}

const profiles::RequestForm& form_of(const profiles::Profile& profile, const Draft& draft, Day today) {
    const auto* begun_with = profile.find_request_form(draft.form_version);
    return begun_with ? *begun_with : profile.request_form(today);
}

std::string versions_seen(const Draft& draft) {
    return fmt::format("{}.{}.{}", draft.page(1).version, draft.page(2).version, draft.page(3).version);
}

http::Answers answers_of_page(const profiles::RequestForm& form, int page, const http::Answers& sent) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& field : sent.fields()) {
        bool belongs = page == 1 && (field.first == "children" || field.first == "adults");
        for (const auto& section : form.pages.at(static_cast<std::size_t>(page - 1)).sections)
            for (const auto& question : section.questions)
                belongs = belongs || is_of(field.first, question.key);
        // A count of one and an empty box are what is there anyway: a page left blank stays blank.
        const bool count = field.first == "children" || field.first == "adults";
        if (belongs && !field.second.empty() && !(count && field.second == "1")) fields.push_back(field);
    }
    return http::Answers(std::move(fields));
}

namespace {

std::string counter(profiles::Section::Repeats repeats) {
    return repeats == profiles::Section::Repeats::each_child ? "children" : "adults";
}

http::Answers with_count(const http::Answers& answers, const std::string& name, int count) {
    auto counted = answers;
    counted.set(name, std::to_string(count));
    return counted;
}

// Which block of a repeating section the field is of, and the field's name in another block; nothing when of none.
struct Place {
    std::string question;
    int number = 1;
    std::string part = {}; // "-day", "-code"
};

std::optional<Place> place_of(const profiles::RequestForm& form, std::string_view name,
                              profiles::Section::Repeats repeats) {
    for (const auto& page : form.pages)
        for (const auto& section : page.sections)
            for (const auto& question : section.questions) {
                if (section.repeats != repeats || !is_of(name, question.key)) continue;
                Place place{.question = question.key};
                auto rest = name.substr(question.key.size());
                if (rest.size() > 1 && rest[1] >= '0' && rest[1] <= '9') {
                    const auto end = std::min(rest.find('-', 1), rest.size());
                    std::from_chars(rest.data() + 1, rest.data() + end, place.number);
                    rest = rest.substr(end);
                }
                place.part = rest;
                return place;
            }
    return std::nullopt;
}

} // namespace

http::Answers with_block_added(const profiles::RequestForm& form, const http::Answers& answers,
                               profiles::Section::Repeats repeats) {
    return with_count(answers, counter(repeats), std::min(AnsweredForm(form, answers).blocks(repeats) + 1, 20));
}

http::Answers with_block_removed(const profiles::RequestForm& form, const http::Answers& answers,
                                 profiles::Section::Repeats repeats, int number) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& [name, value] : answers.fields()) {
        const auto place = place_of(form, name, repeats);
        if (place && place->number == number) continue;
        const bool moves = place && place->number > number;
        fields.emplace_back(moves ? field_name(place->question, place->number - 1) + place->part : name, value);
    }
    const int blocks = AnsweredForm(form, answers).blocks(repeats);
    return with_count(http::Answers(std::move(fields)), counter(repeats), std::max(blocks - 1, 1));
}

std::string children_typed(const http::Answers& answers) {
    std::vector<std::string> names;
    for (int number = 1; number <= most_blocks; ++number) {
        const auto given = answers.text(field_name(profiles::key::child_given_names, number));
        if (!given.empty()) names.push_back(given);
    }
    return listed(names);
}

std::vector<std::string> fields_that_differ(const http::Answers& mine, const http::Answers& theirs) {
    std::vector<std::string> differing;
    const auto compare = [&](const http::Answers& from) {
        for (const auto& [name, value] : from.fields())
            if (mine.all(name) != theirs.all(name) &&
                std::find(differing.begin(), differing.end(), name) == differing.end())
                differing.push_back(name);
    };
    compare(mine);
    compare(theirs);
    return differing;
}

} // namespace kith::requests
