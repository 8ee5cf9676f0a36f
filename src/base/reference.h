#pragma once
// What people and addresses call a thing: eight characters that can be said over the telephone.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

class Random;

// Seven random characters and a check character, from 29 that are not mistaken for each other
// (no 0 O 1 I L U V). About 17 thousand million: enough to be unique, and never a secret. Any one wrong character
// and any two neighbours swapped are noticed.
class Reference {
public:
    static Reference make(Random& random);

    // Accepts lower case, spaces and hyphens anywhere. Nothing when the length, a character or the check is wrong.
    static std::optional<Reference> parse(std::string_view typed);

    // "K7MX4PQR": how it is stored and how it stands in addresses.
    const std::string& text() const { return text_; }

    // "K7MX 4PQR": how it is shown.
    std::string spoken() const { return text_.substr(0, 4) + " " + text_.substr(4); }

    auto operator<=>(const Reference&) const = default;

private:
    explicit Reference(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

} // namespace kith
