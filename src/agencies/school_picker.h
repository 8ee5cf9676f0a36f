#pragma once
// Choosing a school in a form: typing a part of its name, with or without JavaScript.

#include "agencies/school.h"
#include "html/html.h"

namespace kith::db {
class Reader;
}

namespace kith::http {
class Answers;
}

namespace kith::agencies {

struct SchoolPicker {
    std::string name = "school"; // of the text field; the chosen URN is in the field `name` + "_urn"
    std::string label = "School";
    std::string hint = "Type part of its name";
    bool optional = false; // says so in the label
    const http::Answers& answers;
    const Problems& problems;
};

// A text field that suggests schools while one types (from /schools/suggest). When what was typed fits several,
// the same form comes back with those to choose from.
html::Html school_picker(db::Reader& reader, const SchoolPicker& picker);

// The school that was chosen or typed without doubt; nothing when the field was left empty. Problems when no school
// fits or several do.
Result<std::optional<School>> chosen_school(db::Reader& reader, const http::Answers& answers,
                                            std::string_view name = "school");

} // namespace kith::agencies
