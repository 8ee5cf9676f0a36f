#pragma once
// From the answers of a form to what is kept: who was named, and every answer in words beside its question.

#include "profiles/profile.h"
#include "requests/answered_form.h"

namespace kith::requests {

// What a request is before it is sent.
struct Composed {
    bool danger = false;
    std::string urgency = {};
    Agreement agreement = {};
    std::vector<NamedPerson> people = {}; // without ids; children first
    std::vector<Answered> answers = {};
    std::vector<std::string> needs = {};
};

// `chosen` are the children of the ticked boxes (known_child_store.h). Reads what is there and leaves out what is not:
// whether a request may be sent is for AnsweredForm::problems to say.
Composed composed(const profiles::Profile& profile, const AnsweredForm& form, std::span<const NamedPerson> chosen,
                  Day today);

// The answer to one question in words: labels for codes, "14 March 2017" for days. "" when it was not answered.
std::string answer_words(const profiles::Profile& profile, const profiles::Question& question,
                         const http::Answers& answers, int number, Day today);

// What may be chosen: written out in the form, or those of its list on the day.
std::vector<profiles::Option> options(const profiles::Profile& profile, const profiles::Question& question, Day today);

} // namespace kith::requests
