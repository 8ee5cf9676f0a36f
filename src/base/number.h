#pragma once
// Numbers as people and files write them.

#include <charconv>
#include <optional>
#include <string_view>

namespace kith {

// The whole number that the text is: decimal digits, perhaps after a minus, and nothing else. Nothing where it is
// something else or does not fit.
template <typename Number = int>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

} // namespace kith
