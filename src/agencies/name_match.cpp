#include "agencies/name_match.h"

#include "base/text.h"

namespace kith::agencies {

namespace {

// How names are written one way and looked for another. Both folded, between spaces.
constexpr std::pair<std::string_view, std::string_view> same_words[] = {
    {" st ", " saint"},
    {" saint ", " st"},
    {" cofe ", " church of england ce"},
    {" ce ", " church of england cofe"},
    {" c of e ", " church of england cofe ce"},
    {" church of england ", " cofe ce"},
    {" rc ", " roman catholic"},
    {" roman catholic ", " rc"},
};

std::string between_spaces(std::string_view text) {
    return " " + folded(text) + " ";
}

// The name and the other ways to write it, every word behind a space.
std::string with_other_ways(std::string_view name) {
    auto text = between_spaces(name);
    const auto as_written = text;
    for (const auto& [written, other] : same_words)
        if (as_written.find(written) != std::string::npos) text += other;
    return text;
}

} // namespace

NameMatch::NameMatch(std::string_view words) : words_(folded_words(words)) {}

std::optional<int> NameMatch::rank(std::string_view name, std::string_view also) const {
    const auto in_name = with_other_ways(name);
    const auto elsewhere = between_spaces(also);
    int rank = 0;
    for (std::size_t i = 0; i < words_.size(); i++) {
        const auto begun = " " + words_[i];
        if (in_name.starts_with(begun) && i == 0) continue;
        if (in_name.find(begun) != std::string::npos)
            rank = std::max(rank, 1);
        else if (elsewhere.find(begun) != std::string::npos)
            rank = std::max(rank, 2);
        else if (in_name.find(words_[i]) != std::string::npos)
            rank = std::max(rank, 3);
        else
            return std::nullopt;
    }
    return rank;
}

} // namespace kith::agencies
