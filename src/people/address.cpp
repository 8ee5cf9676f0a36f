#include "people/address.h"

#include "base/text.h"
#include "people/identifier.h"

namespace kith::people {

namespace {

struct KindWords {
    AddressKind kind;
    std::string_view code;
    std::string_view word;
};

constexpr std::array kind_words = {
    KindWords{AddressKind::home, "home", "home"},
    KindWords{AddressKind::temporary, "temporary", "temporary address"},
    KindWords{AddressKind::placement, "placement", "placement"},
};

constexpr std::size_t longest_lines = 300;

} // namespace

std::string_view code(AddressKind kind) {
    return kind_words[static_cast<std::size_t>(kind)].code;
}

std::string_view word(AddressKind kind) {
    return kind_words[static_cast<std::size_t>(kind)].word;
}

std::optional<AddressKind> to_address_kind(std::string_view code) {
    for (const auto& words : kind_words)
        if (words.code == code) return words.kind;
    return std::nullopt;
}

const std::vector<AddressKind>& address_kinds() {
    static const std::vector<AddressKind> all = {AddressKind::home, AddressKind::temporary, AddressKind::placement};
    return all;
}

std::string words(const Address& address) {
    std::string text;
    for (const char c : address.lines)
        text += c == '\n' ? std::string(", ") : std::string(1, c);
    if (!text.empty() && !address.postcode.empty()) text += ", ";
    return text + address.postcode;
}

Result<Address> read_address(Address typed) {
    Problems problems;
    typed.lines = trimmed(typed.lines);
    if (typed.lines.empty() && trimmed(typed.postcode).empty())
        problems.push_back({"lines", "no_address", "Enter an address, or at least a postcode"});
    if (character_count(typed.lines) > longest_lines)
        problems.push_back({"lines", "too_long", "The address must be 300 characters or fewer"});

    if (const auto typed_postcode = trimmed(typed.postcode); !typed_postcode.empty()) {
        if (const auto standard = postcode(typed_postcode))
            typed.postcode = *standard;
        else
            problems.push_back({"postcode", "no_postcode", "Enter a full postcode, like BL9 0EJ, or leave it empty"});
    }
    if (const auto typed_uprn = trimmed(typed.uprn); !typed_uprn.empty()) {
        if (const auto standard = uprn(typed_uprn))
            typed.uprn = *standard;
        else
            problems.push_back({"uprn", "no_uprn", "A property reference (UPRN) has 1 to 12 digits"});
    }
    if (typed.from && typed.until && *typed.until < *typed.from)
        problems.push_back({"until", "ends_before_it_begins", "The last day must not be before the first day"});
    if (!problems.empty()) return problems;
    return typed;
}

} // namespace kith::people
