#pragma once
#include "base/result.h"
#include "html/components/text.h"

namespace kith::html {

// For fields that have none.
inline const Problems no_problems;

enum class InputKind { text, email, telephone, whole_number, one_time_code };

// One line of text. Finds its own problem by its name.
struct Input {
    std::string name;
    Html label;
    Html hint = {};
    std::string value = {};
    const Problems& problems = no_problems;
    InputKind kind = InputKind::text;
    int width = 0;                 // room for 2, 3, 4, 5, 10, 20 or 30 characters; 0: the whole column
    std::string autocomplete = {}; // "name", "email", "off"; WCAG 1.3.5 for a person's own details
    Size label_size = Size::normal;
    bool label_is_heading = false;
    bool spellcheck = true; // off for names, codes, references
    std::string id = {};    // when the name is not unique on the page
    // Address that offers completions while typing, answering ?q= with [{"value", "text", "hint"}]; a choice is sent as
    // `<name>-code` besides. Without script it is a plain field, so its handler asks again when the words fit several.
    std::string suggest = {};
};

Html input(const Input& input);

} // namespace kith::html
