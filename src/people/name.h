#pragma once
// What a person is called, and was called before.

#include "base/day.h"
#include "base/result.h"

namespace kith::people {

// Uses of a name in the multi-agency standard (handbook 8.4).
enum class NameUse { usual, official, nickname, temporary, alias, previous, maiden };

std::string_view code(NameUse use);
std::string_view word(NameUse use); // "usual name", "previous name"
std::optional<NameUse> to_name_use(std::string_view code);
const std::vector<NameUse>& name_uses();

struct Name {
    std::string given = {};  // first and middle names
    std::string family = {}; // last name; either may be empty, not both
    NameUse use = NameUse::usual;
    std::optional<Day> from = {};
    std::optional<Day> until = {};

    bool operator==(const Name&) const = default;
};

// "Maya Okafor-Reid"
std::string words(const Name& name);

// Refuses a name with neither part, one of more than 100 characters, one that ends before it begins.
// Fields: "given", "family", "until".
Result<Name> read_name(Name typed);

// The name's words in the form in which they are compared.
std::vector<std::string> name_words(const Name& name);

} // namespace kith::people
