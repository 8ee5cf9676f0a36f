#pragma once
// Finding an organisation by parts of its name in any order, as people shorten them: "mary rad", "st josephs rc".

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::agencies {

// The form in which a name is searched: folded, every word behind a space, with the other ways to write it ("saint" for
// "St", "church of england" for "CofE"). Kept beside each agency, so that a search folds nothing but what was typed.
std::string searchable(std::string_view name);

class NameMatch {
public:
    // What was typed.
    explicit NameMatch(std::string_view words);

    bool empty() const { return words_.empty(); }

    // How well it fits, 0 best; nothing when a word is found neither in the name nor in `also` (place, number). Both
    // as made by `searchable`.
    std::optional<int> rank(std::string_view name, std::string_view also = {}) const;

    // Whether it fits at all, both as people write them.
    bool fits(std::string_view name, std::string_view also = {}) const;

private:
    std::vector<std::string> words_; // folded, behind a space
};

// Those that fit in the order of their ranks, and of one rank as they came.
template <typename Key>
std::vector<Key> best_first(std::vector<std::pair<int, Key>> ranked) {
    std::ranges::stable_sort(ranked, {}, [](const auto& each) { return each.first; });
    std::vector<Key> keys;
    for (auto& each : ranked)
        keys.push_back(std::move(each.second));
    return keys;
}

// Where schools are, in the form for searching: few places, each folded once.
class SearchablePlaces {
public:
    const std::string& of(const std::string& ward, const std::string& district, const std::string& council);

private:
    std::map<std::string, std::string, std::less<>> known_;
};

} // namespace kith::agencies
