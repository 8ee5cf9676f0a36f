#pragma once
// A council's request form as one person has filled it in so far: which questions are asked, what keeps it from being
// sent. A draft may hold anything; only sending needs answers.

#include "http/request.h"
#include "profiles/request_form.h"
#include "requests/request.h"

namespace kith::requests {

// As many children, or adults, as one request is about.
inline constexpr int most_blocks = 20;

// The name of a form field: "worries"; for the second child "child_born-2".
std::string field_name(std::string_view question, int number);

// Pages are numbered from 1. Cheap to copy references: form and answers must outlive it.
class AnsweredForm {
public:
    // `offers_known`: there are children to choose from, whom this agency asked about before.
    AnsweredForm(const profiles::RequestForm& form, const http::Answers& answers, bool offers_known = false)
        : form_(form), answers_(answers), offers_known_(offers_known) {}

    // Told that a child is in danger now: then a reason is enough.
    bool in_danger() const;

    // How many blocks a repeating section shows: at least one, and one more where "add another" was pressed.
    int blocks(profiles::Section::Repeats repeats) const;
    // Whether anything was typed into that block.
    bool is_begun(const profiles::Section& section, int number) const;
    // Whether any child was begun to be typed.
    bool any_child_begun() const;
    // Whether the question is shown, given the other answers of its block and of the form.
    bool is_asked(const profiles::Question& question, int number) const;
    bool is_required(const profiles::Section& section, const profiles::Question& question, int number) const;

    // What keeps the page's answers from being sent, in the order of the page.
    Problems problems(std::size_t page, Day today) const;

    // How many required answers are asked and how many of them are there.
    struct Count {
        int asked = 0;
        int given = 0;
    };

    Count required() const;

    const http::Answers& answers() const { return answers_; }

    const profiles::RequestForm& form() const { return form_; }

private:
    bool is_missing(const profiles::Question& question, int number) const;
    Problems problems_of(const profiles::Question& question, int number, bool required, Day today) const;

    const profiles::RequestForm& form_;
    const http::Answers& answers_;
    bool offers_known_;
};

} // namespace kith::requests
