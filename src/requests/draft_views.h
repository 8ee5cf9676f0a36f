#pragma once
// The form of a request as a person fills it in, drawn from the council's questions.

#include "html/components.h"
#include "profiles/profile.h"
#include "requests/answered_form.h"
#include "requests/composing.h"

namespace kith::db {
class Reader;
}

namespace kith::requests {

// What the questions of a page are drawn with.
struct FormDrawing {
    db::Reader& reader; // schools to pick from
    const profiles::Profile& profile;
    const AnsweredForm& form;
    const std::vector<ChosenChild>& known; // children this agency asked about before
    const Problems& problems;
    Day today;
};

// All questions of a page (1 to 3), with buttons to add and take out people where sections repeat.
// `after_text` stands between the page's own text and its questions.
html::Html questions(const FormDrawing& drawing, int page, const html::Html& after_text = {});

// Everything that was answered so far, page by page, with links to change it. Pages are places "page-1" to "page-3".
html::Html answers_to_check(const FormDrawing& drawing, const std::string& draft_address);

// Two people wrote at once: for each field that differs, what the other one wrote.
html::Html what_the_other_wrote(const FormDrawing& drawing, int page, const http::Answers& theirs,
                                const std::vector<std::string>& differing);

} // namespace kith::requests
