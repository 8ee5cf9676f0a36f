#pragma once
// What fields have in common: label or legend, hint, own problem. For html/ alone.

#include "base/result.h"
#include "html/components/text.h"
#include "html/html.h"

namespace kith::html {

struct Field {
    const std::string& name;
    const std::string& id; // empty: the name
    const Html& label;
    Size size;
    bool heading; // the label or legend is the page's h1
    const Html& hint;
    const Problems& problems;
    std::string_view more_described_by = {};
};

// What to put around and beside an input.
struct FieldParts {
    std::string id;
    Html problem = {};             // empty: the field is all right
    std::string described_by = {}; // ids of hint and problem
    bool wrong = false;
};

// The words of this field's problems, one after the other; empty when it has none.
std::string problem_words(const Problems& problems, std::string_view name);
FieldParts parts_of(const Field& field);
Html hint_of(const Field& field, const std::string& id);

// A label above, hint, problem, and the input in a form group.
Html labelled(const Field& field, const FieldParts& parts, const Html& input);
// A legend above several inputs.
Html legended(const Field& field, const FieldParts& parts, const Html& inputs);

} // namespace kith::html
