#pragma once
// Finding an organisation by parts of its name in any order, as people shorten them: "mary rad", "st josephs rc".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::agencies {

class NameMatch {
public:
    // What was typed.
    explicit NameMatch(std::string_view words);

    bool empty() const { return words_.empty(); }

    // How well it fits, 0 best; nothing when a word is found neither in the name nor in `also` (place, number).
    std::optional<int> rank(std::string_view name, std::string_view also = {}) const;

private:
    std::vector<std::string> words_; // folded
};

} // namespace kith::agencies
