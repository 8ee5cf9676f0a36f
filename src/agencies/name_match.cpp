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

} // namespace

std::string searchable(std::string_view name) {
    const auto as_written = between_spaces(name);
    auto text = as_written;
    for (const auto& [written, other] : same_words)
        if (as_written.find(written) != std::string::npos) text += other;
    return text;
}

NameMatch::NameMatch(std::string_view words) : words_(folded_words(words)) {
    for (auto& word : words_)
        word.insert(0, " ");
}

std::optional<int> NameMatch::rank(std::string_view name, std::string_view also) const {
    int rank = 0;
    for (std::size_t i = 0; i < words_.size(); i++) {
        const auto& begun = words_[i];
        if (i == 0 && name.starts_with(begun)) continue;
        if (name.find(begun) != std::string_view::npos)
            rank = std::max(rank, 1);
        else if (also.find(begun) != std::string_view::npos)
            rank = std::max(rank, 2);
        else if (name.find(std::string_view(begun).substr(1)) != std::string_view::npos)
            rank = std::max(rank, 3);
        else
            return std::nullopt;
    }
    return rank;
}

bool NameMatch::fits(std::string_view name, std::string_view also) const {
    return rank(searchable(name), between_spaces(also)).has_value();
}

const std::string& SearchablePlaces::of(const std::string& ward, const std::string& district,
                                        const std::string& council) {
    const auto place = ward + " " + district + " " + council;
    const auto known = known_.find(place);
    return known != known_.end() ? known->second : known_.emplace(place, between_spaces(place)).first->second;
}

} // namespace kith::agencies
