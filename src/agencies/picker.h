#pragma once
// Choosing one of many in a form by typing a part of its name: with JavaScript it is offered while one types, without
// it the form comes back with what fits.

#include "base/result.h"
#include "html/html.h"
#include "http/request.h"

#include <functional>
#include <optional>

namespace kith::agencies {

// One thing that can be picked.
struct Offer {
    std::string code; // what the form keeps of it: a URN, a reference
    std::string text; // its name
    std::string hint; // what tells it from others of its name

    bool operator==(const Offer&) const = default;
};

// Where they come from.
struct Offers {
    std::string noun; // "school"
    std::function<std::optional<Offer>(std::string_view code)> find;
    std::function<std::vector<Offer>(std::string_view words, std::size_t limit)> matching; // best first
};

inline constexpr std::size_t most_offers = 10;

struct Picker {
    std::string name; // of the text field; its code comes in `name`-code, a choice made without script in `name`-choice
    html::Html label;
    html::Html hint = {};
    std::string suggest; // address that offers while one types
    const http::Answers& answers;
    const Problems& problems;
};

html::Html picker(const Offers& offers, const Picker& picker);

// Puts the fields for something chosen earlier into the answers of an untouched form.
void set_picked(http::Answers& answers, const std::string& name, const Offer& offer);

// Takes out the code of another name than the text now is: without script the text was changed and the code was not.
void forget_other(const Offers& offers, http::Answers& answers, const std::string& name);

// What was picked, or typed without doubt; nothing when the field was left empty. Refuses what fits none (none_found)
// or several (several).
Result<std::optional<Offer>> picked(const Offers& offers, const http::Answers& answers, const std::string& name);

// As the script wants them: [{"value": …, "text": …, "hint": …}].
http::Response suggestions(const std::vector<Offer>& offers);

} // namespace kith::agencies
