#pragma once
// The form of a request as a person fills it in, drawn from the council's questions.

#include "html/components.h"
#include "profiles/profile.h"
#include "requests/answered_form.h"
#include "requests/composing.h"
#include "requests/known_child_store.h"

namespace kith::db {
class Reader;
}

namespace kith::requests {

// Children whom this agency asked about before, to tick instead of typing them.
struct ChildrenToChoose {
    std::vector<KnownChild> children = {};
    bool can_find = false;       // there may be others, to be found by the beginning of their name
    std::string looked_for = {}; // what was typed to find them; empty: nobody looked
    bool found = false;          // and that somebody was found
    bool lost = false;           // one that was ticked is not there any more for this viewer
};

// The form's field and button to find such a child by. They are no answers: nothing of them is kept.
inline constexpr std::string_view name_to_find = "known_name", find_button = "find";

// What the questions of a page are drawn with.
struct FormDrawing {
    db::Reader& reader; // schools to pick from
    const profiles::Profile& profile;
    const AnsweredForm& form;
    const ChildrenToChoose& known;
    const Problems& problems;
    Day today;
};

// All questions of a page (1 to 3), with buttons to add and take out people where sections repeat.
// `after_text` stands between the page's own text and its questions.
html::Html questions(const FormDrawing& drawing, int page, const html::Html& after_text = {});

// Everything that was answered so far, page by page, with links to change it. Pages are places "page-1" to "page-3".
html::Html answers_to_check(const FormDrawing& drawing, const std::string& draft_address);

// The same without what is missing and without links: empty when nothing is answered.
html::Html answers_given(const FormDrawing& drawing);

// Two people wrote at once: for each field that differs, what the other one wrote.
html::Html what_the_other_wrote(const FormDrawing& drawing, int page, const http::Answers& theirs,
                                const std::vector<std::string>& differing);

} // namespace kith::requests
