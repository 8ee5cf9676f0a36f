#include "requests/draft.h"

#include "base/text.h"
#include "requests/answered_form.h"

namespace kith::requests {

namespace {

// "child_born-2-day" is of the question "child_born"; "child_school_urn" of "child_school".
bool is_of(std::string_view name, std::string_view question) {
    if (!name.starts_with(question)) return false;
    const auto rest = name.substr(question.size());
    return rest.empty() || rest.starts_with('-') || rest.starts_with("_urn");
}

} // namespace

http::Answers Draft::answers() const {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& each : pages)
        fields.insert(fields.end(), each.answers.fields().begin(), each.answers.fields().end());
    return http::Answers(std::move(fields));
}

http::Answers answers_of_page(const profiles::RequestForm& form, int page, const http::Answers& sent) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& field : sent.fields()) {
        bool belongs = page == 1 && (field.first == "children" || field.first == "adults");
        for (const auto& section : form.pages.at(static_cast<std::size_t>(page - 1)).sections)
            for (const auto& question : section.questions)
                belongs = belongs || is_of(field.first, question.key);
        if (belongs && !field.second.empty()) fields.push_back(field);
    }
    return http::Answers(std::move(fields));
}

std::string children_typed(const http::Answers& answers) {
    std::vector<std::string> names;
    for (int number = 1; number <= 20; ++number) {
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
